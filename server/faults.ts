/** What a log may say of an error: its kind and where it happened. What people wrote never gets there with it. */

/** Assertions of our own and errors of the language speak of code; any other's message may quote what was sent. */
const SPEAKS_OF_CODE = new Set(['TypeError', 'ReferenceError', 'BugError', 'AppError'])
const PLACES = 8
const CODE = /^[\w-]{1,60}$/

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
  // Node's own errors have a code, and quote the value that they refuse.
  const isOurs = SPEAKS_OF_CODE.has(error.name) && (code === undefined || error.name === 'AppError')
  return {
    type: CODE.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && CODE.test(code.replaceAll('/', '-')) ? { code } : {}),
    ...(isOurs ? { message: withoutQuotes(error.message) } : {}),
    at: placesOf(error),
    ...(error.cause !== undefined && depth < 3 ? { cause: faultOf(error.cause, depth + 1) } : {}),
  }
}

/** `Cannot read properties of undefined (reading '…')`: the name of a property may be a value, too. */
export const withoutQuotes = (message: string): string =>
  message.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, (quoted) => `${quoted.at(0)}…${quoted.at(0)}`)

/** The frames of a stack without the message above them, which may have several lines that look like frames. */
function placesOf({ stack = '', message }: Error): string[] {
  const end = message === '' ? -1 : stack.indexOf(message)
  return stack
    .slice(end < 0 ? 0 : end + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, PLACES)
    .map((line) => line.trim())
}
