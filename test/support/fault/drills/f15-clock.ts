/** F15: the server's wall clock jumps and drifts under load, and around the closing instant. */
import type { Store } from '../../../../db/open.ts'
import { until } from '../../../../scripts/fault/until.ts'
import { createClock } from '../../../../server/adapters/clock.ts'
import { limits } from '../../../../server/domain/limits.ts'
import { closingFaults } from '../closing.ts'
import type { Drill, DrillPlan } from '../drill.ts'
import { withStore } from '../settled.ts'
import { duringDay, moreAcks, onStage, type Stage, type StagePlan } from '../stage.ts'

const HOUR_MS = 3_600_000
/** A server that came up only after it would leave the day unopened: what never opened doesn't close. */
const CLOSES_AFTER_MS = 12_000
const ACKS = 60
const HOLD_WITHIN_MS = 5_000

const plan = (given: DrillPlan, closesAfterMs: number): StagePlan => ({
  ...given,
  participants: 4,
  session: () => ({ closesAt: Date.now() + closesAfterMs }),
})

const sessionOf = (stage: Stage) => [...(stage.clients[0]?.store.rows('session').values() ?? [])][0]
const steps = (stage: Stage, hours: number) => stage.meddle({ do: 'step', ms: hours * HOUR_MS })

/** Instants that the log names are of this hour, whatever the wall says. */
async function findStrayed(stage: Stage, store: Store): Promise<void> {
  const [strayed] = await store.read.sql.all<{ count: number }>(
    'SELECT count(*) AS count FROM event WHERE log_id = ? AND abs(at - ?) > ?',
    ...[stage.day.sessionId, Date.now(), HOUR_MS / 2],
  )
  if (strayed && strayed.count > 0) stage.faults.push(`W5 ${strayed.count} entries follow the jump`)
}

const forwardAndBack: Drill['run'] = (given) =>
  duringDay(plan(given, HOUR_MS / 2), async (stage) => {
    await moreAcks(stage, ACKS)
    for (const hours of [1, -1, -2]) {
      await steps(stage, hours)
      if (hours === 1)
        await until('alarm: the session is held', () => sessionOf(stage)?.held === true, HOLD_WITHIN_MS)
      await moreAcks(stage, ACKS)
      if (sessionOf(stage)?.phase !== 'live') stage.faults.push('W6 closed by a jump')
    }
    await withStore(stage.day.url, (store) => findStrayed(stage, store))
    // A process that starts two hours before what it wrote last.
    stage.proxy.leadTo(null)
    await stage.server.kill('SIGKILL')
    await stage.start({ env: { MEDDLE_STEP_MS: String(-2 * HOUR_MS) } })
    await moreAcks(stage, ACKS)
  })

/** Held, it waits for a person also when its time comes; and closed, it stays so though the clock goes back. */
const aroundClosing: Drill['run'] = (given) =>
  onStage(plan(given, CLOSES_AFTER_MS), async (stage) => {
    const { closesAt } = await withStore(stage.day.url, async (store) => {
      const [row] = await store.read.sql.all<{ closesAt: number }>(
        'SELECT closes_at AS "closesAt" FROM session',
      )
      return row ?? { closesAt: 0 }
    })
    const [asker = undefined] = stage.day.participants
    if (!asker) return
    const client = stage.arrive(asker, 'participant')
    const ask = () =>
      client.give('question:ask', { title: 'Una', text: 'Si può?', topicId: 'T1.01', shown: 'body' })
    await until('it is open', () => sessionOf(stage)?.phase === 'live', 15_000)
    if (!(await ask())?.ok) stage.faults.push('nothing was tried')
    await steps(stage, 1)
    await until('alarm: the session is held', () => sessionOf(stage)?.held === true, HOLD_WITHIN_MS)
    await until('its time comes', () => Date.now() > closesAt + 2 * limits.sweepMs, 20_000)
    if (sessionOf(stage)?.phase !== 'live') stage.faults.push('W6 closed though it was held')
    const late = await ask()
    if (late?.ok !== false || late.code !== 'session/closed') stage.faults.push('W7 accepted after its time')
    await withStore(stage.day.url, async (store) => {
      stage.faults.push(...(await closingFaults(store, stage.day.sessionId)))
    })
  })

