/** F23: the server's loop is late, its process stands still, its memory or its descriptors run out. */
import { connect, type Socket } from 'node:net'
import { until } from '../../../../scripts/fault/until.ts'
import type { Drill, DrillPlan } from '../drill.ts'
import { acksOf, duringDay, moreAcks, noAcksWhile, pause, type StagePlan } from '../stage.ts'

const LATE_MS = 5_000
const ACKS = 60

const plan = (given: DrillPlan): StagePlan => ({ ...given, participants: 6 })

/** So late that no one may be sent here, for as long as it is looked at. */
const loopLate: Drill['run'] = (given) =>
  duringDay({ ...plan(given), limits: { eventLoopDelayMs: 100 } }, async (stage) => {
    await moreAcks(stage, ACKS)
    const isLate = stage.meddle({ do: 'late', ms: LATE_MS })
    await until('readiness drops', async () => (await stage.readyz()) === 503, LATE_MS)
    await isLate
    await until('readiness comes back', async () => (await stage.readyz()) === 200, 15_000)
    await moreAcks(stage, ACKS)
  })

const frozen: Drill['run'] = (given) =>
  duringDay(plan(given), async (stage) => {
    await moreAcks(stage, ACKS)
    stage.server.freeze()
    await pause(100)
    await noAcksWhile(stage, 2_000)
    stage.server.thaw()
    await until('readiness comes back', async () => (await stage.readyz()) === 200, 15_000)
    await moreAcks(stage, ACKS)
  })

/** So little memory that a burst ends the process, as its supervisor sees it; it is started again each time. */
const noMemory: Drill['run'] = (given) =>
  duringDay({ ...plan(given), server: { nodeFlags: ['--max-old-space-size=120'] } }, async (stage) => {
    await moreAcks(stage, ACKS)
    stage.proxy.leadTo(null)
    const before = acksOf(stage)
    // It is out of memory between any two commands.
    void stage.meddle({ do: 'exhaust' }).catch(() => {})
    await until('it ends', () => stage.server.hasEnded, 20_000)
    await stage.start()
    await moreAcks(stage, ACKS)
    if (acksOf(stage) <= before) stage.faults.push('nothing was tried')
  })

const FILES_MAX = 100
const CROWD = 200

/** So many at the door that no descriptor is left; those who are refused are told so at once. */
async function crowd(port: number): Promise<{ lines: readonly Socket[]; refused: () => number }> {
  let refused = 0
  const opening = Array.from({ length: CROWD }, () => {
    const line = connect(port, '127.0.0.1')
    line.on('error', () => {})
    line.once('close', () => {
      refused += 1
    })
    return line
  })
  await until('some are refused', () => refused > 0, 10_000).catch(() => {})
  return { lines: opening, refused: () => refused }
}

/** Who is in goes on as if nothing was; who comes is refused, and let in when others have gone. */
const noFiles: Drill['run'] = (given) =>
  duringDay({ ...plan(given), server: { openFilesMax: FILES_MAX } }, async (stage) => {
    await moreAcks(stage, ACKS)
    const linesBefore = stage.proxy.lines()
    const { lines, refused } = await crowd(stage.server.port)
    if (refused() === 0) stage.faults.push('nothing was tried: all were let in')
    if ((await stage.readyz()) !== 0) stage.faults.push('nothing was tried: one more was let in')
    await moreAcks(stage, ACKS)
    if (!linesBefore.every((line) => line.isOpen)) stage.faults.push('R4 somebody who was in was put out')
    for (const line of lines) line.destroy()
    await until('the door is open again', async () => (await stage.readyz()) === 200, 10_000)
    for (const client of stage.clients) client.reload()
    await moreAcks(stage, ACKS)
    stage.faults.push(...stage.server.complaints.map((line) => `the server complained: ${line}`))
  })

export const drills: readonly Drill[] = [
  {
    fault: 'F23',
    rules: 'W1 W2 R4',
    what: 'the loop is late for 5 s: readiness drops and comes back, nothing is lost',
    run: loopLate,
    mutants: [
      {
        name: 'nobody looks how late the loop is',
        edits: [
          {
            file: 'server/app.ts',
            from: 'maxEventLoopDelay: limits.eventLoopDelayMs',
            to: 'maxEventLoopDelay: 0 * limits.eventLoopDelayMs',
          },
        ],
        breaks: /readiness drops/,
      },
    ],
  },
  {
    fault: 'F23',
    rules: 'W1 W2 R4',
    what: 'the process is frozen for 2 s: nothing is acknowledged meanwhile, nothing is lost',
    run: frozen,
    mutants: [
      {
        name: 'tried again with a new key',
        edits: [
          {
            file: 'client/sync/outbox.ts',
            from: 'void send(entry.command, entry.tries)',
            to: 'void send(entry.tries > 0 ? { ...entry.command, key: this.#context.newKey() } : entry.command, entry.tries)',
          },
          {
            file: 'client/net.ts',
            from: '  commandTimeoutMs: 10_000,',
            to: '  commandTimeoutMs: 1_000,',
          },
        ],
        breaks: /W2|W1/,
      },
    ],
  },
  {
    fault: 'F23',
    rules: 'W1 W2 R4',
    what: 'the heap is full: it ends, is started again, and nothing acknowledged is lost',
    run: noMemory,
    mutants: [],
  },
  {
    fault: 'F23',
    rules: 'W1 W2 R4',
    what: 'no descriptor is left: who is in is served, who comes is refused until others have gone',
    run: noFiles,
    // Node refuses by itself: there is no protection of ours to take out.
    mutants: [],
  },
]
