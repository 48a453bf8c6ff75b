/**
 * What anybody may see. `audienceOf` says for whom a row is there, `viewFor` gives what such a reader is shown of it;
 * both look at the row alone.
 */
import { isReadable } from './machines.ts'
import type { ReaderClass } from './permissions.ts'
import type { AnswerRow, Entity, QuestionRow, Row, Rows, WorkItemRow } from './rows.ts'

/** A tag of an entry's audience: `public` is everybody who may enter the session. */
export type AudienceTag = 'public' | 'experts' | 'moderators' | `actor:${string}` | `body:${string}`

export type Reader = {
  readonly as: ReaderClass
  readonly actorId: string | null
  readonly bodyId: string | null
}

const STAFF: readonly AudienceTag[] = ['experts', 'moderators']
const PUBLIC: readonly AudienceTag[] = ['public']

/** For whom the row is there now. The asker's own tags stay beside `public`, since their view has more. */
export function audienceOf<E extends Entity>(entity: E, row: Rows[E]): readonly AudienceTag[] {
  return (AUDIENCES[entity] as (row: Row) => readonly AudienceTag[])(row)
}

const own = (row: { actorId: string; body: { id: string } | null }): AudienceTag[] =>
  row.body ? [`actor:${row.actorId}`, `body:${row.body.id}`] : [`actor:${row.actorId}`]

const AUDIENCES: { [E in Entity]: (row: Rows[E]) => readonly AudienceTag[] } = {
  session: () => PUBLIC,
  queue: () => PUBLIC,
  announcement: () => PUBLIC,
  question: (row) => (isOpenToAll(row) ? ['public', ...own(row), ...STAFF] : [...own(row), ...STAFF]),
  workItem: () => STAFF,
  answer: (row) => {
    if (!isReadable(row.status)) return STAFF
    if (row.reach === 'all') return ['public', ...STAFF]
    return row.reachBodyId ? [`body:${row.reachBodyId}`, ...STAFF] : STAFF
  },
  message: (row) =>
    row.toBodyId
      ? [`actor:${row.toActorId}`, `body:${row.toBodyId}`, ...STAFF]
      : [`actor:${row.toActorId}`, ...STAFF],
  note: () => STAFF,
  vote: (row) => [`actor:${row.actorId}`],
  follow: (row) => [`actor:${row.actorId}`],
  mute: (row) => [`actor:${row.id}`, 'moderators'],
}

/** Admitted, and not taken out again for what it says. A withdrawn one leaves a line in its place. */
const isOpenToAll = (row: QuestionRow): boolean =>
  row.admitted && row.status !== 'notAccepted' && row.status !== 'redirected' && row.status !== 'received'

/** Whether one of the tags names this reader. */
export const isNamed = (tags: readonly AudienceTag[], reader: Reader): boolean =>
  tags.some((tag) => {
    switch (tag) {
      case 'public':
        return true
      case 'experts':
        return reader.as === 'expert' || reader.as === 'moderator'
      case 'moderators':
        return reader.as === 'moderator'
      default:
        return isOwnTag(tag, reader)
    }
  })

/** Whether the tag names the reader as a person or as a body, so that they get a frame of their own. */
export const isOwnTag = (tag: AudienceTag, reader: Reader): boolean =>
  reader.as !== 'feed' &&
  ((reader.actorId !== null && tag === `actor:${reader.actorId}`) ||
    (reader.bodyId !== null && tag === `body:${reader.bodyId}`))

export type Head<E extends Entity> = { readonly entity: E; readonly id: string; readonly changedSeq: number }
export type Gone = Head<Entity> & { readonly gone: true }

/** What the reader is shown of the row, or null where it isn't there for them. */
export function viewFor<E extends Entity>(reader: Reader, entity: E, row: Rows[E]): View<E> | null {
  if (!isNamed(audienceOf(entity, row), reader)) return null
  const body = (VIEWS[entity] as (row: Row, reader: Reader) => object)(row, reader)
  return { entity, id: row.id, changedSeq: row.changedSeq, ...body } as View<E>
}

const isStaff = (reader: Reader): boolean => reader.as === 'expert' || reader.as === 'moderator'

const isOwn = (row: QuestionRow, reader: Reader): boolean => own(row).some((tag) => isOwnTag(tag, reader))

