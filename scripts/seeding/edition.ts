/** Opens a database and its edition for a script that writes to it, also beside a running server. */
import { findBodies } from '../../db/body-store.ts'
import { openStore, type Store } from '../../db/open.ts'
import { openClock } from '../../server/adapters/database-clock.ts'
import { newId } from '../../server/adapters/ids.ts'
import { type Edition, openEdition } from '../../server/commands/edition.ts'
import { Directory } from '../../server/rooms/directory.ts'

export type Opened = { readonly edition: Edition; readonly regions: readonly string[]; readonly store: Store }

/** Closes the database when the work is done, whatever became of it. */
export async function withEdition<T>(
  databaseUrl: string,
  work: (opened: Opened) => Promise<T>,
  migrateUrl?: string,
): Promise<T> {
  const store = await openStore(databaseUrl, { migrateUrl })
  try {
    const making = { store, clock: await openClock(store), newId }
    const { id, regions } = await openEdition(making)
    const actors = await Directory.load({ store, editionId: id, findBodies })
    return await work({ edition: { ...making, id, actors }, regions, store })
  } finally {
    await store.close()
  }
}
