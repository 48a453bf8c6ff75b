/** F12: people's lines are cut, stalled, half closed or asleep, also between a command and its answer. */

import type { ChaosLine } from '../../../../scripts/fault/chaos-proxy.ts'
import { until } from '../../../../scripts/fault/until.ts'
import type { Drill, DrillPlan } from '../drill.ts'
import { callsOf, duringDay, moreAcks, pause, type Stage, type StagePlan } from '../stage.ts'

const ROUNDS = 14
const STALL_MS = 3_000

/** Devices here lose patience soon, and servers notice silence soon: what takes minutes outside takes seconds. */
const HASTY = { silenceMs: 2_500, commandTimeoutMs: 1_000, enterTimeoutMs: 2_000, connectTimeoutMs: 2_000 }
const LIMITS = { heartbeatMs: 700, cursorSilenceMs: 2_000 }

const plan = (given: DrillPlan): StagePlan => ({
  ...given,
  participants: 6,
  limits: LIMITS,
})

const pick = <T>(stage: Stage, from: readonly T[]): T | undefined =>
  from[Math.floor(stage.random() * from.length)]
const line = (stage: Stage): ChaosLine | undefined => pick(stage, stage.proxy.lines())

/** The answers of what is given now stay away, and then the line is gone. */
async function betweenSendAndAnswer(stage: Stage): Promise<void> {
  stage.proxy.stall('down')
  await pause(40 + stage.random() * 150)
  stage.proxy.cut()
  stage.proxy.heal()
}

const FAULTS: Readonly<Record<string, (stage: Stage) => Promise<void> | void>> = {
  cut: (stage) => line(stage)?.cut(),
  'cut all': (stage) => stage.proxy.cut(),
  'between send and answer': betweenSendAndAnswer,
  'half closed down': (stage) => line(stage)?.halfClose('down'),
  'half closed up': (stage) => line(stage)?.halfClose('up'),
  'nothing comes': (stage) => line(stage)?.stall('down'),
  'nothing goes': (stage) => line(stage)?.stall('up'),
  'half open': (stage) => line(stage)?.stall(),
  late: (stage) => line(stage)?.delay(300),
  reload: (stage) => pick(stage, stage.clients)?.reload(),
}

const everyLine: Drill['run'] = (given) =>
  duringDay({ ...plan(given), net: { timing: HASTY } }, async (stage) => {
    const kinds = Object.keys(FAULTS)
    for (let round = 0; round < ROUNDS; round += 1) {
      await moreAcks(stage, 15)
      await FAULTS[kinds[round] ?? pick(stage, kinds) ?? 'cut']?.(stage)
    }
    await moreAcks(stage, 100)
    const live = stage.clients.length
    // Who was given up is let go of: nothing is held for lines at whose end nobody is.
    await until(
      'R7 lines without anybody are let go',
      async () => (await stage.meddle<number>({ do: 'lines' })) <= live + 4,
    )
  })

/** All at once, for 3 s and for longer than the server waits; nobody is told that a line is dead. */
const asleep: Drill['run'] = (given) =>
  duringDay(plan(given), async (stage) => {
    await moreAcks(stage, 50)
    stage.proxy.stall()
    await pause(STALL_MS)
    stage.proxy.heal()
    await moreAcks(stage, 50)
    const [sleeper] = stage.proxy.lines()
    sleeper?.stall()
    await until(
      'R7 a silent line is cut',
      async () => (await stage.meddle<number>({ do: 'lines' })) < stage.clients.length,
    )
    await moreAcks(stage, 50)
    sleeper?.heal()
    await until('they are back', () => stage.clients.every(({ net }) => net.status.line === 'live'))
    if (callsOf(stage).length < 150) stage.faults.push('nothing was tried')
  })

export const drills: readonly Drill[] = [
  {
    fault: 'F12',
    rules: 'W1 W2 R1 R2 R4 R7',
    what: 'lines cut, stalled, half closed and late between a command and its answer: each is stored once, every screen is whole',
    run: everyLine,
    mutants: [
      {
        name: 'what a lost line carried is not sent on the next',
        edits: [
          {
            file: 'client/sync/outbox.ts',
            from: "      this.#calm(entry)\n      entry.state = 'ready'\n      entry.tries = Math.min",
            to: "      if (entry.state === 'sent') continue\n      entry.tries = Math.min",
          },
          {
            file: 'client/sync/outbox.ts',
            from: "    for (const entry of this.#entries.values()) {\n      this.#calm(entry)\n      entry.state = 'ready'\n    }\n  }\n\n  call",
            to: '  }\n\n  call',
          },
        ],
        breaks: /never happened/,
      },
      {
        name: 'no dedupe by key',
        edits: [
          {
            file: 'server/rooms/flush.ts',
            from: 'if (key === null) return decideOne(turn)',
            to: 'if (key !== "never") return decideOne(turn)',
          },
        ],
        breaks: /W2|W1/,
      },
    ],
  },
  {
    fault: 'F12',
    rules: 'R4 R6 R7',
    what: 'stalled for 3 s, and asleep for longer than the server waits: the silent line is cut, and comes back',
    run: asleep,
    mutants: [
      {
        name: 'silent lines are kept',
        edits: [
          {
            file: 'server/rooms/frames.ts',
            from: 'if (now - connection.reportedAt > limits.cursorSilenceMs)',
            to: 'if (now - connection.reportedAt > 1e9)',
          },
        ],
        breaks: /R7/,
      },
    ],
  },
]
