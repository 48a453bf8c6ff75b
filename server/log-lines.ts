/**
 * What may stand in a line of the log, whoever writes it: we, the framework, a plugin. Numbers, and words that the code
 * itself has; of people, and of what they sent, nothing. It doesn't know what happened.
 */
import { faultOf, withoutQuotes } from './faults.ts'

/** Whose values are words of ours: a route as it is declared, a code, an address of our own. */
const OWN_WORDS: ReadonlySet<string> = new Set(['method', 'route', 'mode', 'url', 'signal', 'why'])
const FAULTS: ReadonlySet<string> = new Set(['err', 'error', 'fault'])

type Line = Record<string, unknown>
type Method = (this: unknown, line: Line, message: string) => void

/** For the framework's logger. Whatever else it is told goes no further. */
export const logLines = (level: string) => ({
  level,
  base: null,
  formatters: { log: kept },
  hooks: {
    logMethod(this: unknown, said: unknown[], method: unknown): void {
      const [first, second] = said
      const line = typeof first === 'string' ? {} : first instanceof Error ? { err: first } : first
      const message = typeof first === 'string' ? first : second
      // Without a message the line would get the error's own; and what is to be put into one is content.
      ;(method as Method).call(this, (line ?? {}) as Line, messageOf(message))
    },
  },
})

const messageOf = (message: unknown): string =>
  typeof message === 'string' ? withoutQuotes(message) : 'fault'

export function kept(line: Line): Line {
  const left: Line = {}
  for (const [name, value] of Object.entries(line)) {
    if (FAULTS.has(name)) left.fault = isFault(value) ? value : faultOf(value)
    else if (typeof value === 'number' || typeof value === 'boolean') left[name] = value
    else if (typeof value === 'string' && OWN_WORDS.has(name)) left[name] = value
  }
  return left
}

/** Made by `faultOf` already. */
const isFault = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !(value instanceof Error) && 'type' in value
