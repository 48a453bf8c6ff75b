/**
 * What a drill plays on: a seeded day, the server as a process with a proxy before it, people at their devices. Whatever
 * does not hold in the end is said as a list of faults; when it is over nothing is left.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isPostgres } from '../../../db/open.ts'
import { BusyClient, type Role, type Where } from '../../../scripts/fault/busy-client.ts'
import { type ChaosProxy, openProxy } from '../../../scripts/fault/chaos-proxy.ts'
import { type Day, work } from '../../../scripts/fault/habits.ts'
import { seededRandom } from '../../../scripts/fault/random.ts'
import { type Person, type SeededDay, seedDay } from '../../../scripts/fault/seeded-day.ts'
import { until } from '../../../scripts/fault/until.ts'
import { type ServerPlan, type ServerProcess, startServer } from '../../../scripts/services/server-process.ts'
import type { SessionPlan } from '../../../server/commands/session.ts'
import { freshDatabase } from '../database/fresh-database.ts'
import type { Meddling } from './meddle.ts'
import { settledFaults } from './settled.ts'

export type StagePlan = {
  /** The source to run: the repository's own, or a copy with a bug planted in it. */
  readonly root: string
  readonly seed: number
  readonly isMutant?: boolean | undefined
  readonly participants: number
  readonly session?: () => Partial<SessionPlan>
  /** Limits that the server has instead of its own, such as `heartbeatMs` or `rates.rehearsal.burst`. */
  readonly limits?: Readonly<Record<string, unknown>>
  readonly server?: Partial<Pick<ServerPlan, 'env' | 'nodeFlags' | 'openFilesMax'>>
  readonly net?: Where['net']
  /** A database of PostgreSQL that is there already, in place of one of its own. */
  readonly databaseUrl?: string | undefined
}

/** Another process on the same database, with a proxy of its own before it. */
export type Beside = { readonly server: ServerProcess; readonly proxy: ChaosProxy }

export type Stage = {
  readonly plan: StagePlan
  readonly dataDir: string
  readonly day: SeededDay
  readonly proxy: ChaosProxy
  readonly random: () => number
  readonly clients: BusyClient[]
  readonly faults: string[]
  server: ServerProcess
  /** Starts the server, again after it was killed. */
  start(other?: { readonly env?: Readonly<Record<string, string>>; readonly root?: string }): Promise<void>
  startBeside(env?: Readonly<Record<string, string>>, root?: string): Promise<Beside>
  meddle<T = unknown>(meddling: Meddling): Promise<T>
  /** Somebody at a device of their own, behind the proxy. */
  arrive(person: Person, role: Role, where?: Partial<Where>): BusyClient
  /** Everybody works meanwhile, and has their answers in the end. */
  busy(meanwhile: () => Promise<void>): Promise<void>
  readyz(): Promise<number>
}

const MEDDLE = resolve('test/support/fault/meddle.ts')
/** Several processes would share it, so one on PostgreSQL must be given it. */
const SECRET = 'the secret of a drill, which keeps nothing'
const ANSWERED_MS = 30_000
/** What must fail need not be waited for so long. */
const MUTANT_MS = 8_000
/** Few people do here what many do elsewhere. */
const BUSY_LIMITS = { 'rates.connection': { burst: 100_000, everyMs: 0.01 } }

/** Plays `act` on a stage of its own and says what did not hold. */
export async function onStage(plan: StagePlan, act: (stage: Stage) => Promise<void>): Promise<string[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'quesiti-drill-'))
  const proxy = await openProxy()
  const isOwn = plan.databaseUrl === undefined && isPostgres(process.env.DATABASE_URL ?? '')
  const database = isOwn ? await freshDatabase() : undefined
  const beside: Beside[] = []
  const setting = { ...plan, databaseUrl: plan.databaseUrl ?? database?.url, beside }
  const stage = await setStage(setting, dataDir, proxy)
  try {
    await stage.start()
    await act(stage)
  } catch (error) {
    stage.faults.push(error instanceof Error ? error.message : String(error))
  } finally {
    for (const client of stage.clients) client.close()
    stage.server?.thaw()
    await stage.server?.kill('SIGKILL')
    for (const other of beside) {
      await other.server.kill('SIGKILL')
      await other.proxy.close()
    }
    await proxy.close()
    await database?.remove()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return stage.faults
}

