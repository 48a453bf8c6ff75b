/**
 * A backup: one SQLite file, whichever database it was taken of, taken while servers run and put back into whichever
 * database is asked for. What was erased after it was taken is the ledger's business.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { sqlitePath } from './drivers/sqlite.ts'
import * as sqlite from './drivers/sqlite-file.ts'
import { CopyError } from './drivers/sqlite-file.ts'
import { isIndexed, listFindable, tablesFrom, tablesInto } from './drivers/sqlite-tables.ts'
import { isPostgres, openStore, type Store } from './open.ts'
import type { SearchEntry } from './search/search-index.ts'
import { indexEntry } from './search-store.ts'
import { listLogIds, verifyLog } from './verify.ts'

export { CopyError }

export type Backup = { readonly logs: number; readonly entries: number }

/** Takes a backup of the database at `url` into `file`, which must not be there yet. It is whole and on disk, or not there. */
export async function takeBackup({ url, file }: { url: string; file: string }): Promise<void> {
  const name = resolve(file)
  if (existsSync(name)) throw new CopyError(`there is a file ${name} already: give another name`)
  if (!existsSync(dirname(name))) throw new CopyError(`there is no folder ${dirname(name)}`)
  const draft = `${name}.${process.pid}.part`
  try {
    if (isPostgres(url)) await copyPostgres(url, draft)
    else sqlite.copyInto(existingPath(url), draft)
    sqlite.signEverybodyOut(draft)
    sqlite.checkCopy(draft)
    sqlite.settleFile(draft)
    sqlite.nameFile(draft, name)
  } finally {
    sqlite.removeFile(draft)
  }
}

function existingPath(url: string): string {
  const path = sqlitePath(url)
  if (!existsSync(path))
    throw new CopyError(`there is no database at ${path}: DATABASE_URL or DATA_DIR says where it is`)
  return path
}

async function copyPostgres(url: string, draft: string): Promise<void> {
  sqlite.createFile(draft)
  const store = await openStore(url, { isPatient: true })
  try {
    await store.snapshot((read) => tablesInto(draft, read))
  } finally {
    await store.close()
  }
}

export type Restoring = {
  readonly file: string
  readonly url: string
  /** By whom tables are made on PostgreSQL, where that is not whom the server runs as. */
  readonly migrateUrl?: string | undefined
  /** Puts a database that is there aside; without it, one that is there stays. */
  readonly replace: boolean
  readonly now: number
  /** Called when all is well, before the backup takes its place: what must not be forgotten then. */
  readonly remember: () => void
}

export type Restored = Backup & { readonly putAside: string | null }

/** Puts a backup in the place of the database at `url`. It is whole there, or all is as it was. */
export async function restoreBackup(restoring: Restoring): Promise<Restored> {
  const { url, file } = restoring
  if (!existsSync(file)) throw new CopyError(`there is no file ${file}`)
  sqlite.checkCopy(file)
  return isPostgres(url) ? intoPostgres(restoring) : intoSqlite(restoring, resolve(file))
}

async function intoSqlite({ url, replace, now, remember }: Restoring, file: string): Promise<Restored> {
  const path = resolve(sqlitePath(url))
  const isThere = existsSync(path)
  if (isThere && !replace)
    throw new CopyError(`there is a database at ${path} already: with --replace it is put aside, not deleted`)
  if (isThere && sqlite.isOpenElsewhere(path))
    throw new CopyError(`the database at ${path} is in use: stop the server first`)
  if (resolve(file) === path) throw new CopyError(`${path} is the database itself`)
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.part`
  try {
    prepare(file, draft, now)
    const backup = await inStore({ url: `file:${draft}` }, async (store) => {
      if (!isIndexed(draft)) await indexAnew(store, draft)
      return verified(store)
    })
    sqlite.settleFile(draft)
    remember()
    const name = `${path}.replaced-${new Date(now).toISOString().replaceAll(':', '')}`
    const putAside = isThere ? sqlite.putAside(path, name) : null
    sqlite.nameFile(draft, path)
    return { ...backup, putAside }
  } finally {
    sqlite.removeFile(draft)
  }
}

async function intoPostgres(restoring: Restoring): Promise<Restored> {
  const { file, url, migrateUrl, replace, now, remember } = restoring
  if (replace)
    throw new CopyError(
      'on PostgreSQL a backup is restored into a new, empty database, and nothing is replaced: create one, and give its address',
    )
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-restore-'))
  const draft = join(folder, 'draft.db')
  try {
    prepare(resolve(file), draft, now)
    return await inStore({ url, migrateUrl }, async (store) => {
      if ((await listLogIds(store.read)).length > 0)
        throw new CopyError(
          'the database is not empty: a backup is restored into a new, empty one, and nothing is replaced',
        )
      await store.transaction(async (tx) => {
        await tablesFrom(draft, tx)
        for (const entry of listFindable(draft)) await indexEntry(tx, entry as SearchEntry)
        remember()
      })
      return { ...(await verified(store)), putAside: null }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The backup as this version would have written it. */
function prepare(file: string, draft: string, now: number): void {
  sqlite.copyInto(file, draft)
  sqlite.migrateFile(draft)
  sqlite.signEverybodyOut(draft)
  sqlite.endRehearsals(draft, now)
}

type Place = Pick<Restoring, 'url' | 'migrateUrl'>

async function inStore<T>({ url, migrateUrl }: Place, body: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(url, { migrateUrl, isPatient: true })
  try {
    return await body(store)
  } finally {
    await store.close()
  }
}

async function indexAnew(store: Store, path: string): Promise<void> {
  const entries = listFindable(path)
  await store.transaction(async (tx) => {
    for (const entry of entries) await indexEntry(tx, entry as SearchEntry)
  })
}

/** Every log's chain holds, and folded it gives the rows. */
async function verified(store: Store): Promise<Backup> {
  let entries = 0
  const ids = await listLogIds(store.read)
  for (const id of ids) {
    const verdict = await verifyLog(store, id)
    if (!verdict.ok)
      throw new CopyError(`the log ${id} is not whole at entry ${verdict.seq}: ${verdict.what}`)
    entries += verdict.entries
  }
  return { logs: ids.length, entries }
}
