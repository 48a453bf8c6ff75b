/** Why a SQLite file can't be opened, in plain words. Of what happens to one that is open it knows nothing. */
import { codeOf, fileFault, UnusableDatabaseError } from '../unusable.ts'

const REASONS: readonly (readonly [code: RegExp, say: (path: string) => string])[] = [
  [
    /^SQLITE_CANTOPEN/,
    (path) =>
      `${path} can't be opened: DATABASE_URL must name a file that this account may write, in a folder where it may write`,
  ],
  [
    /^SQLITE_(READONLY|PERM|AUTH)/,
    (path) => `this account may not write ${path}: give it to the account (chown), with the folder it is in`,
  ],
  [
    /^SQLITE_NOTADB/,
    (path) => `${path} is no SQLite database: correct DATABASE_URL, or restore the last backup`,
  ],
  [/^SQLITE_CORRUPT/, (path) => `${path} is damaged: keep it, and restore the last backup`],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    (path) => `${path} is in use by another process: stop that one, SQLite serves one`,
  ],
  [/^SQLITE_FULL/, (path) => `the disk is full at ${path}: make room`],
  [
    /^SQLITE_IOERR/,
    (path) => `the disk fails at ${path}: see the system's log, and restore the last backup on another`,
  ],
]

/** The error itself, where nothing plain can be said. */
export function unusableFile(error: unknown, path: string): unknown {
  const code = codeOf(error)
  const why = REASONS.find(([known]) => known.test(code))?.[1](path) ?? fileFault(error, path)
  return why === undefined ? error : new UnusableDatabaseError(why, { cause: error })
}
