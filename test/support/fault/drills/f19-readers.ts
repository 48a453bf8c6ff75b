/** F19: ten people who read nothing any more and one who reads slowly, while others write a lot: who holds too much is cut. */
import { readFileSync } from 'node:fs'
import type { BusyClient } from '../../../../scripts/fault/busy-client.ts'
import { openProxy } from '../../../../scripts/fault/chaos-proxy.ts'
import { until } from '../../../../scripts/fault/until.ts'
import { must } from '../../../../server/domain/assert.ts'
import { limits } from '../../../../server/domain/limits.ts'
import type { Drill } from '../drill.ts'
import { settledFaults } from '../settled.ts'
import { onStage, type Stage } from '../stage.ts'

const WRITERS = 4
const STOPPED = 10
const SLOW_BYTES_A_SECOND = 20_000
/** Long enough that what the system itself holds for a line is soon full. */
const WORDS = 'Una lunga domanda, con tutto il suo antefatto. '.repeat(400)
const ASKS_MAX = 700
const AT_ONCE = 3
/** What one turn writes before the next finds it. */
const ONE_FRAME_BYTES = 256 * 1_024
/** Of all that was written and is kept, and of all lines filled to what they may hold. */
const GROWTH_BYTES_MAX = 192 * 1_024 * 1_024
const PATIENT = { silenceMs: 120_000 }

const residentBytes = (stage: Stage): number => {
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${stage.server.pid}/status`, 'utf8'))?.[1]
  return Number(kb) * 1_024
}

/** Writes until `isOver`; says how often. */
async function write(writers: readonly BusyClient[], isOver: () => boolean): Promise<number> {
  let asked = 0
  const lane = async (client: BusyClient) => {
    while (!isOver() && asked < ASKS_MAX) {
      asked += 1
      const title = `Quesito ${asked}. ${WORDS}`
      await client.give('question:ask', { title, text: 'Si può?', topicId: 'T1.01', shown: 'body' as const })
    }
  }
  await Promise.all(writers.flatMap((client) => Array.from({ length: AT_ONCE }, () => lane(client))))
  return asked
}

/** While they write, looks at what every line holds and at the process's memory, until the stopped and the slow are cut. */
async function watch(stage: Stage, isCut: (lines: number) => boolean, isWritten: () => boolean) {
  const before = residentBytes(stage)
  let most = 0
  for (;;) {
    const unread = await stage.meddle<number[]>({ do: 'unread' })
    most = Math.max(most, ...unread)
    const grownBytes = residentBytes(stage) - before
    if (most > limits.bufferedBytes + ONE_FRAME_BYTES) stage.faults.push(`F19 a line holds ${most} bytes`)
    if (grownBytes > GROWTH_BYTES_MAX) stage.faults.push(`F19 the process grew by ${grownBytes} bytes`)
    if (isCut(unread.length) || stage.faults.length > 0) return
    if (isWritten()) stage.faults.push(`F19 not cut, though everything was written: ${unread.length} lines`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const readers: Drill['run'] = async (given) => {
  const [stopped, slow] = [await openProxy(), await openProxy()]
  const plan = {
    ...given,
    participants: WRITERS + 1,
    limits: { titleLength: 2 * WORDS.length, packetBytes: 256 * 1_024, socketsPerAccount: 100 },
  }
  const faults = await onStage(plan, async (stage) => {
    for (const proxy of [stopped, slow]) proxy.leadTo(stage.server.port)
    const { participants } = stage.day
    const writers = participants.slice(1).map((person) => stage.arrive(person, 'participant'))
    const reader = must(participants[0])
    for (let n = 0; n < STOPPED; n += 1)
      stage.arrive(reader, 'participant', { url: stopped.url, net: { timing: PATIENT } })
    stage.arrive(reader, 'participant', { url: slow.url, net: { timing: PATIENT } })
    const areIn = () =>
      stage.clients.every(({ store }) => [...store.rows('session').values()][0]?.phase === 'live')
    await until('all are in', areIn, 15_000)
    stopped.stall('down')
    slow.trickle(SLOW_BYTES_A_SECOND, 'down')
    let isOver = false
    let isWritten = false
    const writing = write(writers, () => isOver).then((asked) => {
      isWritten = true
      return asked
    })
    // Every line but these is left; a slow one may be back already, and be slow again.
    await watch(
      stage,
      (lines) => lines <= WRITERS + 1,
      () => isWritten,
    )
    isOver = true
    const asked = await writing
    if (stage.faults.length > 0) return
    const areServed = () => writers.every(({ store }) => store.rows('question').size === asked)
    await until('the others are served meanwhile', areServed, 10_000)
    for (const proxy of [stopped, slow]) proxy.heal()
    await until(
      'all are back',
      () => stage.clients.every(({ store }) => store.rows('question').size === asked),
      20_000,
    )
    stage.faults.push(...(await settledFaults(stage)))
  })
  await Promise.all([stopped.close(), slow.close()])
  return faults
}

export const drills: readonly Drill[] = [
  {
    fault: 'F19',
    rules: 'R4 R7 S1',
    what: 'ten stopped readers and a slow one under load: cut at 1 MiB, memory stays bounded, the others are served',
    run: readers,
    mutants: [
      {
        name: 'a line may hold whatever it likes',
        edits: [
          {
            file: 'server/rooms/direct-adapter.ts',
            from: 'bufferedOn(line)) > this.#options.slowReaderBytes)',
            to: 'bufferedOn(line)) > 1e12 * this.#options.slowReaderBytes)',
          },
          {
            file: 'server/live.ts',
            from: 'if (bufferedBytes(socket) <= limits.bufferedBytes) return',
            to: 'if (bufferedBytes(socket) <= 1e12) return',
          },
        ],
        breaks: /F19 (a line holds|not cut)/,
      },
    ],
  },
]
