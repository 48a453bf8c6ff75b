/**
 * A database as one SQLite file that is carried about: made whole, checked, cleaned, put in a place. What is in its
 * tables it knows only as far as nobody may carry that about.
 */
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'

const MIGRATIONS = { migrationsFolder: fileURLToPath(new URL('../migrations/sqlite', import.meta.url)) }
const SIDES = ['', '-wal', '-shm', '-journal'] as const

/** A copy can't be made or put back; the message says why, and that nothing was touched is true. */
export class CopyError extends Error {
  override readonly name = 'CopyError'
}

export type Connection = Database.Database

/** Opens the file, hands it to the body and closes it. What SQLite has against it becomes a sentence. */
export function withFile<T>(path: string, body: (file: Connection) => T): T {
  let file: Connection | undefined
  try {
    file = connect(path)
    return body(file)
  } catch (error) {
    throw sentenceFor(error, path)
  } finally {
    file?.close()
  }
}

export async function withOpenFile<T>(path: string, body: (file: Connection) => Promise<T>): Promise<T> {
  let file: Connection | undefined
  try {
    file = connect(path)
    return await body(file)
  } catch (error) {
    throw sentenceFor(error, path)
  } finally {
    file?.close()
  }
}

function connect(path: string): Connection {
  const file = new Database(path, { fileMustExist: true, timeout: 5_000 })
  file.pragma('trusted_schema = OFF')
  return file
}

function sentenceFor(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_NOTADB') return new CopyError(`${path} is no database of Quesiti`)
  if (code.startsWith('SQLITE_CORRUPT'))
    return new CopyError(`${path} is damaged: ${(error as Error).message}`)
  if (code === 'SQLITE_FULL') return new CopyError('there is no space left on the disk')
  if (code.startsWith('SQLITE_'))
    return new CopyError(`${path} can't be used: ${(error as Error).message} (${code})`)
  return error
}

/**
 * Copies what is committed at this moment, also while a server writes, into a file of its own. It is written anew, row
 * by row: what was erased and only lay in the free space of the database is not in it.
 */
export function copyInto(from: string, to: string): void {
  if (!statSync(from, { throwIfNoEntry: false })?.isFile()) throw new CopyError(`there is no file ${from}`)
  withFile(from, (file) => {
    checkIsOurs(file, from)
    file.prepare('VACUUM INTO ?').run(to)
  })
  chmodSync(to, 0o600)
}

/** Fails with a sentence if the file is damaged, somebody else's, or of a version that is newer than this one. */
export function checkCopy(path: string): void {
  withFile(path, (file) => {
    const [verdict] = file.pragma('integrity_check') as { integrity_check: string }[]
    if (verdict?.integrity_check !== 'ok')
      throw new CopyError(`${path} is damaged: ${verdict?.integrity_check ?? 'it does not say how'}`)
    checkIsOurs(file, path)
  })
}

function checkIsOurs(file: Connection, path: string): void {
  const tables = file
    .prepare(
      "SELECT name FROM sqlite_master WHERE name IN ('__drizzle_migrations', 'log', 'event', 'text_rev')",
    )
    .all()
  if (tables.length !== 4) throw new CopyError(`${path} is no database of Quesiti`)
  const applied = file.prepare('SELECT created_at AS at FROM __drizzle_migrations').all() as { at: number }[]
  const known = new Set(readMigrationFiles(MIGRATIONS).map(({ folderMillis }) => folderMillis))
  if (applied.some(({ at }) => !known.has(Number(at))))
    throw new CopyError(`${path} was written by a newer version of Quesiti: take at least that version`)
}

/** An empty database of this version. */
export function createFile(path: string): void {
  new Database(path).close()
  chmodSync(path, 0o600)
  migrateFile(path)
}

export const migrateFile = (path: string): void =>
  withFile(path, (file) => migrate(drizzle(file), MIGRATIONS))

/** Nobody is signed in by a copy, or by what has become of it: not who has signed out since, nor who stole it. */
export function signEverybodyOut(path: string): void {
  withFile(path, (file) => {
    file.pragma('secure_delete = ON')
    file.exec('DELETE FROM login; DELETE FROM verification')
  })
}

/** A rehearsal does not begin again: its people are out, and what is left of it is erased, when a server looks at it. */
export function endRehearsals(path: string, at: number): void {
  withFile(path, (file) => {
    file.prepare('UPDATE rehearsal SET ends_at = min(ends_at, ?)').run(at)
  })
}

/** Everything of it is in the one file and on disk. */
export function settleFile(path: string): void {
  withFile(path, (file) => file.pragma('journal_mode = DELETE'))
  syncPath(path)
}

/** Gives a settled file its name; fails where there is one of that name. */
export function nameFile(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new CopyError(`there is a file ${to} already`)
    // A file system without links.
    if (existsSync(to)) throw new CopyError(`there is a file ${to} already`)
    renameSync(from, to)
  }
  rmSync(from, { force: true })
  syncPath(dirname(to))
}

/** Moves a database with all that belongs to it; gives the new name. */
export function putAside(path: string, name: string): string {
  for (const side of SIDES) if (existsSync(`${path}${side}`)) renameSync(`${path}${side}`, `${name}${side}`)
  return name
}

export function removeFile(path: string): void {
  for (const side of SIDES) rmSync(`${path}${side}`, { force: true })
}

/** Whether somebody has this database open. One that can't be read is nobody's. */
export function isOpenElsewhere(path: string): boolean {
  let file: Connection | undefined
  try {
    file = new Database(path, { fileMustExist: true, timeout: 0 })
    // Only who is alone with it may leave WAL mode.
    return file.pragma('journal_mode = DELETE', { simple: true }) !== 'delete'
  } catch (error) {
    return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
  } finally {
    file?.close()
  }
}

function syncPath(path: string): void {
  const opened = openSync(path, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
