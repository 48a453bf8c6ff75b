/**
 * What search finds for the title that is read: open questions that may be the same one, to be joined, and answers to
 * cite. Never a percentage: the shared words are marked instead.
 */
import { useEffect, useState } from 'preact/hooks'
import type { SearchAnswer } from '../../../../server/contract/reads.ts'
import { questionCan } from '../../../../server/domain/machines.ts'
import { useKeys } from '../../../components/keys/use-keys.ts'
import { useRead } from '../../../components/use-read.ts'
import { countShared } from '../../../state/desk/shared-words.ts'
import type { QuestionView } from '../../../state/session.ts'
import type { ItemView } from '../../../state/work.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { UndoNote } from '../../../ui/undo-note.tsx'
import { type Desk, useDesk } from '../desk.ts'
import { failureSentence } from '../failure-sentence.ts'
import { AnswersToCite } from './answers-to-cite.tsx'
import { SimilarQuestion } from './similar-question.tsx'
import { useDifferent } from './use-different.ts'

const PROPOSED_AT_MOST = 3
const UNDO_FOR_MS = 30_000
const OPEN: ReadonlySet<ItemView['status']> = new Set(['new', 'queued', 'claimed', 'waiting', 'parked'])

type Props = { item: ItemView; lead: QuestionView; text: string }

export function SimilarQuestions({ item, lead, text }: Props) {
  const desk = useDesk()
  const { hits = [] } =
    useRead<SearchAnswer>(`/api/search?q=${encodeURIComponent(searched(lead))}`).found ?? {}
  const different = useDifferent(item.leadId)
  const { joined, failure, join, undo } = useJoining(item)
  const isOpen = OPEN.has(item.status)
  const proposed = isOpen ? proposedOf(desk, { item, lead }, hits).filter(({ id }) => !different.has(id)) : []
  const [first] = proposed
  const { compared } = desk
  const compare = (id: string) => {
    compared.value = compared.peek() === id ? null : id
  }
  const isStale = compared.value !== null && !proposed.some(({ id }) => id === compared.value)
  useEffect(() => {
    // Joined, or said to be different: there is nothing to compare any more.
    if (isStale) compared.value = null
  }, [isStale, compared])
  useKeys(
    first
      ? {
          join: () => void join(first),
          different: () => different.add(first.id),
          compare: () => compare(first.id),
        }
      : {},
    desk.letters,
  )
  return (
    <>
      {joined && <UndoNote message={w.joinedDone(joined.title ?? '')} onUndo={() => void undo()} />}
      {proposed.length > 0 && (
        <section class="item-section">
          <h3 class="section-head">
            {t.desk.maybeSame} <span class="section-head__count">{proposed.length}</span>
          </h3>
          {proposed.map((question, place) => (
            <SimilarQuestion
              key={question.id}
              question={question}
              known={`${lead.title} ${text}`}
              hasKeys={place === 0}
              onJoin={() => void join(question)}
              onDifferent={() => different.add(question.id)}
              onCompare={() => compare(question.id)}
            />
          ))}
        </section>
      )}
      {failure && (
        <p class="field__error" role="alert">
          {failure}
        </p>
      )}
      <AnswersToCite hits={hits} item={item} />
    </>
  )
}

const searched = (lead: QuestionView): string => (lead.title ?? '').slice(0, 200)

/** Open questions of this session that lead an item of their own. One that search finds by a part needs two words in common. */
function proposedOf(
  { state }: Desk,
  read: { item: ItemView; lead: QuestionView },
  hits: SearchAnswer['hits'],
) {
  const { item, lead } = read
  return hits
    .filter(({ kind, sessionId }) => kind === 'question' && sessionId === state.sessionId)
    .filter(({ closeness, title }) => closeness !== 'part' || countShared(lead.title ?? '', title) >= 2)
    .flatMap(({ questionId }) => state.question(questionId).value ?? [])
    .filter(({ id, status, workItemId }) => {
      if (workItemId === undefined || workItemId === item.id || !questionCan('join', status)) return false
      return state.item(workItemId).value?.leadId === id
    })
    .slice(0, PROPOSED_AT_MOST)
}

/** Joining, and for half a minute the way back in its place. */
function useJoining(item: ItemView) {
  const desk = useDesk()
  const [joined, setJoined] = useState<QuestionView | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const join = async (question: QuestionView) => {
    const answer = await desk.call('item:join', { itemId: item.id, questionId: question.id })
    setFailure(answer.ok ? null : failureSentence(desk, answer))
    if (!answer.ok) return
    setJoined(question)
    setTimeout(() => setJoined((now) => (now?.id === question.id ? null : now)), UNDO_FOR_MS)
  }
  const undo = async () => {
    if (!joined) return
    const answer = await desk.call('item:unjoin', { questionId: joined.id })
    setFailure(answer.ok ? null : failureSentence(desk, answer))
    if (answer.ok) setJoined(null)
  }
  return { joined, failure, join, undo }
}
