/** What is due at an instant, whoever keeps it in memory: sessions, leases, parked items, jobs. */
import { and, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import { dialect } from './columns.ts'
import type { Handle, Store, Tx } from './open.ts'
import { job } from './schema/log.ts'
import { session } from './schema/session.ts'
import { workItem } from './schema/work-item.ts'

// Each process asks these every second: they are built once.
const AT = sql.placeholder('at')

/** Sessions that the clock alone would move on. */
export async function listDueSessions(handle: Handle, at: number): Promise<string[]> {
  const select = handle.prepared<{ id: string }[]>('sessions due', (queries) =>
    queries
      .select({ id: session.id })
      .from(session)
      .where(
        and(
          eq(session.held, false),
          or(
            and(eq(session.phase, 'scheduled'), lte(session.opensAt, AT)),
            and(eq(session.phase, 'collecting'), lte(session.liveAt, AT)),
            and(inArray(session.phase, ['collecting', 'live']), lte(session.closesAt, AT)),
          ),
        ),
      ),
  )
  return (await select({ at })).map((row) => row.id)
}

export type DueItem = { readonly id: string; readonly sessionId: string; readonly status: string }

/** Claimed items whose lease ran out, parked ones whose day has come. */
export const listDueItems = (handle: Handle, at: number): Promise<DueItem[]> => {
  const select = handle.prepared<DueItem[]>('items due', (queries) =>
    queries
      .select({ id: workItem.id, sessionId: workItem.sessionId, status: workItem.status })
      .from(workItem)
      .where(
        or(
          and(eq(workItem.status, 'claimed'), isNotNull(workItem.leaseUntil), lte(workItem.leaseUntil, AT)),
          and(eq(workItem.status, 'parked'), isNotNull(workItem.parkedUntil), lte(workItem.parkedUntil, AT)),
        ),
      ),
  )
  return select({ at })
}

export type Job = typeof job.$inferSelect

/** What may be taken by one look: of which kinds, how many, for how long. */
export type Claim = {
  readonly kinds: readonly string[]
  readonly limit: number
  readonly leaseMs?: number
}

const LEASE_MS = 30_000
const TRIES = 10

/** Takes the jobs that are due for this process, for half a minute; the most tried come last. */
export const claimJobs = (
  store: Store,
  at: number,
  { kinds, limit, leaseMs = LEASE_MS }: Claim,
): Promise<Job[]> =>
  store.transaction(async (tx) => {
    const query = tx
      .select()
      .from(job)
      .where(
        and(
          isNull(job.doneAt),
          eq(job.failed, false),
          inArray(job.kind, [...kinds]),
          lte(job.runAt, at),
          or(isNull(job.leaseUntil), lte(job.leaseUntil, at)),
        ),
      )
      .orderBy(job.attempts, job.runAt, job.id)
      .limit(limit)
    // Of several processes that look at the same moment, each takes others. On SQLite a transaction is alone.
    const due = await (dialect === 'postgres' ? query.for('update', { skipLocked: true }) : query)
    const ids = due.map((row) => row.id)
    if (ids.length > 0)
      await tx
        .update(job)
        .set({ leaseUntil: at + leaseMs })
        .where(inArray(job.id, ids))
    return due
  })

export const hasDueJobs = async (
  handle: Handle,
  at: number,
  kinds: readonly [string, ...string[]],
): Promise<boolean> => {
  const select = handle.prepared<{ id: string }[]>(`a job due of ${kinds.join()}`, (queries) =>
    queries
      .select({ id: job.id })
      .from(job)
      .where(
        and(
          isNull(job.doneAt),
          eq(job.failed, false),
          inArray(job.kind, [...kinds]),
          lte(job.runAt, AT),
          or(isNull(job.leaseUntil), lte(job.leaseUntil, AT)),
        ),
      )
      .limit(1),
  )
  return (await select({ at })).length > 0
}

export const finishJob = (store: Store, id: string, at: number): Promise<void> =>
  store.transaction(async (tx: Tx) => {
    await tx.update(job).set({ doneAt: at, leaseUntil: null, failed: false }).where(eq(job.id, id))
  })

/**
 * Writes down that what can't be taken back begins now. Of all who ask, one is told yes, and only once until the job is
 * postponed: whoever finds it begun and not done can't know how far it came.
 */
export const beginJob = (store: Store, id: string, at: number): Promise<boolean> =>
  store.transaction(async (tx: Tx) => {
    const begun = await tx
      .update(job)
      .set({ begunAt: at })
      .where(and(eq(job.id, id), isNull(job.begunAt), isNull(job.doneAt), eq(job.failed, false)))
      .returning({ id: job.id })
    return begun.length > 0
  })

type Failing = { readonly at: number; readonly error: string; readonly tries?: number }

/** Tries again later, ever later; after `tries` times a person must look. */
export const postponeJob = (
  store: Store,
  failedJob: Job,
  { at, error, tries = TRIES }: Failing,
): Promise<void> =>
  store.transaction(async (tx: Tx) => {
    const attempts = failedJob.attempts + 1
    await tx
      .update(job)
      .set({
        attempts,
        leaseUntil: null,
        begunAt: null,
        lastError: error.slice(0, 500),
        runAt: at + 1_000 * 2 ** Math.min(attempts, 12),
        failed: attempts >= tries,
      })
      .where(eq(job.id, failedJob.id))
  })

/** It is not tried again; it stays for a person to look at. */
export const giveUpJob = (store: Store, id: string, error: string): Promise<void> =>
  store.transaction(async (tx: Tx) => {
    await tx
      .update(job)
      .set({ failed: true, leaseUntil: null, lastError: error.slice(0, 500) })
      .where(and(eq(job.id, id), isNull(job.doneAt)))
  })

const ROWS_A_STATEMENT = 200

/** One job becomes many, all or none; those that are there already, whatever became of them, stay as they are. */
export const spreadJob = (
  store: Store,
  id: string,
  {
    at,
    jobs,
  }: { at: number; jobs: readonly { kind: string; key: string; payload: Record<string, string> }[] },
): Promise<void> =>
  store.transaction(async (tx: Tx) => {
    for (let place = 0; place < jobs.length; place += ROWS_A_STATEMENT) {
      const rows = jobs.slice(place, place + ROWS_A_STATEMENT)
      await tx
        .insert(job)
        .values(
          rows.map((one) => ({
            ...one,
            id: `${one.kind}:${one.key}`,
            runAt: at,
            attempts: 0,
            leaseUntil: null,
            begunAt: null,
            doneAt: null,
            failed: false,
            lastError: null,
          })),
        )
        .onConflictDoNothing()
    }
    await tx.update(job).set({ doneAt: at, leaseUntil: null }).where(eq(job.id, id))
  })
