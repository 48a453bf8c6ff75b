/** The one place that turns what was thrown into an answer: a code and facts about it, never prose, never content. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { ERROR_STATUS, type ErrorCode } from '../contract/errors.ts'
import type { Failure } from '../contract/socket.ts'
import { AppError } from '../errors.ts'
import { faultOf } from '../faults.ts'

/** Gives the code that was answered. */
export function answerFailure(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): Failure['code'] {
  const failure = failureOf(error)
  if (failure.code === 'internal') request.log.error({ fault: faultOf(error) }, 'bug')
  const waitMs = failure.details?.waitMs
  if (typeof waitMs === 'number') reply.header('retry-after', Math.ceil(waitMs / 1_000))
  sendFailure(reply, failure)
  return failure.code
}

export function sendFailure(reply: FastifyReply, failure: Failure): void {
  reply
    .code(ERROR_STATUS[failure.code])
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(failure)
}

const isCode = (message: string | undefined): message is ErrorCode =>
  message !== undefined && Object.hasOwn(ERROR_STATUS, message)

export function failureOf(error: FastifyError): Failure {
  if (error instanceof AppError)
    return { ok: false, code: error.code, ...(error.details ? { details: error.details } : {}) }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation
    // Where, and what kind of fault: never the value itself.
    const details = {
      path: first?.instancePath.slice(1).replaceAll('/', '.') ?? '',
      fault: first?.keyword ?? '',
    }
    return { ok: false, code: isCode(first?.message) ? first.message : 'request/invalid', details }
  }
  return { ok: false, code: codeOf(error.statusCode ?? 500) }
}

/** What the framework refuses by itself. A file that may not be seen is one that isn't there. */
function codeOf(status: number): ErrorCode {
  if (status === 413) return 'request/too-large'
  if (status === 415) return 'request/unsupported-type'
  if (status === 404 || status === 403) return 'request/not-found'
  if (status === 503) return 'service/unavailable'
  return status >= 400 && status < 500 ? 'request/invalid' : 'internal'
}
