/** F7: what another session, or the server itself, can do to a connection to PostgreSQL that is in use. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { io, type Socket } from 'socket.io-client'
import { readStored } from '../../../../scripts/fault/history.ts'
import { until } from '../../../../scripts/fault/until.ts'
import type { CommandAck } from '../../../../server/contract/socket.ts'
import type { Drill } from '../drill.ts'
import { storeFaults, withStore } from '../settled.ts'
import { onStage, type Stage } from '../stage.ts'

const LINE = 'db/drivers/postgres-line.ts'
/** Longer than a lock is waited for, and shorter than a statement may take. */
const ANSWER_MS = 7_000
const SOON_MS = 10_000

type Given = {
  /** Gives it, with a key; what was answered, if anything was. */
  readonly ask: (key: string) => Promise<CommandAck | undefined>
  /** Says it to the database, beside the server. */
  readonly say: (sql: string) => Promise<unknown>
}

/** One person's line as it is, without a device that would send again by itself. */
async function onLine(stage: Stage, play: (given: Given) => Promise<void>): Promise<void> {
  const { day, proxy } = stage
  const socket: Socket = io(proxy.url, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token: day.participants[0]?.token },
  })
  const other = new pg.Client({ connectionString: day.url })
  await other.connect()
  const payload = { title: 'Si può?', text: 'E come?', topicId: 'T1.01', shown: 'body' }
  const ask = (key: string): Promise<CommandAck | undefined> =>
    socket
      .timeout(ANSWER_MS)
      .emitWithAck('question:ask', { key, sessionId: day.sessionId, payload })
      .catch(() => undefined)
  try {
    // The day is live a moment after it was made.
    await until('it takes questions', async () => (await ask(randomUUID()))?.ok === true, SOON_MS)
    await play({ ask, say: (sql) => other.query(sql) })
  } finally {
    socket.disconnect()
    await other.end()
  }
}

/** When all is over: the same key is decided, for ever in the same way, and left one question. */
async function judge(stage: Stage, { ask }: Given, key: string): Promise<void> {
  const { faults, day } = stage
  await until('W2 it goes on', async () => (await ask(key))?.ok === true, SOON_MS)
  const [one, two] = [await ask(key), await ask(key)]
  if (JSON.stringify(one) !== JSON.stringify(two)) faults.push('W2 the same key is answered otherwise')
  await withStore(day.url, async (store) => {
    const { written } = await readStored(store, day.sessionId)
    const times = written.get(`${day.participants[0]?.actorId} ${key}`)?.length
    if (times !== 1) faults.push(`W2 it is stored ${times} times`)
    faults.push(...(await storeFaults(store)))
  })
}

const isAgain = (answer: CommandAck | undefined): boolean =>
  answer?.ok === false && answer.code === 'command/retry'

/** Somebody else has the log's row for longer than anybody waits. */
const logHeld: Drill['run'] = (given) =>
  onStage({ ...given, participants: 2 }, (stage) =>
    onLine(stage, async (line) => {
      const { faults, day } = stage
      const key = randomUUID()
      await line.say('BEGIN')
      await line.say(`SELECT id FROM log WHERE id = '${day.sessionId}' FOR UPDATE`)
      const answer = await line.ask(key)
      if (answer === undefined) faults.push('somebody waited for as long as the log was held')
      else if (!isAgain(answer)) faults.push(`W1 it was answered ${JSON.stringify(answer)}`)
      await line.say('ROLLBACK')
      if (faults.length === 0) await judge(stage, line, key)
    }),
  )

/** What the server does at the commit itself, when all statements have been answered. */
const atCommit =
  (does: string): Drill['run'] =>
  (given) =>
    onStage({ ...given, participants: 2 }, (stage) =>
      onLine(stage, async (line) => {
        const key = randomUUID()
        await line.say(
          `CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${does}; RETURN NULL; END $$`,
        )
        await line.say(
          `CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED
           FOR EACH ROW EXECUTE FUNCTION at_commit()`,
        )
        const answer = await line.ask(key)
        if (!isAgain(answer)) stage.faults.push(`W1 it was answered ${JSON.stringify(answer)}`)
        await line.say('DROP TRIGGER at_commit ON event')
        if (stage.faults.length === 0) await judge(stage, line, key)
      }),
    )

/** Started anew with an address that asks for less than is promised. */
const unsynced: Drill['run'] = (given) =>
  onStage({ ...given, participants: 2 }, async (stage) => {
    await stage.server.kill('SIGKILL')
    const careless = new URL(stage.day.url)
    careless.searchParams.set('options', '-c synchronous_commit=off')
    const refused = await stage.start({ env: { DATABASE_URL: careless.href } }).then(
      () => '',
      (error: Error) => error.message,
    )
    if (!refused.includes('synchronous_commit'))
      stage.faults.push('boot: it starts without syncing every commit')
  })

export const drills: readonly Drill[] = [
  {
    fault: 'F7',
    rules: 'W1 W2',
    what: 'the log held by another session: who waits is told to try again, and the same key goes on',
    run: logHeld,
    mutants: [
      {
        name: 'a lock is waited for as long as it takes',
        edits: [{ file: LINE, from: "const LOCK_WAIT = '2s'", to: "const LOCK_WAIT = '0'" }],
        breaks: /somebody waited/,
      },
    ],
  },
  {
    fault: 'F7',
    rules: 'W1 W2',
    what: 'a commit that comes back with a warning is not believed: the same key finds it',
    run: atCommit("RAISE WARNING 'committed locally, but might not have been replicated'"),
    mutants: [
      {
        name: 'a warning at the commit is passed over',
        edits: [
          { file: LINE, from: 'hasWarned ||= code === WARNING', to: 'hasWarned ||= code === undefined' },
        ],
        breaks: /W1 it was answered/,
      },
    ],
  },
  {
    fault: 'F7',
    rules: 'W1 W2',
    what: 'a backend that is ended by its own commit: the outcome is unknown, and the same key goes on',
    run: atCommit('PERFORM pg_terminate_backend(pg_backend_pid())'),
    mutants: [
      {
        name: 'nobody waits for the commit',
        edits: [
          {
            file: 'db/drivers/postgres.ts',
            from: '    await line.commit()\n',
            to: '    line.commit().catch(() => {})\n',
          },
        ],
        breaks: /W1 it was answered/,
      },
    ],
  },
  {
    fault: 'F7',
    rules: 'W1',
    what: 'an address that asks not to sync every commit: it refuses to start',
    run: unsynced,
    mutants: [
      {
        name: 'nobody looks how it syncs',
        edits: [{ file: LINE, from: "if (found.synced !== 'on')", to: "if (found.synced === '')" }],
        breaks: /boot: /,
      },
    ],
  },
]
