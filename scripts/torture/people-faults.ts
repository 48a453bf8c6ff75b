/** What happens to people in a torture run: their lines, their pages, their roles, and days that close on them. */
import { AppError } from '../../server/errors.ts'
import { draftAndAsk } from './habits.ts'
import { arrive, between, delay, type Run } from './run.ts'

export type Deeds = Readonly<Record<string, (run: Run) => Promise<void>>>

export const PEOPLE: Deeds = {
  'lines cut': async (run) => {
    for (const line of some(run, run.site.front.lines(), 0.3)) line.cut()
  },
  'lines stalled': async (run) => {
    const lines = some(run, run.site.front.lines(), 0.2)
    for (const line of lines) line.stall()
    await delay(between(run.random, 1_000, 4_000))
    for (const line of lines) line.heal()
  },
  'lines half open': async (run) => {
    for (const line of some(run, run.site.front.lines(), 0.1)) line.stall('down')
    for (const line of some(run, run.site.front.lines(), 0.1)) line.halfClose('up')
    await delay(1_000)
  },
  'lines slow': async (run) => {
    const { front } = run.site
    for (const line of some(run, front.lines(), 0.3)) line.delay(between(run.random, 50, 400))
    const slow = some(run, front.lines(), 0.1)
    for (const line of slow) line.trickle(20_000)
    await delay(between(run.random, 1_000, 2_500))
    for (const line of front.lines()) line.heal()
  },
  'pages reloaded': async (run) => {
    for (const { client } of some(run, run.crowd, 0.15)) client.reload()
  },
  'role revoked': revoke,
  'day closed in a storm': closeInStorm,
}

function some<T>({ random }: Run, all: readonly T[], share: number): T[] {
  const picked = all.filter(() => random() < share)
  const [any] = all
  return picked.length > 0 || any === undefined ? picked : [any]
}

const WRITTEN_WITHIN_MS = 15_000

/** The database may be away, or in somebody else's hands: what a script writes beside the server is tried again. */
async function patiently<T>(write: () => Promise<T>): Promise<T> {
  const end = performance.now() + WRITTEN_WITHIN_MS
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (error instanceof AppError || performance.now() > end) throw error
      await delay(100)
    }
  }
}

/** Whoever is well has seen the entry by then. */
const SEEN_WITHIN_MS = 1_500

async function revoke(run: Run): Promise<void> {
  const at = run.leaving.pop()
  if (!at) return
  const { citizen } = at
  await patiently(() => run.town.revoke(citizen)).catch((error) => {
    // A first try of which nobody heard may have been stored after all.
    if (!(error instanceof AppError && error.code === 'grant/not-found')) throw error
  })
  const revokedAt = performance.now()
  run.left.push({ at, revokedAt })
  void watchLeaver(run, citizen, revokedAt)
}

async function watchLeaver(
  run: Run,
  citizen: Run['crowd'][number]['citizen'],
  revokedAt: number,
): Promise<void> {
  while (performance.now() < Math.max(revokedAt, run.trouble.at) + SEEN_WITHIN_MS) await delay(20)
  run.witness.leaves(citizen, performance.now())
}

const STORM = 30
const ENTER_MS = 2_000
const STORM_MS = 700

/** Everybody asks from a little before the closing instant until a little after it. */
async function closeInStorm(run: Run): Promise<void> {
  const { site, witness, random, town } = run
  const { sessionId, closesAt } = await patiently(() => town.openShortDay(ENTER_MS + STORM_MS))
  const citizens = town.people.filter(({ role }) => role === 'participant').slice(0, STORM)
  const crowd = citizens.map((citizen) => arrive({ site, witness, random, sessionId }, citizen))
  run.closings.push({ sessionId, closesAt, clients: crowd.map(({ client }) => client) })
  await delay(closesAt - STORM_MS - Date.now())
  const isOver = () => Date.now() > closesAt + STORM_MS
  await Promise.all(crowd.map((at, place) => draftAndAsk(at, { isOver, hasDraft: place % 3 === 0 })))
}
