/** F10: what can happen to a SQLite file under load. Nothing is acknowledged that isn't stored, and work goes on when it can. */
import { copyFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { until } from '../../../../scripts/fault/until.ts'
import type { Drill, DrillPlan } from '../drill.ts'
import { duringDay, moreAcks, noAcksWhile, onStage, pause, type Stage, type StagePlan } from '../stage.ts'

const PEOPLE = 4
const ACKS = 60
/** For as long nothing may be acknowledged. */
const STILL_MS = 1_200
const DRIVER = 'db/drivers/sqlite.ts'
const FLUSH_FAILED = `    } catch (error) {
      for (const { item, answer } of group) answer(this.#options.retry(item, 'failed', error))`

const database = (stage: Stage): string => join(stage.dataDir, 'quesiti.db')
/** The client asks again within a second, where devices would take longer. */
const plan = (given: DrillPlan, more: Partial<StagePlan> = {}): StagePlan => ({
  ...given,
  participants: PEOPLE,
  ...more,
})

/** Under load, `begin` makes storing impossible; meanwhile nothing is acknowledged and readiness says so; then all goes on. */
async function unstorable(
  stage: Stage,
  { begin, end }: { begin: () => unknown; end: () => unknown },
): Promise<void> {
  await moreAcks(stage, ACKS)
  await begin()
  // What was decided before is answered meanwhile.
  await pause(200)
  await noAcksWhile(stage, STILL_MS)
  if ((await stage.readyz()) !== 503) stage.faults.push('readiness: it says that it can store')
  if (stage.faults.length > 0) return
  await end()
  await until('readiness comes back', async () => (await stage.readyz()) === 200, 15_000)
  await moreAcks(stage, ACKS)
}

const diskFull: Drill['run'] = (given) =>
  duringDay(plan(given), async (stage) => {
    const [pages = 0] = await stage.meddle<number[]>({ do: 'pragma', pragma: 'page_count' })
    const most = (count: number) => () => stage.meddle({ do: 'pragma', pragma: `max_page_count = ${count}` })
    await unstorable(stage, { begin: most(pages + 40), end: most(4_294_967_294) })
  })

const readOnly: Drill['run'] = (given) =>
  duringDay(plan(given), async (stage) => {
    const only = (isOn: number) => () => stage.meddle({ do: 'pragma', pragma: `query_only = ${isOn}` })
    await unstorable(stage, { begin: only(1), end: only(0) })
  })

const replaced: Drill['run'] = (given) =>
  duringDay(plan(given), async (stage) => {
    const files = ['', '-wal', '-shm'].map((side) => `${database(stage)}${side}`)
    await unstorable(stage, {
      begin: () => {
        for (const file of files) {
          renameSync(file, `${file}.away`)
          copyFileSync(`${file}.away`, file)
        }
      },
      end: () => {
        // Whoever reads the file finds what was acknowledged: had it gone to the other, this is where it shows.
        for (const file of files) renameSync(`${file}.away`, file)
      },
    })
  })

/** Somebody else has the file locked for longer than the server waits, which waits less here than it would. */
const locked: Drill['run'] = (given) =>
  duringDay(plan(given), async (stage) => {
    await moreAcks(stage, ACKS)
    await stage.meddle({ do: 'pragma', pragma: 'busy_timeout = 200' })
    const other = new Database(database(stage))
    other.exec('BEGIN IMMEDIATE')
    await pause(200)
    await noAcksWhile(stage, STILL_MS)
    other.exec('ROLLBACK')
    other.close()
    await until('readiness comes back', async () => (await stage.readyz()) === 200, 15_000)
    await moreAcks(stage, ACKS)
  })

const WAL_BYTES = 64 * 1024 * 1024
const CHECKPOINT_PAGES = 4_096

/** Somebody reads for long, so that the log beside the file can't be taken over and grows. */
const longRead: Drill['run'] = (given) =>
  duringDay(plan(given), async (stage) => {
    await moreAcks(stage, ACKS)
    const reader = new Database(database(stage))
    reader.exec('BEGIN; SELECT count(*) FROM event')
    const writer = new Database(database(stage))
    writer.pragma('wal_autocheckpoint = 0')
    writer.exec(
      `CREATE TABLE large (page BLOB); INSERT INTO large VALUES (zeroblob(${WAL_BYTES})); DROP TABLE large`,
    )
    if (statSync(`${database(stage)}-wal`).size < WAL_BYTES)
      stage.faults.push('the log beside the file did not grow')
    await moreAcks(stage, ACKS)
    reader.close()
    // Its own commits take it over, as soon as nobody reads what it replaces.
    const left = async () => {
      const [state] = writer.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
      return (state?.log ?? 0) - (state?.checkpointed ?? 0)
    }
    await moreAcks(stage, ACKS)
    await until('WAL: the log beside the file is taken over', async () => (await left()) < CHECKPOINT_PAGES)
    writer.close()
  })

const unsynced: Drill['run'] = async (given) => {
  const server = { env: { MEDDLE_NO_PRAGMA: 'synchronous = FULL' } }
  const faults = await onStage(plan(given, { server }), async () => {})
  return faults.join().includes('synchronous=2') ? [] : ['boot: it starts without syncing every commit']
}

export const drills: readonly Drill[] = [
  {
    fault: 'F10',
    rules: 'W1 W2',
    what: 'disk full: nothing is acknowledged, readiness says so, and it goes on when there is room',
    run: diskFull,
    mutants: [
      {
        name: 'what failed is acknowledged as decided',
        edits: [
          {
            file: 'server/rooms/sequencer.ts',
            from: FLUSH_FAILED,
            to: `    } catch {
      for (const { answer } of group) answer({ ok: true, seq: 1, at: 1, result: {} } as Out)`,
          },
        ],
        breaks: /^W1 \d+ acknowledged/m,
      },
      {
        name: 'readiness that only reads',
        edits: [{ file: DRIVER, from: 'stored(async () => tryPages(writer))', to: 'Promise.resolve()' }],
        breaks: /readiness: it says/,
      },
    ],
  },
  {
    fault: 'F10',
    rules: 'W1 W2',
    what: 'file turned read-only: nothing is acknowledged, readiness says so, and it goes on afterwards',
    run: readOnly,
    mutants: [],
  },
  {
    fault: 'F10',
    rules: 'W1',
    what: 'file replaced: nothing is written to one that nobody will open again',
    run: replaced,
    mutants: [
      {
        name: 'no look at where the file is',
        edits: [{ file: DRIVER, from: 'if (!isInPlace()) throw', to: 'if (false) throw' }],
        breaks: /W1 \d+ acknowledged/,
      },
    ],
  },
  {
    fault: 'F10',
    rules: 'W1 W2',
    what: 'SQLITE_BUSY from a second opener: it waits, answers “again”, and goes on',
    run: locked,
    mutants: [
      {
        name: '“again” taken for an answer',
        edits: [{ file: 'client/sync/command-types.ts', from: "  'command/retry',\n", to: '' }],
        breaks: /W1 lost|W2 nobody's/,
      },
    ],
  },
  {
    fault: 'F10',
    rules: 'W1',
    what: 'a log beside the file of more than 64 MB: it goes on, and takes it over when it can',
    run: longRead,
    mutants: [
      {
        name: 'no checkpoint by itself',
        edits: [{ file: DRIVER, from: 'wal_autocheckpoint = 4096', to: 'wal_autocheckpoint = 0' }],
        breaks: /WAL: /,
      },
    ],
  },
  {
    fault: 'F10',
    rules: 'W1',
    what: 'a connection that would not sync every commit: it refuses to start',
    run: unsynced,
    mutants: [
      {
        name: 'nobody looks how it syncs',
        edits: [{ file: DRIVER, from: 'if (synchronous !== 2)', to: 'if (synchronous === undefined)' }],
        breaks: /boot: /,
      },
    ],
  },
]
