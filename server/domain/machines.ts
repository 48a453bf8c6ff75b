/**
 * The three state machines as tables: which move is allowed from which status, and where it leads. Server and buttons
 * read the same tables.
 */

export const QUESTION_STATUSES = [
  'received',
  'published',
  'beingAnswered',
  'answered',
  'notAccepted',
  'redirected',
  'joined',
  'withdrawn',
  'carried',
] as const
export type QuestionStatus = (typeof QUESTION_STATUSES)[number]

export const WORK_ITEM_STATUSES = [
  'new',
  'queued',
  'claimed',
  'waiting',
  'inReview',
  'parked',
  'live',
  'done',
] as const
export type WorkItemStatus = (typeof WORK_ITEM_STATUSES)[number]

export const ANSWER_STATUSES = [
  'inReview',
  'returned',
  'published',
  'corrected',
  'superseded',
  'toRecheck',
  'withdrawn',
] as const
export type AnswerStatus = (typeof ANSWER_STATUSES)[number]

type Machine<Status extends string> = Readonly<
  Record<string, { readonly from: readonly Status[]; readonly to: Status | 'same' }>
>

export const questionMoves = {
  admit: { from: ['received'], to: 'published' },
  unadmit: { from: ['published'], to: 'received' },
  edit: { from: ['received', 'published'], to: 'same' },
  withdraw: { from: ['received', 'published'], to: 'withdrawn' },
  refuse: { from: ['received', 'published'], to: 'notAccepted' },
  redirect: { from: ['received', 'published'], to: 'redirected' },
  restore: { from: ['notAccepted', 'redirected'], to: 'published' },
  classify: { from: ['received', 'published', 'beingAnswered'], to: 'same' },
  rewrite: { from: ['received', 'published', 'beingAnswered', 'answered'], to: 'same' },
  split: { from: ['received', 'published', 'beingAnswered'], to: 'same' },
  inform: { from: ['received', 'published', 'beingAnswered'], to: 'same' },
  join: { from: ['received', 'published', 'beingAnswered'], to: 'joined' },
  unjoin: { from: ['joined'], to: 'published' },
  claim: { from: ['published'], to: 'beingAnswered' },
  release: { from: ['beingAnswered'], to: 'published' },
  answer: { from: ['published', 'beingAnswered'], to: 'answered' },
  followUp: { from: ['answered'], to: 'answered' },
  reopen: { from: ['answered'], to: 'published' },
  carry: { from: ['received', 'published'], to: 'carried' },
  uncarry: { from: ['carried'], to: 'published' },
} as const satisfies Machine<QuestionStatus>
export type QuestionMove = keyof typeof questionMoves

export const workItemMoves = {
  queue: { from: ['new'], to: 'queued' },
  unqueue: { from: ['queued'], to: 'new' },
  claim: { from: ['queued'], to: 'claimed' },
  renew: { from: ['claimed'], to: 'claimed' },
  release: { from: ['claimed'], to: 'queued' },
  expire: { from: ['claimed'], to: 'queued' },
  handOver: { from: ['claimed'], to: 'claimed' },
  takeOver: { from: ['claimed'], to: 'claimed' },
  askMore: { from: ['claimed'], to: 'waiting' },
  hear: { from: ['waiting'], to: 'queued' },
  review: { from: ['claimed'], to: 'inReview' },
  return: { from: ['inReview'], to: 'claimed' },
  park: { from: ['queued', 'claimed', 'waiting'], to: 'parked' },
  unpark: { from: ['parked'], to: 'queued' },
  answer: { from: ['claimed', 'inReview'], to: 'done' },
  finish: { from: ['new', 'queued', 'claimed', 'waiting', 'parked', 'live'], to: 'done' },
  requeue: { from: ['done'], to: 'queued' },
} as const satisfies Machine<WorkItemStatus>
export type WorkItemMove = keyof typeof workItemMoves

export const answerMoves = {
  send: { from: ['returned'], to: 'inReview' },
  return: { from: ['inReview'], to: 'returned' },
  publish: { from: ['inReview', 'returned', 'withdrawn'], to: 'published' },
  correct: { from: ['published', 'corrected', 'toRecheck'], to: 'corrected' },
  supersede: { from: ['published', 'corrected', 'toRecheck'], to: 'superseded' },
  recheck: { from: ['published', 'corrected'], to: 'toRecheck' },
  withdraw: { from: ['published', 'corrected', 'superseded', 'toRecheck'], to: 'withdrawn' },
} as const satisfies Machine<AnswerStatus>
export type AnswerMove = keyof typeof answerMoves

export const questionCan = (move: QuestionMove, status: QuestionStatus): boolean =>
  (questionMoves[move].from as readonly QuestionStatus[]).includes(status)

export const workItemCan = (move: WorkItemMove, status: WorkItemStatus): boolean =>
  (workItemMoves[move].from as readonly WorkItemStatus[]).includes(status)

export const answerCan = (move: AnswerMove, status: AnswerStatus): boolean =>
  (answerMoves[move].from as readonly AnswerStatus[]).includes(status)

/** Whether its asker can put a file beside it: while somebody still works on it. */
export const takesFiles = ({ status, step }: { status: QuestionStatus; step: WorkItemStatus }): boolean =>
  questionCan('inform', status) || ((status === 'joined' || status === 'answered') && step !== 'done')

/** An answer that readers see. */
export const isReadable = (status: AnswerStatus): boolean =>
  status !== 'inReview' && status !== 'returned' && status !== 'withdrawn'

/** A question that has come to an end of some kind: the public count of those without is zero when a day is over. */
export const hasOutcome = (status: QuestionStatus): boolean =>
  status !== 'received' && status !== 'published' && status !== 'beingAnswered'
