/**
 * `npm run demo`: builds the pages, opens a forum day on a database that is gone afterwards, and plays it: with links for
 * whoever wants to take part by hand, until Ctrl-C or for so many minutes. Its last word is the report.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { pathTo } from '../client/paths.ts'
import type { SessionsAnswer } from '../server/contract/reads.ts'
import { CODE, type Stage, setStage } from './demo/stage.ts'
import { withEdition } from './seeding/edition.ts'
import { type ServerProcess, startServer } from './services/server-process.ts'
import type { Cast } from './simulation/cast.ts'
import { Day, delay } from './simulation/day.ts'
import { patientFetch } from './simulation/patient-fetch.ts'
import { asTable, writeJson } from './simulation/report.ts'

const USAGE = `Usage: npm run demo -- [options]

  --minutes <n>   end by itself, with the report (without it, Ctrl-C does)
  --bodies <n>    officials of real municipalities who read and vote (100)
  --json <file>   the report for programs
  --no-build      show the pages as they were built before

PORT says where it listens; without it, anywhere on this machine.
`

type Wish = {
  readonly minutes: number | undefined
  readonly bodies: number
  readonly json: string | undefined
  readonly build: boolean
}

class UsageError extends Error {
  override readonly name = 'UsageError'
}

function readWish(args: readonly string[]): Wish {
  const { minutes, bodies = '100', json, build } = parsed(args)
  const numbers = [minutes, bodies].map((raw) => (raw === undefined ? undefined : Number(raw)))
  if (numbers.some((value) => value !== undefined && !(value > 0)))
    throw new UsageError('a number above zero is needed')
  return { minutes: numbers[0], bodies: numbers[1] ?? 0, json, build }
}

function parsed(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const
    return parseArgs({
      args: [...args],
      allowNegative: true,
      options: { minutes: text, bodies: text, json: text, build: { type: 'boolean', default: true } },
    }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

function buildPages(): void {
  say('Building the pages …')
  const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url))
  const client = fileURLToPath(new URL('../client', import.meta.url))
  const { status } = spawnSync(process.execPath, [vite, 'build', client, '--logLevel', 'error'], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('the pages could not be built')
}

async function show(wish: Wish): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-demo-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  if (wish.build) buildPages()
  say('Filling a database …')
  const stage = await withEdition(`file:${folder}/quesiti.db`, (opened) => setStage(opened, wish.bodies))
  const server = await startServer({
    env: {
      MODE: 'demo',
      DATA_DIR: folder,
      PORT: process.env.PORT ?? '0',
      DEMO_LINKS: JSON.stringify(stage.guests.map(({ link }) => link)),
    },
  })
  try {
    await isLive(server, stage)
    say(invitation(server.url, stage))
    return await play(server, stage, wish)
  } finally {
    await server.stop()
  }
}

function invitation(url: string, { guests, pass }: Stage): string {
  const line = (role: string, name: string, address: string) =>
    `  ${role.padEnd(14)} ${name.padEnd(18)} ${url}${address}`
  return [
    '',
    `A forum day is live at ${url}. A link signs in whoever opens it, on this machine alone:`,
    '',
    ...guests.map(({ role, name, link }) => line(role, name, `/demo/${link.secret}`)),
    line('wall', '', `${pathTo.wall(CODE)}#pass=${pass}`),
    '',
    'A browser is one person at a time: open each link in a private window of its own.',
    '',
  ].join('\n')
}

/** The sweeper opens the day in its first second. */
async function isLive({ url }: ServerProcess, { sessionId, administratorToken }: Stage): Promise<void> {
  for (let look = 0; look < 100; look += 1) {
    const answer = await patientFetch(`${url}/api/sessions`, {
      headers: { authorization: `Bearer ${administratorToken}` },
    })
    const { sessions } = (await answer.json()) as SessionsAnswer
    if (sessions.find(({ id }) => id === sessionId)?.phase === 'live') return
    await delay(100)
  }
  throw new Error('the forum day does not open')
}

/** People work slowly; where there is little time, they hurry. */
const UNHURRIED_MINUTES = 5
const ASKS_PER_MINUTE = 10
const ASKS_PER_MINUTE_MOST = 60
const ASKS_PER_MINUTE_AFTERWARDS = 1
const PROGRESS_EVERY_MS = 5_000
/** Beside somebody who plays by hand. */
const PROGRESS_SELDOM_MS = 30_000

async function play(server: ServerProcess, stage: Stage, wish: Wish): Promise<boolean> {
  const tempo = Math.max(0.1, Math.min(1, (wish.minutes ?? UNHURRIED_MINUTES) / UNHURRIED_MINUTES))
  const { sessionId, people, pass, administratorToken, readTwice, lines } = stage
  const cast: Cast = { url: server.url, sessionId, admission: 'reviewed', people, pass, administratorToken }
  const asksPerMinute = Math.min(ASKS_PER_MINUTE_MOST, ASKS_PER_MINUTE / tempo)
  const day = new Day({
    cast,
    lines,
    tempo,
    asksPerMinute: (asked) => (asked < lines.length ? asksPerMinute : ASKS_PER_MINUTE_AFTERWARDS),
    asksPerPerson: 5,
    readTwice,
    answersAll: false,
  })
  const interrupted = interruption()
  const isIn = await Promise.race([day.open().then(() => true), interrupted.then(() => false)])
  if (!isIn) return true
  const telling = setInterval(
    () => say(day.progress()),
    wish.minutes === undefined ? PROGRESS_SELDOM_MS : PROGRESS_EVERY_MS,
  )
  await Promise.race([interrupted, ...(wish.minutes === undefined ? [] : [delay(wish.minutes * 60_000)])])
  clearInterval(telling)
  say('Everybody shows what they have …')
  const report = await day.finish()
  say(asTable(report))
  for (const complaint of server.complaints) say(`The server says: ${complaint}`)
  if (wish.json) writeJson(wish.json, report)
  return report.isClean && server.complaints.length === 0
}

/** Pressed once, Ctrl-C ends the day with its report; pressed again, at once. */
const interruption = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve()
      })
  })

process.umask(0o077)
try {
  process.exit((await show(readWish(process.argv.slice(2)))) ? 0 : 1)
} catch (error) {
  const told = error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `${(error as Error).message}\n`
  process.stderr.write(told)
  process.exit(1)
}
