/** What a log may say of an error: its kind and where it happened. What people wrote never gets there with it. */

/** Errors of the language and our own assertions speak of code; any other's message may quote what was sent. */
const SPEAKS_OF_CODE = new Set(['TypeError', 'ReferenceError', 'RangeError', 'BugError', 'AppError'])

export type Fault = {
  readonly type: string
  readonly code?: string
  readonly message?: string
  readonly at?: readonly string[]
  readonly cause?: Fault
}

export function faultOf(error: unknown, depth = 0): Fault {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(SPEAKS_OF_CODE.has(error.name) ? { message: error.message } : {}),
    at: placesOf(error.stack ?? ''),
    ...(error.cause !== undefined && depth < 3 ? { cause: faultOf(error.cause, depth + 1) } : {}),
  }
}

/** The frames of a stack without the message above them, which may have several lines. */
const placesOf = (stack: string): string[] =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
