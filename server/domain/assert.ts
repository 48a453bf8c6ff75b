/** What a programmer may rely on: a broken one is a bug, never an answer to a caller. */

export class BugError extends Error {
  override readonly name = 'BugError'
}

export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new BugError(what)
}

/** The value, where its absence would be a bug. */
export function must<T>(value: T | null | undefined, what = 'a value must be there'): T {
  if (value === null || value === undefined) throw new BugError(what)
  return value
}
