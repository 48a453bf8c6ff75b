/** What a program that rehearses a forum day sends and is given. */
import { z } from 'zod'
import { limits } from '../domain/limits.ts'

const count = (most: number) => z.int().min(1).max(most)

export const rehearsalRequest = z
  .strictObject({
    /** As many participants, each for a municipality of the registry. */
    bodies: count(limits.rehearsal.bodies),
    experts: count(limits.rehearsal.experts).default(4),
    moderators: count(limits.rehearsal.moderators).default(2),
    minutes: z.number().gt(0).max(limits.rehearsal.minutes),
    admission: z.enum(['open', 'reviewed']).default('open'),
  })
  .meta({ id: 'RehearsalRequest' })

const syntheticPerson = z.object({
  actorId: z.string(),
  role: z.enum(['participant', 'expert', 'moderator']),
  bodyName: z.string().nullable(),
  /** Shown this once; good for this rehearsal, until it ends. */
  token: z.string(),
})

export const rehearsalAnswer = z
  .object({
    ok: z.literal(true),
    sessionId: z.string(),
    code: z.string(),
    endsAt: z.int(),
    people: z.array(syntheticPerson),
  })
  .meta({ id: 'RehearsalStarted' })
export type RehearsalAnswer = z.infer<typeof rehearsalAnswer>

export const rehearsalsAnswer = z
  .object({
    ok: z.literal(true),
    /** Those of which something is left. */
    rehearsals: z.array(z.object({ sessionId: z.string(), code: z.string().nullable(), endsAt: z.int() })),
  })
  .meta({ id: 'Rehearsals' })
export type RehearsalsAnswer = z.infer<typeof rehearsalsAnswer>

export const loadAnswer = z
  .object({
    ok: z.literal(true),
    /** Processor time since the process began, in milliseconds; more than one core may have worked. */
    cpuMs: z.number(),
    upMs: z.number(),
    memoryBytes: z.int(),
  })
  .meta({ id: 'Load' })
export type LoadAnswer = z.infer<typeof loadAnswer>
