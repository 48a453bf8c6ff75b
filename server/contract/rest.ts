/** What travels over HTTP, beside the live channel: bodies, answers, and the one shape of a failure. */
import { z } from 'zod'
import { limits } from '../domain/limits.ts'
import { ROLES, type Scope } from '../domain/permissions.ts'
import { isStorable } from '../domain/text.ts'
import * as field from './fields.ts'
import { failure } from './socket.ts'

/** The answers of a route: its own on success, the failure's shape on any other. */
export const answers = <T extends z.ZodType>(success: T) =>
  ({ 200: success, '4xx': failure, '5xx': failure }) as const

export const done = z.object({ ok: z.literal(true) }).meta({ id: 'Done' })

export const locale = z.enum(['it', 'en'])

export const email = z
  .string()
  .max(limits.emailLength)
  .refine(isStorable, { error: 'text/invalid', abort: true })
  .trim()
  .pipe(z.email())

const secret = z.string().regex(/^[A-Za-z0-9_-]{20,100}$/)

export const codeRequest = z.strictObject({ email, locale: locale.optional() }).meta({ id: 'CodeRequest' })
export const signInRequest = z
  .strictObject({ email, code: z.string().regex(new RegExp(`^\\d{${limits.codeDigits}}$`)) })
  .meta({ id: 'SignInRequest' })

export const role = z.enum(ROLES)
export const scope = z
  .string()
  .regex(/^(edition|(session|theme|topic|body):[A-Za-z0-9][A-Za-z0-9_:.-]{0,99})$/)
  .transform((raw) => raw as Scope)

const grantView = z.object({ role, scope: z.string() }).meta({ id: 'Grant' })

const bodyView = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    region: z.string(),
    /** What answers make conditions of; not every client is told. */
    residents: z.int().nullable().optional(),
    mountain: z.boolean().optional(),
  })
  .meta({ id: 'OwnBody' })

export const meAnswer = z
  .object({
    ok: z.literal(true),
    /** The server's clock, in milliseconds. */
    now: z.int(),
    /** Where codes can be read on this machine, in demo and development alone. */
    outbox: z.string().nullable(),
    me: z
      .object({
        actorId: z.string(),
        email: z.string(),
        name: z.string(),
        locale: locale.nullable(),
        office: z.string().nullable(),
        body: bodyView.nullable(),
        grants: z.array(grantView),
        expiresAt: z.int(),
      })
      .nullable(),
  })
  .meta({ id: 'Me' })
export type MeAnswer = z.infer<typeof meAnswer>

export const meChange = z.strictObject({ locale }).meta({ id: 'MeChange' })

export const grantRequest = z
  .strictObject({
    email,
    name: field.line(limits.personNameLength).optional(),
    role,
    scope: scope.default('edition'),
    office: field.line(limits.officeLength).optional(),
  })
  .meta({ id: 'GrantRequest' })
export const grantAnswer = z
  .object({ ok: z.literal(true), grantId: z.string(), actorId: z.string(), isNew: z.boolean() })
  .meta({ id: 'Granted' })
export const grantsAnswer = z
  .object({
    ok: z.literal(true),
    grants: z.array(
      z.object({
        id: z.string(),
        email: z.string(),
        name: z.string(),
        role,
        scope: z.string(),
        office: z.string().nullable(),
        grantedAt: z.int(),
      }),
    ),
    /** Give it back as `after` for the next page; null where there is none. */
    next: z.int().nullable(),
  })
  .meta({ id: 'Grants' })

export const passRequest = z.strictObject({ sessionId: field.id }).meta({ id: 'PassRequest' })
export const passesQuery = z.strictObject({ sessionId: field.id })
export const passAnswer = z
  .object({ ok: z.literal(true), id: z.string(), url: z.string() })
  .meta({ id: 'PassIssued', description: 'The link is shown this once; its secret is in the fragment.' })
export const passExchange = z.strictObject({ pass: secret }).meta({ id: 'PassExchange' })
export const passExchanged = z
  .object({ ok: z.literal(true), sessionId: z.string() })
  .meta({ id: 'PassExchanged' })
export const passesAnswer = z
  .object({ ok: z.literal(true), passes: z.array(z.object({ id: z.string(), issuedAt: z.int() })) })
  .meta({ id: 'Passes' })

export const byId = z.strictObject({ id: field.id })
