/** A failure that the caller may see: a code and facts about it, never prose. */
import { ERROR_STATUS, type ErrorCode } from './contract/errors.ts'

export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(code: ErrorCode, details?: Readonly<Record<string, unknown>>) {
    super(code)
    this.code = code
    this.details = details
  }

  /** The HTTP status with which the failure is answered. */
  get statusCode(): number {
    return ERROR_STATUS[this.code]
  }
}
