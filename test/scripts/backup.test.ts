/** Backup and restore as commands: of both databases into both, while somebody writes, and with whatever is wrong. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CopyError, restoreBackup, takeBackup } from '../../db/backup.ts'
import { saveFile, savePart } from '../../db/file-store.ts'
import { openStore } from '../../db/open.ts'
import { login } from '../../db/schema/person.ts'
import { rehearsal } from '../../db/schema/rehearsal.ts'
import { search } from '../../db/search-store.ts'
import { type PostgresServer, startPostgres } from '../../scripts/services/postgres.ts'
import { readLedger } from '../../server/adapters/erasure-ledger.ts'
import { tablesOf } from '../support/database/tables.ts'
import { answerWords, askPayload, type Forum, makeForum } from '../support/forum.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'quesiti-backup-'))
const ERASED = 'fenicottero'
/** On PostgreSQL all settings are the server's, which has one. */
const SECRET = 'a'.repeat(32)
const SIGNED_IN = 'tokenofsomebodywhoissignedin'
const REHEARSED_UNTIL = 9_000_000_000_000
let postgres: PostgresServer
let forum: Forum
let place = ''
let taken = 0

beforeAll(async () => {
  postgres = await startPostgres()
  forum = await makeForum()
  await fill(forum)
})
beforeEach(() => {
  taken += 1
  place = join(FOLDER, String(taken))
  mkdirSync(place)
})
afterAll(async () => {
  await forum.close()
  await postgres.remove()
  rmSync(FOLDER, { recursive: true, force: true })
})

/** Of everything something: words, drafts, votes, an erasure, somebody who is signed in, a rehearsal under way. */
async function fill({ run, room, store, sessionId }: Forum): Promise<void> {
  const ok = async (who: string, type: Parameters<Forum['run']>[1], payload: unknown) => {
    const ack = await run(who, type, payload)
    if (!ack.ok) throw new Error(`${type}: ${ack.code}`)
    return ack.result as Record<string, string>
  }
  const ask = async (title: string) => (await ok('anna', 'question:ask', askPayload(title))).questionId ?? ''
  const [kept, erased] = [await ask('Lo sportello «d’oro» \\ "sociale" 🏛'), await ask(ERASED)]
  await ok('moderator', 'question:admit', { questionId: kept })
  await ok('carla', 'question:vote', { questionId: kept, on: true })
  const open = await room()
  const itemId = open.room.state.get('question', kept).workItemId
  await ok('expert', 'item:claim', { itemId })
  await ok('expert', 'item:note', { itemId, text: 'Vedi la circolare' })
  await ok('expert', 'answer:publish', { itemId, words: answerWords('Convenzione, sì.'), reach: 'all' })
  const content = { title: 'Bozza', text: 'x', tried: '', topicId: 'T1.01', shown: 'body', deadline: '' }
  await ok('bruno', 'draft:save', { draftId: 'd1', kind: 'ask', rev: 1, content })
  await ok('administrator', 'text:erase', { entity: 'question', id: erased })
  const file = { id: 'f1', sessionId, questionId: kept, actorId: 'anna', bodyId: 'B001', at: 1 }
  const someBytes = randomBytes(1_000)
  const parts = Array.from({ length: 20 }, (_, place) => ({ fileId: 'f1', place, content: someBytes, at: 2 }))
  await store.transaction(async (tx) => {
    await saveFile(tx, { ...file, type: 'pdf', size: 20 * someBytes.length })
    for (const part of parts) await savePart(tx, part)
  })
  const date = new Date(forum.clock.now())
  await store.transaction(async (tx) => {
    await tx.insert(login).values({
      ...{ id: 'l1', personId: 'p1', token: SIGNED_IN, expiresAt: date, createdAt: date, updatedAt: date },
    })
    await tx.insert(rehearsal).values({ sessionId, startedBy: 'administrator', endsAt: REHEARSED_UNTIL })
  })
}

type Ran = { readonly code: number | null; readonly out: string; readonly err: string }

