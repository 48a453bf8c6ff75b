/** The edition's log: one transaction that holds its lock, in which rows are written and facts appended. */
import { appendEntries, createLog, lockLog, type NewEntry, waitForStill } from '../../db/log-store.ts'
import type { Handle, Store, Tx } from '../../db/open.ts'
import { type EditionRow, findEdition, lockOpening, saveEdition } from '../../db/person-store.ts'
import { type Clock, instantIn } from '../adapters/clock.ts'
import { type Actor, type EditionAction, mayInEdition, SYSTEM } from '../domain/permissions.ts'
import { AppError } from '../errors.ts'

export type Edition = {
  readonly id: string
  readonly store: Store
  readonly clock: Clock
  readonly newId: () => string
  readonly actors: {
    actorOf(id: string): Actor | undefined
    /** Exact for what the handle sees. */
    refresh(handle: Handle): Promise<void>
  }
  /** Tells other processes that the log has moved. They look by themselves too, only later. */
  readonly wake?: ((logId: string) => void) | undefined
}

export type EditionWrite = {
  readonly tx: Tx
  /** The instant of all that is written here. */
  readonly at: number
  /** Adds a fact; gives its place in the log, which the rows that it is about carry. */
  append(entry: NewEntry): number
  /** Refuses who may not do this at this moment. `sessionId` where it is about one session. */
  demand(actorId: string, action: EditionAction, sessionId?: string): Promise<void>
}

/** Writes to the edition. What the body throws undoes all of it. */
export async function writeEdition<T>(
  edition: Edition,
  body: (write: EditionWrite) => Promise<T>,
): Promise<T> {
  let isMoved = false
  const result = await edition.store.transaction(async (tx) => {
    const locking = lockLog(tx, edition.id)
    waitForStill(tx, edition.id)
    const [log, now] = await Promise.all([locking, instantIn(edition.clock, tx)])
    const at = Math.max(now, log.lastAt)
    const entries: NewEntry[] = []
    const result = await body({
      tx,
      at,
      append: (entry) => log.nextSeq + entries.push(entry) - 1,
      demand: (actorId, action, sessionId) => demand(edition, tx, { actorId, action, sessionId }),
    })
    isMoved = (await appendEntries(tx, log, { at, entries })).length > 0
    return result
  })
  if (!isMoved) return result
  edition.wake?.(edition.id)
  await edition.actors.refresh(edition.store.read)
  return result
}

type Demand = { actorId: string; action: EditionAction; sessionId: string | undefined }

async function demand(edition: Edition, tx: Tx, { actorId, action, sessionId }: Demand): Promise<void> {
  // Whoever runs a command on the server itself acts as the system.
  if (actorId === SYSTEM.id) return
  await edition.actors.refresh(tx)
  const actor = edition.actors.actorOf(actorId)
  if (!actor || !mayInEdition(actor, action, sessionId)) throw new AppError('permission/denied')
}

/** The programme's first edition, for a database that has none: four regions, bodies counted by the census of 2011. */
const FIRST: Omit<EditionRow, 'id' | 'openedAt'> = {
  name: 'Prima edizione',
  regions: ['Piemonte', 'Toscana', 'Puglia', 'Sicilia'],
  maxPopulation: 5_000,
  populationReferenceDate: '2011-10-09',
}

/** The edition that is running; the first one is opened here, once, whoever comes first. */
export async function openEdition(making: {
  store: Store
  clock: Clock
  newId: () => string
}): Promise<EditionRow> {
  const { store, clock, newId } = making
  const running = await findEdition(store.read)
  if (running) return running
  return store.transaction(async (tx) => {
    await lockOpening(tx)
    const found = await findEdition(tx)
    if (found) return found
    const at = clock.now()
    const row: EditionRow = { ...FIRST, id: newId(), openedAt: at }
    await createLog(tx, row.id, 'edition')
    const { id, ...data } = row
    await saveEdition(tx, row)
    await appendEntries(tx, await lockLog(tx, id), {
      at,
      entries: [
        {
          kind: 'edition opened',
          entity: 'edition',
          entityId: id,
          data,
          audience: ['public'],
          actorId: SYSTEM.id,
        },
      ],
    })
    return row
  })
}
