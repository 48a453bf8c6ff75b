/** Looks what is due and gives the command for it, as the system; runs the jobs that commands left behind. */
import {
  claimJobs,
  type DueItem,
  finishJob,
  hasDueJobs,
  listDueItems,
  listDueSessions,
  postponeJob,
} from '../../db/due-store.ts'
import type { Store } from '../../db/open.ts'
import type { Clock } from '../adapters/clock.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { carryQuestion } from './carry.ts'

export type SweepContext = {
  readonly store: Store
  readonly clock: Clock
  readonly rooms: Rooms
  readonly onBug: (error: unknown, where: string) => void
}

const JOBS_A_SWEEP = 20
/** Each a look-up a second: mails wait for a server of others, and have a turn of their own. */
const KINDS = ['carry'] as const

/** One look at what is due. */
export async function sweep(context: SweepContext): Promise<void> {
  const { store, clock, rooms } = context
  const at = clock.now()
  for (const id of await listDueSessions(store.read, at)) {
    await (await rooms.find(id))?.room.submitSystem({ type: 'session:advance', payload: {} })
  }
  for (const item of await listDueItems(store.read, at)) await giveBack(rooms, item)
  if (await hasDueJobs(store.read, at, KINDS)) await runJobs(context, at)
}

/** Phases wait for a person while the machine's clock can't be trusted. */
export async function distrustClock({ clock, rooms }: SweepContext): Promise<void> {
  if (clock.jumpMs() === 0) return
  for (const { room } of rooms.loaded()) {
    if (!room.state.session.held) await room.submitSystem({ type: 'session:hold', payload: { on: true } })
  }
}

async function giveBack(rooms: Rooms, item: DueItem): Promise<void> {
  const type = item.status === 'claimed' ? 'item:expire' : 'item:unpark'
  await (await rooms.find(item.sessionId))?.room.submitSystem({ type, payload: { itemId: item.id } })
}

async function runJobs({ store, rooms, onBug }: SweepContext, at: number): Promise<void> {
  for (const job of await claimJobs(store, at, { kinds: KINDS, limit: JOBS_A_SWEEP })) {
    try {
      await carryQuestion(store, rooms, job.payload)
      await finishJob(store, job.id, at)
    } catch (error) {
      onBug(error, `job ${job.kind}`)
      await postponeJob(store, job, { at, error: error instanceof Error ? error.name : 'unknown' })
    }
  }
}
