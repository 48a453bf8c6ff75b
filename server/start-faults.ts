/** Why the server doesn't start, in one sentence for whoever starts it. What it has no sentence for is a bug. */
import { isPassing } from '../db/faults.ts'
import { codeOf, UnusableDatabaseError } from '../db/unusable.ts'
import { LedgerError } from './adapters/erasure-ledger.ts'
import { SecretError } from './adapters/secret.ts'
import { type Config, ConfigError } from './config.ts'

/** It can't listen where it was told to. */
class ListenError extends Error {
  override readonly name = 'ListenError'
}

type Place = Pick<Config, 'host' | 'port'>

const NOT_LISTENING: Readonly<Record<string, (place: Place) => string>> = {
  EADDRINUSE: ({ host, port }) =>
    `another program listens on ${host}:${port} already: stop it, or give another PORT`,
  EADDRNOTAVAIL: ({ host }) => `this machine has no address ${host}: correct HOST`,
  EACCES: ({ port }) => `this account may not listen on port ${port}: give a PORT above 1023`,
}

/** The error itself, where nothing plain can be said. */
export function notListening(error: unknown, place: Place): unknown {
  const why = NOT_LISTENING[codeOf(error)]?.(place)
  return why === undefined ? error : new ListenError(why, { cause: error })
}

const PLAIN = [SecretError, LedgerError, UnusableDatabaseError, ListenError]

/** Undefined for a bug, whose stack is what helps. */
export function whyNotStarted(error: unknown): string | undefined {
  if (error instanceof ConfigError) return error.message
  if (error instanceof Error && PLAIN.some((known) => error instanceof known))
    return `Quesiti can't start: ${error.message}`
  if (!isPassing(error)) return undefined
  return `Quesiti can't start: the database went away meanwhile (${codeOf(error) || 'its line was lost'}): start it again when that is up`
}
