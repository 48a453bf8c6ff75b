/**
 * A torture run: people at work on real processes, faults of every kind as the seed says, then calm, and every rule looked
 * at. The database's address must be in the environment before this is loaded, for the tables are built for it.
 */
import { seededRandom } from '../fault/random.ts'
import { work } from './habits.ts'
import { NODES, POSTGRES, REDIS, SQLITE } from './inside-faults.ts'
import { type Deeds, PEOPLE } from './people-faults.ts'
import { type Report, reportOf } from './report.ts'
import { arrive, between, delay, type Plan, type Run } from './run.ts'
import type { Site } from './site.ts'
import { foundTown } from './town.ts'
import { verdictOf } from './verdict.ts'
import { Witness } from './witness.ts'

const PEOPLE_PLAN = { experts: 6, moderators: 2, leaving: 8 }
const PAUSE_MS = 900
/** Until everybody has come in. */
const WARM_UP_MS = 1_500
const HEALED_WITHIN_MS = 60_000

type Told = (line: string) => void

export async function torture(plan: Plan, { site, say }: { site: Site; say: Told }): Promise<Report> {
  const began = performance.now()
  const run = await prepare(plan, site)
  const everybody = [...run.crowd, ...run.leaving]
  try {
    await site.nodes.startAll()
    const working = everybody.map((at) => work(at, run.hours))
    await delay(WARM_UP_MS)
    say(`${everybody.length} people, ${site.nodes.count} processes on ${plan.store}, seed ${plan.seed}`)
    await allLanes(run, say)
    run.hours.isOver = true
    await heal(run)
    say('Healed. Everybody shows what they have …')
    const verdict = await verdictOf(run, working)
    return reportOf(run, { verdict, seconds: (performance.now() - began) / 1_000 })
  } finally {
    for (const { client } of everybody) client.close()
    for (const { clients } of run.closings) for (const client of clients) client.close()
    await run.town.close()
  }
}

async function prepare(plan: Plan, site: Site): Promise<Run> {
  const random = seededRandom(plan.seed)
  const town = await foundTown(site.databaseUrl, { ...PEOPLE_PLAN, participants: plan.participants })
  const witness = new Witness()
  const entering = { site, witness, random, sessionId: town.sessionId }
  return {
    ...{ plan, site, town, witness, random },
    hours: { random, pauseMs: PAUSE_MS, isOver: false },
    crowd: town.people.map((citizen) => arrive(entering, citizen)),
    leaving: town.leaving.map((citizen) => arrive(entering, citizen)),
    left: [],
    closings: [],
    done: [],
    faults: [],
    trouble: { at: 0 },
  }
}

/** Three at a time: one below people and processes, one to Redis, one to people. */
async function allLanes(run: Run, say: Told): Promise<void> {
  const { store, seconds } = run.plan
  const until = performance.now() + seconds * 1_000
  const inside = store === 'sqlite' ? { ...NODES, ...SQLITE } : { ...NODES, ...POSTGRES }
  const lanes: Lane[] = [
    { deeds: inside, isInside: true, until, say },
    { deeds: PEOPLE, isInside: false, until, say },
    { deeds: store === 'postgres' ? REDIS : {}, isInside: false, until, say },
  ]
  const all = new Set(lanes.flatMap(({ deeds }) => Object.keys(deeds)))
  const { only = [...all] } = run.plan
  const unknown = only.filter((kind) => !all.has(kind))
  if (unknown.length > 0)
    throw new Error(`on ${store} there is no fault "${unknown.join('", "')}", but: ${[...all].join(', ')}`)
  const wanted = lanes.map(({ deeds, ...lane }) => ({
    ...lane,
    deeds: Object.fromEntries(Object.entries(deeds).filter(([kind]) => only.includes(kind))),
  }))
  await Promise.all(wanted.filter(({ deeds }) => Object.keys(deeds).length > 0).map((one) => lane(run, one)))
}

type Lane = { deeds: Deeds; isInside: boolean; until: number; say: Told }

/** Each kind once, in an order that the seed says, then each once more. */
async function lane(shared: Run, { deeds, isInside, until, say }: Lane): Promise<void> {
  // Of its own, so that what the others do in between changes nothing of it.
  const run = { ...shared, random: seededRandom(shared.plan.seed * 31 + Object.keys(deeds).length) }
  const began = performance.now()
  let bag: string[] = []
  while (performance.now() < until) {
    if (bag.length === 0) bag = Object.keys(deeds)
    const [kind = ''] = bag.splice(Math.floor(run.random() * bag.length), 1)
    const startedAt = performance.now()
    const troubled = setInterval(() => isInside && trouble(run), 20)
    try {
      await deeds[kind]?.(run)
    } catch (error) {
      run.faults.push(`${kind}: ${(error as Error).message}`)
    }
    clearInterval(troubled)
    if (isInside) trouble(run)
    const tookMs = Math.round(performance.now() - startedAt)
    run.done.push({ kind, atMs: Math.round(startedAt - began), tookMs })
    say(`${String(Math.round(performance.now() - began)).padStart(6)} ms  ${kind} (${tookMs} ms)`)
    await delay(between(run.random, 200, isInside ? 1_800 : 900))
  }
}

const trouble = (run: Run): void => {
  run.trouble.at = performance.now()
}

/** Everything runs, and nothing is in anybody's way. */
async function heal({ site, faults }: Run): Promise<void> {
  const { nodes, services, front } = site
  await services?.postgres.start()
  await services?.redis.start()
  front.heal()
  for (const { postgres, redis } of services?.doors ?? []) {
    postgres.heal()
    redis.heal()
    postgres.leadTo(services?.postgres.port ?? null)
    redis.leadTo(services?.redis.port ?? null)
  }
  const end = performance.now() + HEALED_WITHIN_MS
  for (let place = 0; place < nodes.count; place += 1) {
    nodes.thaw(place)
    for (;;) {
      try {
        await nodes.start(place)
        break
      } catch (error) {
        if (performance.now() < end) await delay(500)
        else {
          faults.push(`process ${place + 1} does not come back: ${(error as Error).message}`)
          break
        }
      }
    }
  }
}
