/**
 * `npm run rehearse -- --url URL --token TOKEN […]`: a forum day with synthetic people on a running server, as its
 * administrator; ends with a report, and with nothing of it left there.
 */
import { parseArgs } from 'node:util'
import type { SessionsAnswer } from '../server/contract/reads.ts'
import type { RehearsalAnswer, RehearsalsAnswer } from '../server/contract/rehearsals.ts'
import type { Cast, Person } from './simulation/cast.ts'
import { Day, delay } from './simulation/day.ts'
import { listLines } from './simulation/lines.ts'
import { patientFetch } from './simulation/patient-fetch.ts'
import { asTable, writeJson } from './simulation/report.ts'

const USAGE = `Usage: npm run rehearse -- --token <token> [options]

  --token <token>           of an administrator: npm run grant -- <e-mail> administrator --token
  --url <url>               where the server is (http://127.0.0.1:3000)
  --bodies <n>              participants, each for a municipality of the registry (100)
  --minutes <n>             how long (5)
  --asks-per-minute <n>     (20)
  --experts <n>             (one for every six questions a minute, and two)
  --admission open|reviewed whether questions are looked at before they are shown (open)
  --json <file>             the report for programs
`

class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Wish = {
  readonly url: string
  readonly token: string
  readonly bodies: number
  readonly minutes: number
  readonly asksPerMinute: number
  readonly experts: number
  readonly admission: 'open' | 'reviewed'
  readonly json: string | undefined
}

function readWish(args: readonly string[]): Wish {
  const values = parsed(args)
  if (!values.token) throw new UsageError('a token is needed')
  const asksPerMinute = numberOf(values['asks-per-minute'], 20)
  const { admission = 'open' } = values
  if (admission !== 'open' && admission !== 'reviewed') throw new UsageError('admission is open or reviewed')
  return {
    url: (values.url ?? 'http://127.0.0.1:3000').replace(/\/+$/, ''),
    token: values.token,
    bodies: numberOf(values.bodies, 100),
    minutes: numberOf(values.minutes, 5),
    asksPerMinute,
    experts: numberOf(values.experts, Math.min(50, Math.ceil(asksPerMinute / 6) + 2)),
    admission,
    json: values.json,
  }
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        token: text,
        url: text,
        bodies: text,
        minutes: text,
        'asks-per-minute': text,
        experts: text,
        admission: text,
        json: text,
      },
    }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function numberOf(raw: string | undefined, otherwise: number): number {
  const value = raw === undefined ? otherwise : Number(raw)
  if (!(value > 0)) throw new UsageError(`not a number above zero: ${raw}`)
  return value
}

/** The server said no; its code says why. */
class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** What is likely to be done about it. */
const ADVICE: Readonly<Record<string, string>> = {
  'login/needed': 'The token is none, or has run out: npm run grant -- <e-mail> administrator --token',
  'permission/denied': 'The token is not an administrator’s.',
  'command/too-many': 'Another rehearsal is there; it is erased before this one can begin.',
  'request/invalid':
    'The server has fewer municipalities, or a number is beyond its limit: npm run db:seed -- --bare',
  'topic/not-in-session': 'The server has no themes: npm run db:seed -- --bare',
}

const advice = (text: string): string => {
  const code = text.match(/"code":"([^"]+)"/)?.[1]
  return code !== undefined && code in ADVICE ? `\n${ADVICE[code]}` : ''
}

async function reached(address: string, init: RequestInit): Promise<Response> {
  try {
    return await patientFetch(address, init)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Refusal(`${new URL(address).origin} can't be reached`)
  }
}

async function request<T>({ url, token }: Wish, method: string, path: string, body?: object): Promise<T> {
  const answer = await reached(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Refusal(`${method} ${path} was refused: ${text}${advice(text)}`)
  return JSON.parse(text) as T
}

const MODERATORS = 2
/** Until everybody is in, and until everybody is compared. */
const ENTERING_MINUTES = 5
const PROGRESS_EVERY_MS = 5_000
const ERASED_WITHIN_MS = 60_000

async function rehearse(wish: Wish): Promise<boolean> {
  const { bodies, experts, minutes, admission } = wish
  const started = await request<RehearsalAnswer>(wish, 'POST', '/api/rehearsals', {
    bodies,
    experts,
    moderators: MODERATORS,
    minutes: minutes + ENTERING_MINUTES,
    admission,
  })
  process.stdout.write(`${started.code} is live: ${started.people.length} people come in\n`)
  const day = new Day(await planOf(wish, started))
  const interrupted = interruption()
  try {
    const isIn = await Promise.race([day.open().then(() => true), interrupted.then(() => false)])
    if (!isIn) return false
    const telling = setInterval(() => process.stdout.write(`${day.progress()}\n`), PROGRESS_EVERY_MS)
    await Promise.race([delay(minutes * 60_000), interrupted])
    clearInterval(telling)
    const report = await day.finish()
    process.stdout.write(asTable(report))
    if (wish.json) writeJson(wish.json, report)
    return report.isClean
  } finally {
    day.close()
    await erase(wish, started.sessionId)
  }
}

async function planOf(wish: Wish, { sessionId, people }: RehearsalAnswer) {
  const cast: Cast = {
    url: wish.url,
    sessionId,
    admission: wish.admission,
    administratorToken: wish.token,
    people: people.map(
      ({ role, token, bodyName }, place): Person => ({ role, token, name: bodyName ?? `${role} ${place}` }),
    ),
  }
  const moderator = people.find(({ role }) => role === 'moderator')
  const issued =
    moderator &&
    (await request<{ url: string }>({ ...wish, token: moderator.token }, 'POST', '/api/passes', {
      sessionId,
    }))
  const { themes } = await request<SessionsAnswer>(wish, 'GET', '/api/sessions')
  const pass = issued?.url.split('#pass=')[1]
  return {
    lines: listLines(),
    cast: { ...cast, ...(pass === undefined ? {} : { pass }) },
    tempo: Math.max(0.05, Math.min(1, wish.minutes / 5)),
    asksPerMinute: () => wish.asksPerMinute,
    asksPerPerson: 100,
    readTwice: new Set(themes.flatMap(({ id, review }) => (review === 'peer' ? id : []))),
    answersAll: true,
  }
}

/** Ctrl-C ends the day early, with its report; pressed again it ends at once, and the server erases by itself. */
const interruption = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })

async function erase(wish: Wish, sessionId: string): Promise<void> {
  await request(wish, 'DELETE', `/api/rehearsals/${sessionId}`)
  const end = performance.now() + ERASED_WITHIN_MS
  for (;;) {
    const { rehearsals } = await request<RehearsalsAnswer>(wish, 'GET', '/api/rehearsals')
    if (!rehearsals.some((one) => one.sessionId === sessionId)) break
    if (performance.now() > end) throw new Error('the server is still erasing it')
    await delay(500)
  }
  process.stdout.write('All that was written in it is erased.\n')
}

try {
  process.exit((await rehearse(readWish(process.argv.slice(2)))) ? 0 : 1)
} catch (error) {
  if (error instanceof UsageError) process.stderr.write(`${error.message}\n\n${USAGE}`)
  else if (error instanceof Refusal) process.stderr.write(`${error.message}\n`)
  else throw error
  process.exit(1)
}