/** The same, with everybody at work while it happens; afterwards every rule must hold. */
export const duringDay = (plan: StagePlan, act: (stage: Stage) => Promise<void>): Promise<string[]> =>
  onStage(plan, async (stage) => {
    for (const person of stage.day.participants) stage.arrive(person, 'participant')
    for (const person of stage.day.experts) stage.arrive(person, 'expert')
    await stage.busy(() => act(stage))
    if (stage.faults.length === 0) stage.faults.push(...(await settledFaults(stage)))
  })

type Setting = StagePlan & { readonly beside: Beside[] }

async function setStage(plan: Setting, dataDir: string, proxy: ChaosProxy): Promise<Stage> {
  const random = seededRandom(plan.seed)
  const day = await seedDay(plan.databaseUrl ?? dataDir, plan.participants, plan.session?.())
  let asked = 0
  const stage: Stage = {
    plan,
    dataDir,
    day,
    proxy,
    random,
    clients: [],
    faults: [],
    server: undefined as unknown as ServerProcess,
    start: async ({ env = {}, root = plan.root } = {}) => {
      const server = serverPlan(plan, dataDir, proxy.url)
      stage.server = await startServer({ ...server, root, env: { ...server.env, ...env } })
      proxy.leadTo(stage.server.port)
    },
    startBeside: async (env = {}, root = plan.root) => {
      const proxy = await openProxy()
      const own = serverPlan(plan, dataDir, proxy.url)
      const server = await startServer({ ...own, root, env: { ...own.env, ...env } })
      proxy.leadTo(server.port)
      plan.beside.push({ server, proxy })
      return { server, proxy }
    },
    meddle: <T>(meddling: Meddling) => {
      const { child } = stage.server
      const id = ++asked
      return new Promise<T>((answered, fail) => {
        const hear = (said: unknown) => {
          const { id: to, answer } = said as { id: number; answer: T }
          if (to !== id) return
          child.off('message', hear)
          answered(answer)
        }
        child.on('message', hear)
        child.send({ id, meddling }, (error: Error | null) => error && fail(error))
      })
    },
    arrive: (person, role, where) => {
      const own = { url: proxy.url, sessionId: day.sessionId, random, ...(plan.net ? { net: plan.net } : {}) }
      const client = new BusyClient(person, role, { ...own, ...where })
      stage.clients.push(client)
      return client
    },
    busy: async (meanwhile) => {
      const hours: Day = { random, isOver: false }
      const working = stage.clients.map((client) => work(client, hours))
      try {
        await meanwhile()
      } finally {
        hours.isOver = true
      }
      // One fault is enough: the rest would only take its time.
      if (stage.faults.length > 0) return
      await until(
        'everything is answered',
        () => stage.clients.every(({ waiting }) => waiting === 0),
        plan.isMutant ? MUTANT_MS : ANSWERED_MS,
      )
      await Promise.all(working)
    },
    readyz: async () => {
      const asking = fetch(`http://127.0.0.1:${stage.server.port}/readyz`, {
        signal: AbortSignal.timeout(5_000),
      })
      return asking.then(({ status }) => status).catch(() => 0)
    },
  }
  return stage
}

function serverPlan(plan: Setting, dataDir: string, publicUrl: string): ServerPlan {
  const { env = {}, nodeFlags = [], openFilesMax } = plan.server ?? {}
  const limits = { ...BUSY_LIMITS, ...plan.limits }
  return {
    root: plan.root,
    openFilesMax,
    nodeFlags: [...nodeFlags, '--expose-gc', '--import', MEDDLE],
    env: {
      DATA_DIR: dataDir,
      PORT: '0',
      ...(plan.databaseUrl ? { DATABASE_URL: plan.databaseUrl, SECRET } : {}),
      PUBLIC_URL: publicUrl,
      MEDDLE_LIMITS: JSON.stringify(limits),
      ...env,
    },
  }
}

export const callsOf = (stage: Pick<Stage, 'clients'>) => stage.clients.flatMap(({ calls }) => calls)
export const acksOf = (stage: Pick<Stage, 'clients'>): number =>
  callsOf(stage).filter(({ answer }) => answer?.ok).length

/** So many more acknowledgements than there are now. */
export const moreAcks = (stage: Stage, wanted: number, withinMs = 15_000): Promise<void> => {
  const before = acksOf(stage)
  return until(`${wanted} more acknowledgements`, () => acksOf(stage) - before >= wanted, withinMs)
}

/** Nothing is acknowledged meanwhile, in as long as many usually are. */
export async function noAcksWhile(stage: Stage, ms: number): Promise<void> {
  const before = acksOf(stage)
  await pause(ms)
  const more = acksOf(stage) - before
  if (more > 0) stage.faults.push(`W1 ${more} acknowledged though nothing could be stored`)
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