function npmRun(script: 'backup' | 'restore' | 'verify-log', args: readonly string[], env: object) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [`scripts/${script}.ts`, ...args], {
    env: { PATH, HOME, DATA_DIR: place, ...env },
  })
  return new Promise<Ran>((done) => {
    const said = { out: '', err: '' }
    child.stdout.on('data', (part) => {
      said.out += part
    })
    child.stderr.on('data', (part) => {
      said.err += part
    })
    child.on('close', (code) => done({ code, ...said }))
  })
}

const FINE = { code: 0, err: '' }
const database = () => ({ DATABASE_URL: forum.url })

async function backUp(): Promise<string> {
  const file = join(place, 'backup.db')
  expect(await npmRun('backup', [file], database())).toMatchObject(FINE)
  return file
}

/** The same for all who only read it or spoil their own copy. */
let made: Promise<Buffer> | undefined
async function aBackup(): Promise<string> {
  made ??= backUp().then((file) => readFileSync(file))
  const file = join(place, 'backup.db')
  writeFileSync(file, await made)
  return file
}

/** An empty database, with a role that owns nothing beside the one that makes the tables. */
async function emptyPostgres(): Promise<{ DATABASE_URL: string; MIGRATE_DATABASE_URL: string }> {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await client.query(`CREATE ROLE runs_${taken} LOGIN`)
  await client.query(`CREATE DATABASE put_back_${taken}`)
  await client.end()
  const url = new URL(postgres.url)
  url.pathname = `/put_back_${taken}`
  const MIGRATE_DATABASE_URL = url.href
  url.username = `runs_${taken}`
  return { DATABASE_URL: url.href, MIGRATE_DATABASE_URL }
}

test('a backup is one file for its owner alone, with every row, no sign-in, and nothing that was erased', async () => {
  const file = await backUp()
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(place)).toEqual(['backup.db'])
  const original = tablesOf(new URL(forum.url).pathname)
  expect(original.login).toHaveLength(1)
  expect(tablesOf(file)).toEqual({ ...original, login: [], verification: [] })
  expect(original.text_rev?.length).toBeGreaterThan(3)
  const bytes = readFileSync(file, 'latin1')
  expect(bytes).not.toContain(ERASED)
  expect(bytes).not.toContain(SIGNED_IN)
})

test('put back, it is the same database, of which everything can be found; no rehearsal goes on', async () => {
  const file = await backUp()
  const env = { DATA_DIR: join(place, 'new') }
  expect(await npmRun('restore', [file], env)).toMatchObject(FINE)
  const path = join(place, 'new', 'quesiti.db')
  const { rehearsal: restored, ...rest } = tablesOf(path)
  const { rehearsal: saved, ...before } = tablesOf(file)
  expect(rest).toEqual(before)
  expect(saved?.[0]).toContain(String(REHEARSED_UNTIL))
  expect(restored?.[0]).not.toContain(String(REHEARSED_UNTIL))
  await expectFound(`file:${path}`)
  expect(readdirSync(join(place, 'new'))).toEqual(['quesiti.db'])
})

test('from SQLite to PostgreSQL and back: every row is the same, and everything can be found', async () => {
  const file = await backUp()
  const env = { ...(await emptyPostgres()), SECRET }
  const { DATABASE_URL } = env
  expect(await npmRun('restore', [file], env)).toMatchObject(FINE)
  expect(await npmRun('verify-log', [], { DATABASE_URL })).toMatchObject(FINE)
  const second = join(place, 'second.db')
  expect(await npmRun('backup', [second], env)).toMatchObject(FINE)
  const { rehearsal: ended, ...rows } = tablesOf(second)
  const { rehearsal: going, ...before } = tablesOf(file)
  expect(rows).toEqual(before)
  expect([ended?.length, going?.length]).toEqual([1, 1])
  expect(statSync(second).mode & 0o777).toBe(0o600)
  const back = { DATA_DIR: join(place, 'new') }
  expect(await npmRun('restore', [second], back)).toMatchObject(FINE)
  await expectFound(`file:${join(place, 'new', 'quesiti.db')}`)
  const again = await npmRun('restore', [file], env)
  expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/not empty.*\n$/) })
  const replaced = await npmRun('restore', [file, '--replace'], env)
  expect(replaced).toMatchObject({ code: 1, err: expect.stringMatching(/nothing is replaced.*\n$/) })
})

