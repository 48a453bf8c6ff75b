/** From what came over the wire to what the contract says, or the code of what is wrong with it. */
import type { z } from 'zod'
import { ERROR_STATUS, type ErrorCode } from './contract/errors.ts'
import type { Failure } from './contract/socket.ts'

export type Parsed<T> = { readonly ok: true; readonly value: T } | Failure

const isCode = (message: string): message is ErrorCode => Object.hasOwn(ERROR_STATUS, message)

/** The first fault counts; `fallback` names it where the schema has no code of its own for it. */
export function parse<T>(schema: z.ZodType<T>, raw: unknown, fallback: ErrorCode): Parsed<T> {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return { ok: true, value: parsed.data }
  const [issue] = parsed.error.issues
  const code = issue && isCode(issue.message) ? issue.message : fallback
  // Where, and what kind of fault: never the value itself.
  return {
    ok: false,
    code,
    details: { path: issue?.path.map(String).join('.') ?? '', fault: issue?.code ?? '' },
  }
}