/** Closed by its time; then the machine comes back two hours earlier. */
const latched: Drill['run'] = (given) =>
  onStage(plan(given, CLOSES_AFTER_MS), async (stage) => {
    const [asker = undefined] = stage.day.participants
    if (!asker) return
    const client = stage.arrive(asker, 'participant')
    await until('it is closed', () => sessionOf(stage)?.phase === 'answersOnly', 30_000)
    stage.proxy.leadTo(null)
    await stage.server.kill('SIGKILL')
    await stage.start({ env: { MEDDLE_STEP_MS: String(-2 * HOUR_MS) } })
    await until('they are back', () => client.net.status.line === 'live', 20_000)
    const late = await client.give('question:ask', {
      title: 'Due',
      text: 'E ora?',
      topicId: 'T1.01',
      shown: 'body',
    })
    if (late?.ok !== false || late.code !== 'session/closed')
      stage.faults.push('W6 W7 opened again by the clock')
    await withStore(stage.day.url, async (store) => {
      stage.faults.push(...(await closingFaults(store, stage.day.sessionId)))
    })
  })

/** A day and a night with a wall clock that is a little fast, then a little slow; a leap second too. */
const drift: Drill['run'] = async () => {
  const faults: string[] = []
  let wall = 0
  let monotonic = 0
  const clock = createClock({ wallMs: () => wall, monotonicMs: () => monotonic })
  let last = clock.now()
  let furthest = 0
  for (let second = 0; second < 24 * 3_600; second += 1) {
    monotonic += 1_000
    wall += 1_000 * (second < 12 * 3_600 ? 1 + 400e-6 : 1 - 400e-6)
    if (second === 6 * 3_600) wall -= 1_000
    const now = clock.now()
    if (now < last) faults.push(`W5 ${now} after ${last}`)
    if (clock.jumpMs() !== 0) faults.push('alarm: a drift is no jump')
    if (second < 6 * 3_600 || second > 12 * 3_600) furthest = Math.max(furthest, Math.abs(now - wall))
    last = now
  }
  if (furthest > 5) faults.push(`drift: ${Math.round(furthest)} ms from the wall`)
  return [...new Set(faults)]
}

const CLOCK = 'server/adapters/clock.ts'

export const drills: readonly Drill[] = [
  {
    fault: 'F15',
    rules: 'W4 W5 W6',
    what: 'an hour forward, back, two hours back, and a start in the past: held, open, and time goes on',
    run: forwardAndBack,
    mutants: [
      {
        name: 'a clock that follows the wall',
        edits: [
          {
            file: CLOCK,
            from: 'Math.max(last, Math.floor(steady(monotonic)))',
            to: 'Math.max(last, sources.wallMs())',
          },
        ],
        breaks: /W5|W6|never happened/,
      },
      {
        name: 'time that goes back with the clock',
        edits: [{ file: 'server/rooms/room.ts', from: 'Math.max(now, log.lastAt)', to: 'now' }],
        breaks: /W5/,
      },
      {
        name: 'nobody doubts the clock',
        edits: [
          {
            file: 'server/commands/sweep.ts',
            from: 'if (clock.jumpMs() === 0) return',
            to: 'if (clock.jumpMs() >= 0 || clock.jumpMs() < 0) return',
          },
        ],
        breaks: /alarm/,
      },
    ],
  },
  {
    fault: 'F15',
    rules: 'W6 W7',
    what: 'held when its time comes: it waits for a person, and takes no question',
    run: aroundClosing,
    mutants: [
      {
        name: 'a sweeper that holds nothing back',
        edits: [
          { file: 'server/domain/session.ts', from: '  if (session.held) return null\n', to: '' },
          {
            file: 'db/due-store.ts',
            from: 'eq(session.held, false),',
            to: 'eq(session.held, session.held),',
          },
        ],
        breaks: /W6 closed though it was held/,
      },
      {
        name: 'questions taken by phase alone',
        edits: [
          {
            file: 'server/domain/session.ts',
            from: 'if (takesQuestions(session.phase) && at < session.closesAt)',
            to: 'if (takesQuestions(session.phase))',
          },
        ],
        breaks: /W7/,
      },
    ],
  },
  {
    fault: 'F15',
    rules: 'W6 W7',
    what: 'closed, and the clock goes back two hours: it stays closed',
    run: latched,
    mutants: [
      {
        name: 'questions taken by the clock alone',
        edits: [
          {
            file: 'server/domain/session.ts',
            from: 'if (takesQuestions(session.phase) && at < session.closesAt)',
            to: 'if (at < session.closesAt)',
          },
          {
            file: 'server/rooms/room.ts',
            from: 'Math.max(now, log.lastAt)',
            to: 'now',
          },
        ],
        breaks: /W6/,
      },
    ],
  },
  {
    fault: 'F15',
    rules: 'W5',
    what: 'a drift of 400 ppm and a leap second: no alarm, and never more than a few milliseconds from the wall',
    run: drift,
    mutants: [
      {
        name: 'a clock that is never set',
        edits: [
          { file: CLOCK, from: 'Math.max(-most, Math.min(most, difference))', to: '0 * most * difference' },
        ],
        breaks: /alarm|drift/,
      },
    ],
  },
]