async function expectFound(url: string): Promise<void> {
  const store = await openStore(url)
  const hits = async (text: string) =>
    (await search(store.read, { text, limit: 10 })).map((hit) => `${hit.kind} ${hit.title}`)
  expect(await hits('sportelli sociali')).toContain('question Lo sportello «d’oro» \\ "sociale" 🏛')
  expect(await hits('convenzioni')).toContain('answer Convenzione, sì.')
  expect(await hits(ERASED)).toEqual([])
  await store.close()
}

test('while somebody writes without a pause, a backup is of one moment', async () => {
  let isOver = false
  let given = 0
  const writing = (async () => {
    while (!isOver) {
      await forum.run('bruno', 'question:ask', askPayload(`Quesito ${given}`))
      given += 1
    }
  })()
  for (const name of ['one.db', 'two.db', 'three.db']) {
    const before = given
    const file = join(place, name)
    expect(await npmRun('backup', [file], database())).toMatchObject(FINE)
    expect(given).toBeGreaterThan(before)
    const check = await npmRun('verify-log', [], { DATABASE_URL: `file:${file}` })
    expect(check).toMatchObject(FINE)
  }
  isOver = true
  await writing
})

type Wrong = { what: string; args: () => string[] | Promise<string[]>; env?: () => object; says: RegExp }

const copyOf = async (change: (file: Database.Database) => void): Promise<string> => {
  const file = await aBackup()
  const changed = new Database(file)
  change(changed)
  changed.close()
  return file
}

const wrongBackups: Wrong[] = [
  { what: 'a name that is taken', args: () => [taken_('there')], says: /^there is a file .*there already/ },
  { what: 'a folder that is not there', args: () => [join(place, 'no/b')], says: /^there is no folder/ },
  {
    what: 'no database',
    args: () => [join(place, 'b')],
    env: () => ({ DATABASE_URL: '' }),
    says: /^there is no database at .*quesiti\.db: DATABASE_URL or DATA_DIR/,
  },
  {
    what: 'a database of another program',
    args: () => [join(place, 'b')],
    env: () => ({ DATABASE_URL: `file:${otherDatabase()}` }),
    says: /is no database of Quesiti/,
  },
]

const taken_ = (name: string): string => {
  writeFileSync(join(place, name), 'it was there')
  return join(place, name)
}
const otherDatabase = (): string => {
  const file = new Database(join(place, 'other.db'))
  file.exec('CREATE TABLE event (id)')
  file.close()
  return join(place, 'other.db')
}

const wrongRestores: Wrong[] = [
  { what: 'a file that is not there', args: () => [join(place, 'no')], says: /^there is no file/ },
  { what: 'a folder', args: () => [place], says: /./ },
  { what: 'a text', args: () => [taken_('text')], says: /is no database of Quesiti/ },
  { what: 'a database of another program', args: () => [otherDatabase()], says: /is no database of Quesiti/ },
  {
    what: 'a newer schema',
    args: async () => [
      await copyOf((file) =>
        file.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 99999999999999)"),
      ),
    ],
    says: /written by a newer version/,
  },
  {
    what: 'half a backup',
    args: async () => {
      const whole = readFileSync(await aBackup())
      writeFileSync(join(place, 'half'), whole.subarray(0, Math.floor(whole.length / 2)))
      return [join(place, 'half')]
    },
    says: /is damaged/,
  },
  {
    what: 'a row that is not as the log says',
    args: async () => [await copyOf((file) => file.exec("UPDATE question SET status = 'refused'"))],
    says: /^the log \S+ is not whole at entry \d+: the question .* status/,
  },
  {
    what: 'words that were changed',
    args: async () => [await copyOf((file) => file.exec(`UPDATE text_rev SET text = '"altro"'`))],
    says: /^the log \S+ is not whole at entry \d+: its text was changed/,
  },
  {
    what: 'a database that is there',
    args: async () => [await aBackup()],
    env: () => ({ DATABASE_URL: `file:${taken_('quesiti.db')}` }),
    says: /^there is a database at .* already: with --replace/,
  },
  {
    what: 'a database in use',
    args: async () => [await aBackup(), '--replace'],
    env: database,
    says: /is in use: stop the server first/,
  },
]

