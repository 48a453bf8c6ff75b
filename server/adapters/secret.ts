/** The deployment's secret: given by the environment, or a file made at the first start and read ever after. */
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileFault } from '../../db/unusable.ts'
import { limits } from '../domain/limits.ts'

/** The secret's file can't be used; the message says what to do. */
export class SecretError extends Error {
  override readonly name = 'SecretError'
}

export function readSecret(config: { dataDir: string; secret: string | undefined }): string {
  if (config.secret !== undefined) return config.secret
  const path = join(config.dataDir, 'secret')
  try {
    mkdirSync(config.dataDir, { recursive: true })
    return readExisting(path) ?? makeNew(path)
  } catch (error) {
    const why = fileFault(error, path)
    throw why === undefined ? error : new SecretError(`${why} (DATA_DIR)`, { cause: error })
  }
}

function readExisting(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return undefined
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    throw new SecretError(
      `${path} can be read by others: run chmod 600 ${path}, and make a new one if they did`,
    )
  }
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length < limits.secretLength) {
    throw new SecretError(
      `${path} is too short for a secret: put back the old file, or delete it (all sign in anew)`,
    )
  }
  return secret
}

function makeNew(path: string): string {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    // Linking fails where another process was first, and then theirs is the secret.
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readExisting(path) as string
}
