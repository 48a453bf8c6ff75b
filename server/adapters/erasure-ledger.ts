/**
 * What was erased, in a file beside the database that no restore takes back: which words of which row, up to which
 * revision, and when. It holds nothing that anybody wrote, so it may be kept for ever and copied anywhere.
 */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { fileFault } from '../../db/unusable.ts'

const erasure = z.strictObject({
  at: z.int().nonnegative(),
  /** The session in whose log the fact stands. */
  log: z.string().min(1),
  id: z.string().min(1),
  rev: z.int().nonnegative(),
})

/** All words of the row `id` up to revision `rev` were erased at `at`. */
export type Erasure = Readonly<z.infer<typeof erasure>>

/** The ledger can't be used; the message says what to do. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError'
}

/** Several processes may append to one file: a line is one write, at the file's end. */
export class ErasureLedger {
  readonly #path: string
  #file: number | undefined
  /** The last write may have ended within a line. */
  #isTorn = false

  constructor(path: string) {
    this.#path = path
  }

  /** Throws a `LedgerError` where an erasure could not be written down. */
  check(): void {
    try {
      mkdirSync(dirname(this.#path), { recursive: true })
      const place = existsSync(this.#path) ? this.#path : dirname(this.#path)
      accessSync(place, constants.R_OK | constants.W_OK)
    } catch (error) {
      const why = fileFault(error, this.#path)
      throw why === undefined ? error : new LedgerError(`${why} (ERASURE_LEDGER)`, { cause: error })
    }
  }

  /** Returns once it is on disk. What it throws undoes the erasure. */
  append(erasures: readonly Erasure[]): void {
    if (erasures.length === 0) return
    const file = this.#open()
    const lines = `${this.#isTorn ? '\n' : ''}${erasures.map((one) => `${JSON.stringify(one)}\n`).join('')}`
    this.#isTorn = true
    const bytes = Buffer.from(lines)
    if (writeSync(file, bytes) !== bytes.length)
      throw new LedgerError(`${this.#path} takes no more: no space`)
    fdatasyncSync(file)
    this.#isTorn = false
  }

  /** What it holds, the last erasure of each row. */
  list(): Erasure[] {
    return existsSync(this.#path) ? readLedger(this.#path) : []
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }

  #open(): number {
    if (this.#file !== undefined) return this.#file
    const folder = dirname(this.#path)
    mkdirSync(folder, { recursive: true })
    this.#file = openSync(this.#path, 'a', 0o600)
    // A killed process may have left half a line, whose erasure was never done.
    this.#isTorn = endsWithin(this.#path)
    syncFolder(folder)
    return this.#file
  }
}

/** Reads a ledger's file, the last erasure of each row; throws a `LedgerError` that says which line is wrong. */
export function readLedger(path: string): Erasure[] {
  const byRow = new Map<string, Erasure>()
  for (const [place, line] of linesOf(path).entries()) {
    // Half a line, of a write that was cut off, has not its end.
    if (!line.endsWith('}')) continue
    const parsed = erasure.safeParse(parsedJson(line))
    if (!parsed.success)
      throw new LedgerError(
        `${path} is damaged at line ${place + 1}. It says what has to stay erased: put back a copy of it, or take the line out`,
      )
    const { log, id, rev, at } = parsed.data
    const known = byRow.get(`${log} ${id}`)
    byRow.set(`${log} ${id}`, {
      log,
      id,
      rev: Math.max(rev, known?.rev ?? 0),
      at: Math.max(at, known?.at ?? 0),
    })
  }
  return [...byRow.values()]
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch (error) {
    throw new LedgerError(
      `the ledger of erasures can't be read: ${fileFault(error, path) ?? (error as Error).message}`,
    )
  }
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const endsWithin = (path: string): boolean => {
  const written = readFileSync(path)
  return written.length > 0 && written.at(-1) !== 0x0a
}

/** A new file's name is on disk when its folder is. */
function syncFolder(folder: string): void {
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
