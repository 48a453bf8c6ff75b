/**
 * What pages read over HTTP: lists, single things with their long texts, search. Rows are views, the same that the live
 * channel carries; who is shown what is not decided here.
 */
import { z } from 'zod'
import { limits } from '../domain/limits.ts'
import type { Entity } from '../domain/rows.ts'
import type { View } from '../domain/views.ts'
import * as field from './fields.ts'

/** The fields of a view are `domain/views.ts`'s; the document says only what all have in common. */
const defineView = <E extends Entity>(entity: E) =>
  z
    .looseObject({ entity: z.literal(entity), id: z.string(), changedSeq: z.int() })
    .meta({ id: `View_${entity}` }) as unknown as z.ZodType<View<E>, View<E>>

/** One schema each: a document defines a name once. */
const view = {
  session: defineView('session'),
  question: defineView('question'),
  answer: defineView('answer'),
  workItem: defineView('workItem'),
}

const words = z.record(z.string(), z.unknown())
const revision = z.object({ rev: z.int(), words })
const ok = z.literal(true)

const readAs = z.enum(['participant', 'expert', 'moderator']).default('participant')
export const readingQuery = z.strictObject({ as: readAs })
export const byCode = z.strictObject({ code: z.string().min(1).max(100) })
export const byQuestion = z.strictObject({ id: field.id, questionId: field.id })
export const byItem = z.strictObject({ id: field.id, itemId: field.id })

const fileKey = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)
export const byFile = z.strictObject({ id: field.id, questionId: field.id, fileId: field.id })
export const byFileKey = z.strictObject({ id: field.id, questionId: field.id, key: fileKey })
const wholeNumber = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
export const partQuery = z.strictObject({
  /** Any name: what it is kept as is the server's. */
  name: z.string().max(1_000),
  size: wholeNumber,
  from: wholeNumber,
})
export const fileTaken = z
  .object({
    ok,
    fileId: z.string(),
    /** How many bytes are here without a gap: the next part begins there. */
    received: z.int(),
    isDone: z.boolean(),
  })
  .meta({ id: 'FileTaken' })
export type FileTaken = z.infer<typeof fileTaken>

const attached = z.object({ name: z.string(), type: z.enum(['pdf', 'jpg', 'png', 'webp']), size: z.int() })

export const sessionsAnswer = z
  .object({
    ok,
    sessions: z.array(view.session),
    themes: z.array(z.object({ id: z.string(), label: z.string(), review: z.enum(['none', 'peer']) })),
    topics: z.array(
      z.object({ id: z.string(), themeId: z.string(), label: z.string(), shortLabel: z.string() }),
    ),
    /** The server's clock, in milliseconds. */
    now: z.int(),
  })
  .meta({ id: 'Sessions' })
export type SessionsAnswer = z.infer<typeof sessionsAnswer>

export const sessionAnswer = z.object({ ok, session: view.session }).meta({ id: 'Session' })
export type SessionAnswer = z.infer<typeof sessionAnswer>

const viewWith = <E extends Entity, More extends z.ZodRawShape>(entity: E, more: More) =>
  z.looseObject({
    entity: z.literal(entity),
    id: z.string(),
    changedSeq: z.int(),
    ...more,
  }) as unknown as z.ZodType<View<E> & z.infer<z.ZodObject<More>>, View<E> & z.infer<z.ZodObject<More>>>

