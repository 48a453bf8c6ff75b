/**
 * A database that can't be used at all as things stand: the message is for whoever runs the server, and says what is wrong
 * and what to do. It names settings, hosts and files, never a password.
 */
export class UnusableDatabaseError extends Error {
  override readonly name = 'UnusableDatabaseError'
}

/** The first in a chain of causes that has a code of its own. */
export function codeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 3) return ''
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : codeOf(error.cause, depth + 1)
}

/** Why a file or folder can't be used, and what to do; undefined for what is no fault of the system's. */
export function fileFault(error: unknown, path: string): string | undefined {
  return FILE_FAULTS[codeOf(error)]?.(path)
}

const NOT_ALLOWED = (path: string) =>
  `this account may not write ${path}: give it to the account (chown), or name another place`
const IN_THE_WAY = (path: string) => `a file is where ${path} needs a folder: name another place`
const DISK_FULL = (path: string) => `the disk is full at ${path}: make room`

const FILE_FAULTS: Readonly<Record<string, (path: string) => string>> = {
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  EROFS: (path) => `${path} can only be read, its file system is mounted so: name another place`,
  ENOTDIR: IN_THE_WAY,
  EEXIST: IN_THE_WAY,
  EISDIR: (path) => `${path} is a folder and should be a file: name another place`,
  ENOENT: (path) => `${path} can't be made here: name another place`,
  ENAMETOOLONG: (path) => `the name of ${path} is too long: name another place`,
  ELOOP: (path) => `${path} is a link that leads to itself: name another place`,
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
}
