/**
 * What the server says when it can't start: one sentence of what is wrong and what to do, no stack, no password. Of each
 * kind one is tried on the process, the others on what opens the database.
 */
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { migrateDatabase } from '../../db/drivers/postgres-migrations.ts'
import { openSqlite } from '../../db/drivers/sqlite.ts'
import { type PostgresServer, startPostgres } from '../../scripts/services/postgres.ts'

const PASSWORD = 'canarino-della-parola'
const SECRET = 'canarino-del-segreto-che-nessuno-mostra'
const CLEAN = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LOG_LEVEL: 'error' }

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quesiti-start-'))
  chmodSync(folder, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Env = Readonly<Record<string, string>>

/** Starts it as it is started, and gives what it said in its one line. */
async function said(env: Env, flags: readonly string[] = []): Promise<string> {
  const child = spawn(process.execPath, [...flags, 'server/main.ts'], {
    env: { ...CLEAN, PORT: '0', DATA_DIR: join(folder, 'data'), ...env },
  })
  // What should not start does not go on either.
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect({ code, text }).toEqual({ code: 1, text: expect.stringMatching(/^Quesiti can't start: .+\n$/) })
  expect(text).not.toMatch(/canarino/)
  return text
}

/** The sentence alone, without a process. */
async function reason(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(
    () => 'it opened',
    (error) => error,
  )
  expect(error).toMatchObject({ name: 'UnusableDatabaseError' })
  expect(String(error)).not.toMatch(/canarino/)
  return (error as Error).message
}

const file = (name: string, content: string | Buffer = ''): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('its place', () => {
  test('a port that is taken', async () => {
    const other = createServer()
    onTestFinished(() => void other.close())
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const { port } = other.address() as { port: number }
    expect(await said({ PORT: String(port) })).toContain(
      `another program listens on 127.0.0.1:${port} already: stop it, or give another PORT`,
    )
  })

  test('an address that this machine has not', async () => {
    const elsewhere = { HOST: '203.0.113.4', PUBLIC_URL: 'https://quesiti.example.it' }
    expect(await said(elsewhere)).toContain('no address 203.0.113.4: correct HOST')
  })
})

/** Whoever may do everything is somebody else for this; where that one can't read the program it can't be tried. */
const asNobody = ['--import', 'data:text/javascript,process.setgid(65534);process.setuid(65534)']
const isRoot = process.getuid?.() === 0
const othersRead = (path: string) => {
  const parts = path.split('/').map((_, n, all) => all.slice(0, n + 1).join('/') || '/')
  return parts.every((part) => (statSync(part).mode & 0o005) === 0o005)
}

describe('its files', () => {
  test('a folder where this account may not write', async ({ skip }) => {
    if (isRoot && !othersRead(process.cwd())) skip('nobody else can read the program here')
    const locked = join(folder, 'locked')
    mkdirSync(locked, { mode: 0o555 })
    const text = await said({ DATA_DIR: locked }, isRoot ? asNobody : [])
    expect(text).toMatch(/this account may not write .*locked\/secret: .*chown.*DATA_DIR/)
  })

  test('a folder that is a file', async () => {
    expect(await said({ DATA_DIR: file('plain') })).toMatch(/a file is where .*plain.* needs a folder/)
    const ledger = join(file('plain2'), 'erasures.jsonl')
    expect(await said({ ERASURE_LEDGER: ledger })).toMatch(/a file is where .*ERASURE_LEDGER/)
  })

  test('a database that is none, or is damaged', async () => {
    const none = file('text.db', 'this is no database, and was never meant to be one')
    expect(await said({ DATABASE_URL: `file:${none}` })).toContain(`${none} is no SQLite database`)
    const made = join(folder, 'made')
    mkdirSync(made)
    expect(await reason(openSqlite(`file:${made}`))).toContain(`${made} can't be opened`)
    expect(await reason(openSqlite(`file:${join(none, 'x.db')}`))).toMatch(/a file is where .*x\.db/)
  })
})

async function tell(url: string, ...statements: string[]): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let rows: Record<string, string>[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

/** Where nobody listens any more. */
const freedPort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

describe('PostgreSQL', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres({ settings: { fsync: 'off' } })
    await tell(
      server.url,
      `CREATE ROLE guarded LOGIN PASSWORD '${PASSWORD}'`,
      'CREATE ROLE guest LOGIN',
      'CREATE ROLE idle NOLOGIN',
      'CREATE DATABASE closed',
      'REVOKE CONNECT ON DATABASE closed FROM PUBLIC',
      'CREATE DATABASE other',
      'CREATE DATABASE older',
    )
    const [found] = await tell(server.url, 'SHOW hba_file')
    const hba = found?.hba_file ?? ''
    writeFileSync(hba, `host all guarded all scram-sha-256\n${readFileSync(hba, 'utf8')}`)
    await tell(server.url, 'SELECT pg_reload_conf()')
  })
  afterAll(() => server.remove())

  const address = (role: string, database = 'postgres', port = server.port) =>
    `postgres://${role}@127.0.0.1:${port}/${database}`
  const saidOf = (url: string) => said({ DATABASE_URL: url, SECRET })
  const reasonOf = (url: string, migrateUrl?: string) => reason(migrateDatabase(url, migrateUrl))

  test('that nobody started, that is not found, or is something else', async () => {
    const port = await freedPort()
    expect(await saidOf(address(`guest:${PASSWORD}`, 'postgres', port))).toContain(
      `nothing answers at 127.0.0.1:${port}: start PostgreSQL there, or correct DATABASE_URL`,
    )
    const nowhere = `postgres://guest:${PASSWORD}@quesiti.invalid/x?sslmode=verify-full`
    expect(await reasonOf(nowhere)).toMatch(/no machine is found by the name quesiti\.invalid/)
    const other = createServer((line) => line.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    onTestFinished(() => void other.close())
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const { port: taken } = other.address() as { port: number }
    expect(await reasonOf(address('guest', 'postgres', taken))).toContain('is no PostgreSQL')
    expect(await reasonOf(`${address('guest')}?sslmode=verify-full`)).toContain('speaks no TLS: set ssl = on')
  })

  test('that lets nobody in', async () => {
    const refused = 'refuses the password of the role guarded: correct it in DATABASE_URL, percent-encoded'
    expect(await saidOf(address('guarded:canarino-sbagliato'))).toContain(refused)
    expect(await reasonOf(address('guarded'))).toContain(refused)
    for (const role of ['nobody-known', 'idle'])
      expect(await reasonOf(address(role))).toContain(
        `lets the role ${role} not in: it must exist, have LOGIN`,
      )
    expect(await reasonOf(address('guest', 'missing'))).toContain('there is no database missing at 127.0.0.1')
    expect(await reasonOf(address('guest', 'closed'))).toContain('GRANT CONNECT')
  })

  test('where tables can’t be made', async () => {
    expect(await saidOf(address('guest'))).toMatch(
      /role guest may not make .* in the database postgres: .*MIGRATE_DATABASE_URL/,
    )
    const both = address(`guarded:${PASSWORD}`)
    expect(await reasonOf(address('guest'), both)).toMatch(/role guarded .*the role that owns it/)
    expect(await reasonOf(address('guest'), address('guest'))).toContain('the same role')
    await tell(address('quesiti', 'other'), 'CREATE TABLE question (id int)')
    expect(await reasonOf(address('quesiti', 'other'))).toContain("holds tables that aren't Quesiti's")
  })

  test('that is too old', async () => {
    await tell(
      address('quesiti', 'older'),
      `CREATE FUNCTION public.current_setting(text) RETURNS text LANGUAGE sql AS
         $$ SELECT CASE $1 WHEN 'server_version_num' THEN '140012' ELSE pg_catalog.current_setting($1) END $$`,
      'ALTER DATABASE older SET search_path = public, pg_catalog',
    )
    expect(await reasonOf(address('quesiti', 'older'))).toContain(
      'PostgreSQL 15 or newer is needed, this is 14',
    )
  })

  test('that is full, or a standby', async () => {
    await tell(server.url, 'ALTER ROLE guest CONNECTION LIMIT 0')
    expect(await reasonOf(address('guest'))).toContain('has no connection free: raise max_connections')
    const [found] = await tell(server.url, 'SHOW data_directory')
    await server.stop()
    writeFileSync(join(found?.data_directory ?? '', 'standby.signal'), '')
    await server.start()
    expect(await reasonOf(server.url)).toContain('a standby, and only the primary has the newest log: give')
  })
})
