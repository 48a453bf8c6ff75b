/** A participant's forum day: the stream, my questions, the day's counts. */
import { formatsFor } from '../intl.ts'
import type { session as source } from '../it/session.ts'
import type { Like } from '../like.ts'

const { counted } = formatsFor('en')

export const session: Like<typeof source> = {
  stream: 'Questions and answers',
  mine: 'My questions',
  tabs: 'View',
  newMine: (count) => counted(count, 'new', 'new'),
  allThemes: 'All themes',
  theme: 'Theme',
  all: 'All',
  ask: 'Ask a question',
  leftToday: (left) => `${left} left today`,
  leftTodayLong: (left) => `You can send ${left} more today. Readers see the municipality, not your name.`,
  readAll: 'Read it all',
  readAllOf: (title) => `Read it all: ${title}`,
  vote: 'We need this too',
  inBrief: 'In brief:',
  expectedToday: 'Answer expected today',
  yours: 'Your question',
  onPhone: 'on the phone',
  empty: 'No questions on this theme yet. The first can be yours.',
  mineEmpty: 'Here you find your questions and how far they are.',
  moreRows: (count) => `${count} more`,
  howPlace: 'How the place is worked out',
  placeRule: 'First those with a deadline, of interest to more municipalities, or waiting longest.',
  edit: 'Edit',
  addDetail: 'Add a detail',
  withdraw: 'Withdraw',
  withdrawAsk: 'Withdraw this question? It will not go to the experts.',
  expertAsks: 'The expert asks',
  yourReply: 'Your reply',
  sendDetail: 'Send the detail',
  keepsPlace: 'You keep your place in the queue. The same expert replies, usually within an hour.',
  gone: 'Question withdrawn by its asker.',
  allMine: (count) => `All (${count})`,
  day: 'The day',
  received: 'Questions received',
  withOutcome: 'With an outcome',
  withoutOutcome: 'Still without an outcome',
}
