/** What the search index of a forum must hold, worked out from its rows by the rules in their own words, not by its code. */
import { dialect } from '../../db/columns.ts'
import type { Store } from '../../db/open.ts'
import type { AnswerRow, QuestionRow } from '../../server/domain/rows.ts'
import type { Forum } from './forum.ts'

type Expected = { kind: string; id: string; reach: string; title: string }

const questionEntry = ({ id, status, admitted, words }: QuestionRow): Expected[] => {
  if (!words || status === 'carried') return []
  const isTakenBack = ['notAccepted', 'redirected', 'received', 'withdrawn'].includes(status)
  return [
    { kind: 'question', id, reach: admitted && !isTakenBack ? 'everyone' : 'staff', title: words.title },
  ]
}

const answerEntry = ({ id, status, reach, words }: AnswerRow): Expected[] =>
  !words || ['inReview', 'returned', 'withdrawn'].includes(status)
    ? []
    : [{ kind: 'answer', id, reach: reach === 'all' ? 'everyone' : 'staff', title: words.inBrief }]

const sorted = (entries: readonly Expected[]): string[] =>
  entries.map(({ kind, id, reach, title }) => `${kind} ${id} ${reach} ${title}`).sort()

/** How the index differs from the rows of the forum's session, or null. */
export async function indexFault({ store, room, sessionId }: Forum): Promise<object | null> {
  const { state } = (await room()).room
  const expected = sorted([
    ...state.list('question').flatMap(questionEntry),
    ...state.list('answer').flatMap(answerEntry),
  ])
  const found = sorted(
    await store.read.sql.all<Expected>(
      'SELECT kind, entity_id AS id, reach, title FROM search_entry WHERE session_id = ?',
      sessionId,
    ),
  )
  const isSame = expected.join('\n') === found.join('\n') && (await haveStems(store))
  return isSame ? null : { expected, found }
}

/** On SQLite the stems are rows of their own: one for each entry. */
async function haveStems(store: Store): Promise<boolean> {
  if (dialect === 'postgres') return true
  const [counts] = await store.read.sql.all<{ entries: number; stems: number }>(
    'SELECT (SELECT count(*) FROM search_entry) AS entries, (SELECT count(*) FROM search_stem) AS stems',
  )
  return counts?.entries === counts?.stems
}