const wrongs = (script: 'backup' | 'restore', list: readonly Wrong[]) =>
  list.map((wrong) => ({ script, ...wrong }))

const files = { backup: 'b.db', restore: 'backup.db' }

test.each([...wrongs('backup', wrongBackups), ...wrongs('restore', wrongRestores)])(
  '$script with $what says so in one sentence and touches nothing',
  async ({ script, args, env, says }) => {
    const [file = files[script], ...options] = await args()
    const settings = { ...(script === 'backup' ? database() : {}), ...env?.() } as { DATABASE_URL?: string }
    const before = contentOf(place)
    const rows = tablesOf(new URL(forum.url).pathname)
    const url = settings.DATABASE_URL || `file:${join(place, 'quesiti.db')}`
    const replace = options.includes('--replace')
    const doing =
      script === 'backup'
        ? takeBackup({ url, file })
        : restoreBackup({ url, file, replace, now: Date.now(), remember: () => expect.unreachable() })
    const fault: unknown = await doing.catch((error) => error)
    expect(fault).toBeInstanceOf(CopyError)
    expect((fault as CopyError).message).toMatch(says)
    expect(contentOf(place)).toEqual(before)
    expect(tablesOf(new URL(forum.url).pathname)).toEqual(rows)
  },
)

test('at the command line a fault is one sentence, or how to use it, and an exit code', async () => {
  const file = await aBackup()
  writeFileSync(join(place, 'ledger'), '{"at":1}\n')
  const before = contentOf(place)
  const usage = (why: string) => new RegExp(`^${why}\n\nUsage: npm run `)
  for (const [script, args, says] of [
    ['backup', [], usage('the name of one file is needed')],
    ['backup', ['a', 'b'], usage('the name of one file is needed')],
    ['backup', ['--fast', 'a'], usage("Unknown option '--fast'.*")],
    ['backup', [file], /^there is a file \S+ already: give another name\n$/],
    ['restore', ['a', 'b'], usage('the name of one file is needed')],
    ['restore', [join(place, 'no')], /^there is no file \S+\n$/],
    ['restore', [file, '--ledger', join(place, 'ledger')], /^\S+ledger is damaged at line 1\. .*\n$/],
    ['restore', [file, '--ledger', join(place, 'no')], /^the ledger of erasures can't be read: .*\n$/],
  ] as const) {
    const ran = await npmRun(script, args, script === 'backup' ? database() : {})
    expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringMatching(says) })
  }
  expect(contentOf(place)).toEqual(before)
})

const contentOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  )

test('with --replace the database that was there is put aside whole, also one that is damaged', async () => {
  const file = await aBackup()
  const path = join(place, 'quesiti.db')
  copyFileSync(file, path)
  expect(await npmRun('restore', [file, '--replace'], {})).toMatchObject(FINE)
  const [aside = ''] = readdirSync(place).filter((name) => name.startsWith('quesiti.db.replaced-'))
  expect(tablesOf(join(place, aside))).toEqual(tablesOf(file))
  writeFileSync(path, 'not a database any more')
  writeFileSync(`${path}-wal`, 'nor this')
  expect(await npmRun('restore', [file, '--replace'], {})).toMatchObject(FINE)
  expect(existsSync(`${path}-wal`)).toBe(false)
  await expectFound(`file:${path}`)
})

test('a ledger that is given is added to the one that a server reads', async () => {
  const file = await aBackup()
  const given = join(place, 'other.jsonl')
  writeFileSync(given, '{"at":5,"log":"s","id":"q","rev":2}\n')
  const ERASURE_LEDGER = join(place, 'new', 'kept.jsonl')
  const ran = await npmRun('restore', [file, '--ledger', given], {
    DATA_DIR: join(place, 'new'),
    ERASURE_LEDGER,
  })
  expect(ran).toMatchObject({ ...FINE, out: expect.stringContaining('holds 1 erasures') })
  expect(readLedger(ERASURE_LEDGER)).toEqual(readLedger(given))
})
