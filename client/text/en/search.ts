/** Searching questions and answers. */
import { formatsFor } from '../intl.ts'
import type { search as source } from '../it/search.ts'
import type { Like } from '../like.ts'

const { counted, time, weekday } = formatsFor('en')

export const search: Like<typeof source> = {
  title: 'Answers',
  field: 'Search the answers',
  submit: 'Search',
  found: (count) => counted(count, 'result', 'results'),
  nothing: (words) => `No answer for “${words}”. Try other words, or ask a question.`,
  answersQuestions: (count) => `Answers ${counted(count, 'question', 'questions')}`,
  titleOf: (words) => `“${words}” in the answers`,
  lists: 'Lists',
  waitingList: 'Waiting',
  waiting: 'Not answered yet',
  verified: 'Reviewed',
  lawAsOf: (day) => `Law as of ${day}`,
  toRecheck: 'To be re-checked: the law has changed',
  superseded: 'Superseded by a newer answer',
  day: 'Day',
  allDays: 'All days',
  notThere: 'Not there?',
  notThereOpen: (title) => `The forum “${title}” takes questions now.`,
  notThereNext: (liveAt, opensAt) =>
    `The forum of ${weekday(liveAt)} opens to questions on ${weekday(opensAt)}, ${time(opensAt)}.`,
}
