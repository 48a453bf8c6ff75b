/**
 * What pages last had, on the device: one person's at a time, each under a name, the oldest dropped first. Knows nothing of
 * what it keeps. Where a browser allows no database nothing is kept, and pages work as they did.
 */
export type Kept = {
  /** The server's time when it was had. */
  readonly at: number
  readonly value: unknown
}

export type KeptStorage = {
  read(name: string): Promise<Kept | undefined>
  write(name: string, kept: Kept): Promise<void>
  /** From now on this person's; what is there of anybody else is deleted. Null is nobody, who reads what is public. */
  belongsTo(actorId: string | null): void
}

const DATABASE = 'quesiti'
const TABLE = 'kept'
const COUNT_MAX = 60

type Record = Kept & { readonly owner: string; readonly savedAt: number }

const ownerOf = (actorId: string | null): string => actorId ?? 'nobody'

export function deviceKept(factory: IDBFactory | undefined = globalThis.indexedDB): KeptStorage {
  let owner: string | undefined
  let opened: Promise<IDBDatabase> | undefined
  /** One after the other: what is deleted for a new owner is gone before anything of theirs is read or written. */
  const inTable = async <T>(
    mode: IDBTransactionMode,
    work: (table: IDBObjectStore) => IDBRequest<T> | undefined,
  ): Promise<T | undefined> => {
    if (!factory) return undefined
    try {
      opened ??= open(factory)
      const transaction = (await opened).transaction(TABLE, mode)
      const request = work(transaction.objectStore(TABLE))
      await ended(transaction)
      return request?.result
    } catch {
      // No room, no permission, a damaged database: as if nothing had been kept.
      return undefined
    }
  }
  return {
    read: async (name) => {
      const asked = owner
      const record = await inTable<Record>('readonly', (table) => table.get(name))
      return record && record.owner === asked && asked === owner ? record : undefined
    },
    write: async (name, { at, value }) => {
      if (owner === undefined) return
      const record: Record = { at, value, owner, savedAt: Date.now() }
      await inTable('readwrite', (table) => {
        // Somebody else's by now: it was theirs when it was given.
        if (record.owner !== owner) return undefined
        table.put(record, name)
        return dropOldest(table)
      })
    },
    belongsTo: (actorId) => {
      const next = ownerOf(actorId)
      if (next === owner) return
      owner = next
      void inTable('readwrite', (table) => dropWhere(table, (record) => record.owner !== next))
    },
  }
}

function open(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE)
    request.onsuccess = () => {
      // A tab with a newer table isn't kept waiting by this one.
      request.result.onversionchange = () => request.result.close()
      resolve(request.result)
    }
    request.onerror = () => reject(request.error)
  })
}

const ended = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
  })

function dropWhere(table: IDBObjectStore, isOut: (record: Record) => boolean): undefined {
  const walk = table.openCursor()
  walk.onsuccess = () => {
    const cursor = walk.result
    if (!cursor) return
    if (isOut(cursor.value)) cursor.delete()
    cursor.continue()
  }
  return undefined
}

function dropOldest(table: IDBObjectStore): undefined {
  const counting = table.count()
  counting.onsuccess = () => {
    if (counting.result <= COUNT_MAX) return
    let oldest = Number.POSITIVE_INFINITY
    let name: IDBValidKey | undefined
    const walk = table.openCursor()
    walk.onsuccess = () => {
      const cursor = walk.result
      if (!cursor) {
        if (name !== undefined) table.delete(name)
        return
      }
      const { savedAt } = cursor.value as Record
      if (savedAt < oldest) {
        oldest = savedAt
        name = cursor.primaryKey
      }
      cursor.continue()
    }
  }
  return undefined
}

/** For surroundings without a device: nothing is kept. */
export const nothingKept: KeptStorage = {
  read: async () => undefined,
  write: async () => undefined,
  belongsTo: () => {},
}
