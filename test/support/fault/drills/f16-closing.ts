/** F16: many people send at the closing instant, while somebody else holds the log across it and then gives up. */
import Database from 'better-sqlite3'
import pg from 'pg'
import { isPostgres } from '../../../../db/open.ts'
import type { BusyClient } from '../../../../scripts/fault/busy-client.ts'
import { until } from '../../../../scripts/fault/until.ts'
import { closingFaults } from '../closing.ts'
import type { Drill } from '../drill.ts'
import { withStore } from '../settled.ts'
import { onStage, pause, type Stage } from '../stage.ts'

const PEOPLE = 120
/** The first is enough on a quiet machine. */
const CLOSES_AFTER_MS = [9_000, 24_000]
/** Shorter than who waits for the lock has patience for. */
const LOCKED = { before: 700, after: 300 }
/** Clocks are read a little before or after what they time. */
const MARGIN_MS = 30
const VERDICT_MS = 5_000
/** Under load everybody's loop is late. */
const READY_MS = 2_200

type Lock = { readonly from: number; readonly to: number }

async function sendAt(client: BusyClient, instant: number): Promise<void> {
  await pause(Math.max(0, instant - Date.now()))
  const words = { title: `Alle ${instant}`, text: 'Si può?', topicId: 'T1.01', shown: 'body' as const }
  await client.give('question:ask', words)
}

/** Opens a line to the database of its own; gives a function that says how. */
async function openOther({ dataDir, day }: Stage) {
  if (isPostgres(day.url)) {
    const other = new pg.Client({ connectionString: day.url })
    await other.connect()
    return { say: (sql: string) => other.query(sql), close: () => other.end() }
  }
  const other = new Database(`${dataDir}/quesiti.db`, { timeout: 1_000 })
  return { say: async (sql: string) => other.exec(sql), close: async () => void other.close() }
}

/** The lock across the instant, with something written under it that is undone. */
async function holdLock(stage: Stage, closesAt: number): Promise<Lock> {
  const other = await openOther(stage)
  await pause(Math.max(0, closesAt - LOCKED.before - Date.now()))
  await other.say(isPostgres(stage.day.url) ? 'BEGIN' : 'BEGIN IMMEDIATE')
  await other.say(`UPDATE log SET last_at = last_at + 1 WHERE id = '${stage.day.sessionId}'`)
  const from = Date.now()
  await pause(closesAt + LOCKED.after - Date.now())
  const to = Date.now()
  await other.say('ROLLBACK')
  await other.close()
  return { from, to }
}

/** With the lock held by somebody else nothing was decided: an instant inside was read before the lock was had. */
async function judge(stage: Stage, lock: Lock): Promise<void> {
  const { sessionId, url } = stage.day
  await withStore(url, async (store) => {
    stage.faults.push(...(await closingFaults(store, sessionId)))
    const inside = await store.read.sql.all<{ seq: number }>(
      'SELECT seq FROM event WHERE log_id = ? AND at > ? AND at < ?',
      ...[sessionId, lock.from + MARGIN_MS, lock.to - MARGIN_MS],
    )
    for (const { seq } of inside) stage.faults.push(`W7 ${seq} is dated while somebody else held the lock`)
  })
}

/** Everybody once before, and twice while the lock is held: somewhere in it, and at the instant itself. */
async function storm(stage: Stage, closesAt: number): Promise<void> {
  const { clients, random } = stage
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const sending = clients.flatMap((client) => [
    sendAt(client, closesAt - LOCKED.before - between(300, 600)),
    sendAt(client, closesAt - between(1, LOCKED.before - 100)),
    sendAt(client, closesAt + between(-1, 1)),
  ])
  const lock = await holdLock(stage, closesAt)
  await Promise.all(sending)
  const calls = clients.flatMap((client) => client.calls)
  const slowest = Math.max(...calls.map((call) => call.answeredAt - call.invokedAt))
  if (slowest > VERDICT_MS) stage.faults.push(`a verdict took ${Math.round(slowest)} ms`)
  const accepted = calls.filter(({ answer }) => answer?.ok).length
  const late = calls.filter(({ answer }) => answer?.ok === false && answer.code === 'session/closed').length
  const verdicts = `${accepted} accepted and ${late} late of ${3 * PEOPLE}`
  if (accepted + late !== 3 * PEOPLE) stage.faults.push(`W1 not everybody has a verdict: ${verdicts}`)
  if (accepted === 0 || late < PEOPLE) stage.faults.push(`nothing was tried: ${verdicts}`)
  await judge(stage, lock)
}

const atTheInstant: Drill['run'] = async (given) => {
  for (const afterMs of CLOSES_AFTER_MS) {
    let closesAt = 0
    let wasReady = false
    const session = () => {
      closesAt = Date.now() + afterMs
      return { closesAt }
    }
    const limits = { 'rates.rehearsal': { burst: 10_000, everyMs: 0.1 } }
    const faults = await onStage({ ...given, participants: PEOPLE, session, limits }, async (stage) => {
      for (const person of stage.day.participants) stage.arrive(person, 'participant')
      const areIn = () =>
        stage.clients.every(({ store }) => [...store.rows('session').values()][0]?.phase === 'live')
      await until('all are in', () => areIn() || Date.now() > closesAt, afterMs + 10_000)
      wasReady = Date.now() < closesAt - READY_MS
      if (wasReady) await storm(stage, closesAt)
    })
    if (wasReady || faults.length > 0) return faults
  }
  return ['this machine is too slow to have everybody in before the day closes']
}

export const drills: readonly Drill[] = [
  {
    fault: 'F16',
    rules: 'W6 W7',
    what: 'many people at the closing instant, the log held across it and given up: each has a verdict, none is late',
    run: atTheInstant,
    mutants: [
      {
        name: 'the clock is read before the lock is had',
        edits: [
          {
            file: 'server/rooms/room.ts',
            from: 'const flushed = await store.transaction(async (tx) => {',
            to: 'const early = clock.now()\n    const flushed = await store.transaction(async (tx) => {',
          },
          {
            file: 'server/rooms/room.ts',
            from: 'instantIn(clock, tx),',
            to: 'instantIn(clock, tx).then(() => early),',
          },
        ],
        breaks: /W7 \d+ is dated/,
      },
      {
        name: 'closed by the sweeper alone',
        edits: [
          {
            file: 'server/domain/session.ts',
            from: 'if (takesQuestions(session.phase) && at < session.closesAt)',
            to: 'if (takesQuestions(session.phase))',
          },
        ],
        breaks: /W7 asked at/,
      },
    ],
  },
]
