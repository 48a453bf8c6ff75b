/**
 * Where a question stands, as participants are told: which chip, and the sentence under it for its asker. The one place
 * that reads status, step, answer and queue together. Knows no component.
 */
import { limits } from '../../../server/domain/limits.ts'
import { dayInRome } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'
import { workingDaysAfter } from '../../../server/domain/working-days.ts'
import type { QuestionView, SessionState } from '../../state/session.ts'
import { t } from '../../text/text.ts'
import type { ShownStatus } from '../../ui/status-chip.tsx'

/** What is not known is left out; the words then promise less. */
export type StatusFacts = {
  readonly question: QuestionView
  readonly now: number
  readonly answer?: View<'answer'> | undefined
  readonly place?: number | null | undefined
  /** The expert waits for this question's asker, not for another of those joined with it. */
  readonly isAsked?: boolean | undefined
  readonly session?: View<'session'> | undefined
  /** When the day begins that it was carried to. */
  readonly carriedAt?: number | undefined
}

const MINUTE_MS = 60_000

/** Everything that an open session knows of one of its questions. */
export function factsIn(state: SessionState, question: QuestionView, now: number): StatusFacts {
  return {
    question,
    now,
    answer: question.answerId === null ? undefined : state.answer(question.answerId).value,
    place: state.placeOf(question.id),
    isAsked: isAsked(state.messagesOf(question.id).value),
    session: state.session.value,
  }
}

/** The newest of request and reply is a request. */
export const isAsked = (messages: readonly Pick<View<'message'>, 'kind'>[]): boolean =>
  messages.findLast(({ kind }) => kind === 'infoRequest' || kind === 'infoReply')?.kind === 'infoRequest'

/** `FD2-180` is n. 180 in its own session; one that was carried there keeps its whole number. */
export function questionNumber(number: string, sessionCode?: string): string {
  const [, code, count] = /^(.+)-(\d+)$/.exec(number) ?? []
  if (count === undefined) return number
  return sessionCode === undefined || sessionCode === code ? count : number
}

export function shownStatus(facts: StatusFacts): ShownStatus {
  const { question, carriedAt } = facts
  switch (question.status) {
    case 'received':
    case 'notAccepted':
    case 'redirected':
    case 'withdrawn':
      return { kind: question.status }
    case 'carried':
      return { kind: 'carried', until: carriedAt }
    case 'answered':
      return answerStatus(facts)
    case 'joined':
      return joinedStatus(facts)
    case 'published':
    case 'beingAnswered':
      return stepStatus(facts)
  }
}

function answerStatus({ answer }: StatusFacts): ShownStatus {
  if (answer?.status === 'corrected') return { kind: 'corrected' }
  return { kind: answer?.status === 'toRecheck' ? 'toRecheck' : 'answered' }
}

function joinedStatus(facts: StatusFacts): ShownStatus {
  const { question, isAsked: asked = false } = facts
  if (question.answerId !== null && question.step === 'done') return answerStatus(facts)
  if (question.step === 'waiting' && asked) return { kind: 'waiting' }
  return { kind: 'joined', to: questionNumber(question.joinedToNumber ?? '', facts.session?.code) }
}

function stepStatus({ question, place, isAsked: asked = false }: StatusFacts): ShownStatus {
  switch (question.step) {
    case 'new':
      return { kind: 'published' }
    case 'queued':
      return { kind: 'queued', place: place ?? undefined }
    case 'waiting':
      return { kind: question.mine && asked ? 'waiting' : 'waitingOthers' }
    case 'parked':
      return { kind: 'parked', until: question.parkedUntil ?? undefined }
    case 'claimed':
    case 'inReview':
    case 'live':
      return { kind: question.step }
    case 'done':
      return { kind: 'answeredLive' }
  }
}

export function statusSentence(facts: StatusFacts): string {
  const { question, now, answer, session } = facts
  const words = t.status.sentence
  const status = shownStatus(facts)
  if (question.status === 'joined' && status.kind !== 'joined' && status.kind !== 'waiting')
    return words.joinedWhy(questionNumber(question.joinedToNumber ?? '', session?.code))
  switch (status.kind) {
    case 'received':
      return session?.phase === 'collecting'
        ? words.receivedEarly
        : words.received(limits.triageWithinMs / MINUTE_MS)
    case 'published':
    case 'queued':
      return `${words.sent(whenOf(question.askedAt, now))} ${promiseOf(facts)}`
    case 'claimed':
      return words.claimed(whenOf(question.statusAt, now), limits.writingUsuallyMs / MINUTE_MS)
    case 'answered':
      return question.step === 'done' ? words.answered : words.followUp
    case 'corrected':
      return words.corrected(whenOf(answer?.correctedAt ?? question.statusAt, now))
    case 'answeredLive':
      return words.answeredLive(whenOf(question.statusAt, now), answerBy(facts))
    case 'withdrawn':
      return words.withdrawn(whenOf(question.statusAt, now))
    case 'unsentLong':
      return words.unsent
    default:
      return words[status.kind]
  }
}

/** By when there is an answer: some working days after the day on which it is dealt with. */
export const answerBy = ({ question, session }: Pick<StatusFacts, 'question' | 'session'>): number =>
  workingDaysAfter(Math.max(question.askedAt, session?.liveAt ?? 0), limits.answerWithinWorkingDays)

function promiseOf(facts: StatusFacts): string {
  const { now, session } = facts
  const words = t.status.sentence
  const byDay = answerBy(facts)
  if (session?.phase === 'scheduled' || session?.phase === 'collecting') {
    return isSameDay(session.liveAt, now) ? words.answerToday(byDay) : words.answerOn(session.liveAt, byDay)
  }
  return session?.phase === 'live' ? words.answerToday(byDay) : words.answerBy(byDay)
}

export const isSameDay = (one: number, two: number): boolean => dayInRome(one) === dayInRome(two)

/** `alle 15:31`, or with its day where that is not today. */
export const whenOf = (at: number, now: number): string =>
  isSameDay(at, now) ? t.status.atTime(at) : t.status.onDay(at)
