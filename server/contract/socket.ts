/**
 * The live channel's shapes: the envelope of a command, its acknowledgement, how a session is entered, and what is
 * pushed. Event names are the commands' own, `session:enter`, `cursor`, and the pushes below.
 */
import { z } from 'zod'
import type { Payloads } from '../domain/commands.ts'
import type { Gone, View } from '../domain/views.ts'
import type { ClientCommand, CommandResult } from './commands.ts'
import type { ErrorCode } from './errors.ts'
import * as field from './fields.ts'

/** A place in a session's log: a position and the first eight hex digits of that entry's hash; 0 is before all. */
export const cursor = z
  .strictObject({ seq: z.int().min(0), hash: z.string().regex(/^([0-9a-f]{8})?$/) })
  .meta({ id: 'Cursor' })
export type Cursor = z.infer<typeof cursor>

/** A key is made and kept by the client before it sends; the same key gives the same result for ever. */
export const commandKey = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)

export const envelope = z.strictObject({ key: commandKey, sessionId: field.id, payload: z.unknown() })
export type Envelope<T extends ClientCommand = ClientCommand> = {
  key: string
  sessionId: string
  payload: Payloads[T]
}

export const enterRequest = z
  .strictObject({
    sessionId: field.id,
    as: z.enum(['participant', 'expert', 'moderator']),
    cursor: cursor.optional(),
    protocol: z.int().min(1).max(1_000_000),
  })
  .meta({ id: 'EnterRequest' })
export type EnterRequest = z.infer<typeof enterRequest>

export const cursorReport = z.strictObject({ seq: z.int().min(0) }).meta({ id: 'CursorReport' })

/** Which item somebody of the staff looks at, and whether they write on it; nothing, or null, is none. Repeated while it lasts. */
export const presenceReport = z
  .strictObject({ looking: field.id.nullable().optional(), writing: z.boolean().optional() })
  .meta({ id: 'PresenceReport' })
export type PresenceReport = z.infer<typeof presenceReport>

export const failure = z
  .object({ ok: z.literal(false), code: z.string(), details: z.record(z.string(), z.unknown()).optional() })
  .meta({ id: 'Failure' })
export type Failure = { ok: false; code: ErrorCode; details?: Readonly<Record<string, unknown>> | undefined }

/** `at` is the server's clock, in milliseconds, at which the log took the command. */
export const commandAck = z
  .union([
    z.object({ ok: z.literal(true), seq: z.int(), at: z.int(), result: z.record(z.string(), z.unknown()) }),
    failure,
  ])
  .meta({ id: 'CommandAck' })
export type CommandAck = { ok: true; seq: number; at: number; result: CommandResult } | Failure

/** What entering answers: the reader's own actor id and the server's clock; rows follow as snapshot or frames. */
export const enterAck = z
  .union([
    z.object({
      ok: z.literal(true),
      actorId: z.string().nullable(),
      bodyId: z.string().nullable(),
      now: z.int(),
      resumed: z.boolean(),
    }),
    failure,
  ])
  .meta({ id: 'EnterAck' })
export type EnterAck =
  | { ok: true; actorId: string | null; bodyId: string | null; now: number; resumed: boolean }
  | Failure

/** A row as this reader may see it, or that it is gone for them. Its fields are `views.ts`'s. */
const change = z
  .looseObject({ entity: z.string(), id: z.string(), changedSeq: z.int(), gone: z.literal(true).optional() })
  .meta({ id: 'Change' })
export type ViewChange = View | Gone

export const frame = z
  .object({
    from: z.int(),
    to: z.int(),
    hash: z.string(),
    now: z.int(),
    changes: z.array(change),
    degraded: z.literal(true).optional(),
  })
  .meta({ id: 'Frame' })
export type Frame = {
  from: number
  to: number
  hash: string
  /** The server's clock when the frame was made. */
  now: number
  changes: ViewChange[]
  degraded?: true
}

/** One part of a snapshot, newest rows first; the client has it all when `part` is `parts`. */
export const snapshot = z
  .object({
    seq: z.int(),
    hash: z.string(),
    now: z.int(),
    part: z.int().min(1),
    parts: z.int().min(1),
    views: z.array(change),
  })
  .meta({ id: 'Snapshot' })
export type Snapshot = { seq: number; hash: string; now: number; part: number; parts: number; views: View[] }

/** The reader's own rights changed: enter again, from nothing. */
export const reenter = z.object({ reason: z.enum(['rights', 'login', 'restart']) }).meta({ id: 'Reenter' })
export type Reenter = z.infer<typeof reenter>

const count = z.int().min(0)
export const presentPeople = z.object({ participant: count, expert: count, moderator: count, feed: count })
export const presentLook = z.object({ itemId: z.string(), actorId: z.string(), writing: z.boolean() })

/** About how many are connected, by class, over all processes. Experts and moderators are told who looks at what, too. */
export const presence = z
  .object({
    sessionId: z.string(),
    people: presentPeople,
    looks: z.array(presentLook).optional(),
  })
  .meta({ id: 'Presence' })
export type PresencePush = z.infer<typeof presence>

export type ClientToServer = {
  [T in ClientCommand]: (envelope: Envelope<T>, ack: (answer: CommandAck) => void) => void
} & {
  'session:enter': (request: EnterRequest, ack: (answer: EnterAck) => void) => void
  'session:leave': (request: Record<string, never>, ack: (answer: { ok: true }) => void) => void
  /** Sent after each heartbeat and after each part of a snapshot. */
  cursor: (report: { seq: number }) => void
  presence: (report: PresenceReport) => void
}

export type ServerToClient = {
  frame: (frame: Frame) => void
  snapshot: (snapshot: Snapshot) => void
  reenter: (reason: Reenter) => void
  presence: (presence: PresencePush) => void
}

export const pushSchemas = { frame, snapshot, reenter, presence } as const