function questionView(row: QuestionRow, reader: Reader) {
  const mine = reader.as !== 'feed' && row.actorId === reader.actorId
  const full = isStaff(reader) || isOwn(row, reader)
  const isNamedBody = row.shown === 'body' || isOwn(row, reader)
  return {
    number: row.number,
    title: row.status === 'withdrawn' && !full ? null : (row.words?.title ?? null),
    textRev: row.textRev,
    themeId: row.themeId,
    topicId: row.topicId,
    status: row.status,
    step: row.step,
    askedAt: row.askedAt,
    statusAt: row.statusAt,
    parkedUntil: row.parkedUntil,
    // Experts work without names; what they need of a body is in `facts`.
    bodyName: isNamedBody && reader.as !== 'expert' ? (row.body?.name ?? null) : null,
    region: row.body?.region ?? null,
    bodyKind: row.body?.kind ?? null,
    joinedTo: row.joinedTo,
    joinedToNumber: row.joinedToNumber,
    answerId: row.answerId,
    bodies: row.bodies,
    persons: row.persons,
    followers: row.followers,
    edited: row.editedBy,
    carriedTo: row.carriedTo,
    ...(mine ? { mine: true as const } : {}),
    ...(full
      ? {
          shown: row.shown,
          reason: row.reason,
          deadline: row.deadline,
          followUps: row.followUps,
          admitted: row.admitted,
          workItemId: row.workItemId,
        }
      : {}),
    ...(isStaff(reader) ? { askerRole: row.askerRole, facts: bodyFacts(row) } : {}),
    ...(reader.as === 'moderator' ? { askerId: row.actorId } : {}),
  }
}

const bodyFacts = (row: QuestionRow) =>
  row.body && {
    kind: row.body.kind,
    region: row.body.region,
    residents: row.body.residents,
    mountain: row.body.mountain,
    island: row.body.island,
  }

function workItemView(row: WorkItemRow) {
  const { changedSeq: _seq, id: _id, questionIds, ...rest } = row
  return { ...rest, questions: questionIds.length }
}

function answerView(row: AnswerRow, reader: Reader) {
  const staff = isStaff(reader)
  return {
    questions: row.questionIds.length,
    status: row.status,
    reach: row.reach,
    topicId: row.topicId,
    inBrief: row.words?.inBrief ?? null,
    textRev: row.textRev,
    versions: row.publishedRevs.length,
    publishedAt: row.publishedAt,
    correctedAt: row.correctedAt,
    lawAsOf: row.words?.lawAsOf ?? null,
    verified: row.reviewerId !== null,
    ...(staff
      ? {
          workItemId: row.workItemId,
          authorId: row.authorId,
          reviewerId: row.reviewerId,
          rev: row.rev,
          pendingRev: row.pendingRev,
        }
      : {}),
  }
}

const VIEWS = {
  session: (row: Rows['session']) => ({
    code: row.code,
    kind: row.kind,
    title: row.title,
    phase: row.phase,
    paused: row.paused,
    held: row.held,
    opensAt: row.opensAt,
    liveAt: row.liveAt,
    closesAt: row.closesAt,
    breakFrom: row.breakFrom,
    breakTo: row.breakTo,
    visibility: row.visibility,
    admission: row.admission,
    rehearsal: row.rehearsal,
    themeIds: row.themeIds,
    asksPerPerson: row.asksPerPerson,
    asksPerBody: row.asksPerBody,
  }),
  question: questionView,
  workItem: workItemView,
  answer: answerView,
  message: (row: Rows['message'], reader: Reader) => ({
    questionId: row.questionId,
    kind: row.kind,
    at: row.at,
    textRev: row.textRev,
    // Only of whom the row names: what staff share is made once for all of them.
    mine: row.actorId === reader.actorId && row.toActorId === reader.actorId,
  }),
  note: (row: Rows['note']) => ({
    workItemId: row.workItemId,
    kind: row.kind,
    actorId: row.actorId,
    mentions: row.mentions,
    at: row.at,
    textRev: row.textRev,
  }),
  vote: (row: Rows['vote']) => ({ questionId: row.questionId, on: row.on }),
  follow: (row: Rows['follow']) => ({ questionId: row.questionId, on: row.on }),
  mute: (row: Rows['mute']) => ({ on: row.on, until: row.until }),
  queue: (row: Rows['queue']) => ({
    order: row.order,
    asked: row.asked,
    answered: row.answered,
    open: row.open,
  }),
  announcement: (row: Rows['announcement']) => ({
    on: row.on,
    at: row.at,
    until: row.until,
    text: row.on ? (row.words?.text ?? null) : null,
  }),
} satisfies { [E in Entity]: (row: Rows[E], reader: Reader) => object }

export type View<E extends Entity = Entity> = {
  [K in E]: Head<K> & ReturnType<(typeof VIEWS)[K]>
}[E]