export const questionAnswer = z
  .object({
    ok,
    question: view.question,
    words: words.nullable(),
    /** Earlier revisions, for those who see more than the public. */
    earlier: z.array(revision).readonly(),
    messages: z
      .array(viewWith('message', { text: z.string().nullable(), file: attached.nullable() }))
      .readonly(),
    answer: viewWith('answer', { words: words.nullable() }).nullable(),
    /** Published versions, oldest first, each whole. */
    versions: z.array(revision).readonly(),
    /** Whether the answer helps; of others only how many, and for those who work here. Null without an answer. */
    verdicts: z
      .object({
        mine: z.boolean().nullable(),
        helped: z.int().nullable(),
        different: z.int().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'QuestionPage' })
export type QuestionAnswer = z.infer<typeof questionAnswer>

/** Null takes back what was said. */
export const verdictRequest = z
  .strictObject({ helps: z.boolean().nullable() })
  .meta({ id: 'VerdictRequest', description: 'Whether the answer helps, or the case is another.' })

export const itemAnswer = z
  .object({
    ok,
    item: view.workItem,
    notes: z.array(viewWith('note', { words: words.nullable() })).readonly(),
    draft: z.object({ rev: z.int(), content: words, savedAt: z.int() }).nullable(),
    /** The revision under review, or the newest that was sent. */
    sent: revision.nullable(),
  })
  .meta({ id: 'ItemPage' })
export type ItemAnswer = z.infer<typeof itemAnswer>

export const draftsAnswer = z
  .object({
    ok,
    drafts: z.array(z.object({ id: z.string(), rev: z.int(), content: words, savedAt: z.int() })),
  })
  .meta({ id: 'Drafts' })
export type DraftsAnswer = z.infer<typeof draftsAnswer>

export const peopleAnswer = z
  .object({
    ok,
    people: z.array(
      z.object({
        actorId: z.string(),
        name: z.string(),
        initials: z.string(),
        role: z.enum(['expert', 'moderator']),
      }),
    ),
  })
  .meta({ id: 'People', description: 'Experts and moderators of a session, for one another.' })
export type PeopleAnswer = z.infer<typeof peopleAnswer>

const inSession = { sessionId: z.string(), sessionCode: z.string() }

export const latestAnswersAnswer = z
  .object({
    ok,
    answers: z.array(
      z.object({ ...inSession, questionId: z.string(), title: z.string(), view: view.answer }),
    ),
  })
  .meta({ id: 'LatestAnswers' })
export type LatestAnswersAnswer = z.infer<typeof latestAnswersAnswer>

export const mineAnswer = z
  .object({ ok, questions: z.array(z.object({ ...inSession, view: view.question })) })
  .meta({ id: 'MyQuestions' })
export type MineAnswer = z.infer<typeof mineAnswer>

const searchKind = z.enum(['question', 'answer'])

export const searchQuery = z.strictObject({
  q: z.string().max(limits.searchLength),
  sessionId: field.id.optional(),
  /** `question`, `answer`, or both with a comma. */
  kinds: z
    .string()
    .transform((raw) => raw.split(','))
    .pipe(z.array(searchKind).min(1).max(2))
    .optional(),
})
export const searchAnswer = z
  .object({
    ok,
    hits: z.array(
      z.object({
        ...inSession,
        kind: searchKind,
        /** The question found, or the first that the found answer answers: there is one hit a question. */
        questionId: z.string(),
        title: z.string(),
        /** The answer that the reader may see, if there is one. */
        answer: view.answer.nullable(),
        /** `marks` are where found words start and end, in code units of the text. */
        excerpt: z.object({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) }),
        closeness: z.enum(['all', 'near', 'part']),
      }),
    ),
  })
  .meta({ id: 'SearchHits' })
export type SearchAnswer = z.infer<typeof searchAnswer>

export const bodiesQuery = z.strictObject({ q: z.string().max(limits.searchLength) })
export const bodiesAnswer = z
  .object({
    ok,
    bodies: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.string(),
        region: z.string(),
        province: z.string().nullable(),
        residents: z.int().nullable(),
        /** Invented, for demonstrations. */
        fictional: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Bodies' })

const variables = z.array(z.string())

export const cannedAnswer = z
  .object({
    ok,
    texts: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        kind: z.string(),
        text: z.string(),
        variables,
        themes: z.array(z.string()),
      }),
    ),
    reasons: z.array(
      z.object({
        code: z.string(),
        outcome: z.enum(['not_accepted', 'redirected', 'edited']),
        label: z.string(),
        text: z.string(),
        variables,
      }),
    ),
    /** What each variable stands for, by its name in braces. */
    variables: z.record(z.string(), z.string()),
  })
  .meta({ id: 'CannedTexts' })
export type CannedAnswer = z.infer<typeof cannedAnswer>
