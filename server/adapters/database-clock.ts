/**
 * The clock of a deployment of several processes: the database server's. Each process follows it by looking every few
 * seconds, and slews; what is decided is decided on the database's clock itself. Two clocks out of three are believed:
 * the database's, this machine's, and the time that has passed.
 */
import { dialect } from '../../db/columns.ts'
import { readDatabaseClock } from '../../db/instant.ts'
import type { Store } from '../../db/open.ts'
import { limits } from '../domain/limits.ts'
import { type Clock, createClock, type Timers } from './clock.ts'

export type DatabaseClockPlan = {
  readonly store: Pick<Store, 'read'>
  /** Without them it looks once. */
  readonly timers?: Timers | undefined
  readonly wallMs?: () => number
  readonly monotonicMs?: () => number
}

export type DatabaseClock = Clock & { stop(): void }

/** For a program that runs for a moment. */
export const openClock = async (store: Store): Promise<Clock> =>
  dialect === 'postgres' ? openDatabaseClock({ store }) : createClock()

const isNear = (one: number, other: number): boolean => Math.abs(one - other) <= limits.clockJumpMs

/** Opens it with a first look, which must succeed. */
export async function openDatabaseClock(plan: DatabaseClockPlan): Promise<DatabaseClock> {
  const { store, timers, wallMs = Date.now, monotonicMs = () => performance.now() } = plan
  let seen = await look(store, monotonicMs)
  const databaseMs = () => seen.at + (monotonicMs() - seen.monotonicMs)
  let own = createClock({ wallMs: databaseMs, monotonicMs })
  let last = Number.NEGATIVE_INFINITY
  const clock: Clock = {
    now: () => {
      last = Math.max(last, own.now())
      return last
    },
    jumpMs: () => own.jumpMs(),
    readIn: async (tx) => {
      const at = await readDatabaseClock(tx)
      const now = clock.now()
      // Where both say that it is another time than we counted, it was the counting that stood still.
      return isNear(at, now) || isNear(at, wallMs()) ? at : now
    },
  }
  const lookAgain = async (): Promise<void> => {
    const found = await look(store, monotonicMs)
    if (found.tookMs > limits.clockLookTookMs) return
    seen = found
    if (!isNear(databaseMs(), own.now()) && isNear(databaseMs(), wallMs()))
      own = createClock({ wallMs: databaseMs, monotonicMs })
  }
  let cancel = () => {}
  const turn = () => {
    // A database that can't be asked has not changed its clock.
    void lookAgain()
      .catch(() => {})
      .finally(() => {
        if (!isStopped) cancel = timers?.after(limits.clockLookMs, turn) ?? cancel
      })
  }
  let isStopped = timers === undefined
  if (!isStopped) turn()
  return Object.assign(clock, {
    stop: () => {
      isStopped = true
      cancel()
    },
  })
}

async function look(store: Pick<Store, 'read'>, monotonicMs: () => number) {
  const before = monotonicMs()
  const at = await readDatabaseClock(store.read)
  const after = monotonicMs()
  // It was read somewhere on the way; the middle is wrong by half the way at most.
  return { at: at + (after - before) / 2, monotonicMs: after, tookMs: after - before }
}
