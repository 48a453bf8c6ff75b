/** Searching questions and answers. */
import { formatsFor } from '../intl.ts'
import type { search as source } from '../it/search.ts'
import type { Like } from '../like.ts'

const { counted, date } = formatsFor('en')

export const search: Like<typeof source> = {
  title: 'Answers',
  field: 'Search the answers',
  submit: 'Search',
  found: (count) => counted(count, 'result', 'results'),
  nothing: (words) => `No answer for “${words}”. Try other words, or ask a question.`,
  start: 'Write one or more words (in Italian): singular and plural are both found.',
  answersQuestions: (count) => `Answers ${counted(count, 'question', 'questions')}`,
  asOf: (at) => `law as of ${date(at)}`,
}
