/** The inbox at a desk: oldest first, the open one whole in its place, notes and lines in the places of those that left. */
import { useEffect, useRef } from 'preact/hooks'
import { useEngine } from '../../../components/engine-context.ts'
import { questionNumber } from '../../../components/question/status-facts.ts'
import type { InboxRow } from '../../../state/moderation/inbox.ts'
import type { QuestionView } from '../../../state/session.ts'
import { m } from '../../../text/moderation/words.ts'
import { t } from '../../../text/text.ts'
import { Empty } from '../../../ui/states/empty.tsx'
import { Skeleton } from '../../../ui/states/skeleton.tsx'
import { useModeration } from '../moderation.ts'
import { Age, askerOf, Card } from './card.tsx'
import { CardActions } from './card-actions.tsx'
import { NoteLine } from './note-line.tsx'
import { useProposal } from './use-proposal.ts'

export function ListView() {
  const { rows, state, current } = useModeration()
  const { line } = useEngine()
  useFocusFollowing(current?.id)
  const waiting = rows.filter((row) => row.state === 'open').length
  return (
    <>
      <h2 class="queue-head">
        {t.moderation.inboxCount(waiting)} <span>{t.moderation.oldestFirst}</span>
      </h2>
      <div class="console__body console__body--flush">
        {rows.length === 0 &&
          (state.isReady.value || line.value.line === 'offline' ? (
            <Empty sentence={t.moderation.inboxEmpty} />
          ) : (
            <Skeleton />
          ))}
        <ul aria-label={m.inboxLabel}>
          {rows.map((row) => (
            <li key={row.id}>
              <Row row={row} />
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}

/** The row that had the focus is gone with its question: the next one takes it. */
function useFocusFollowing(id: string | undefined): void {
  const before = useRef(id)
  useEffect(() => {
    const isOther = before.current !== undefined && before.current !== id
    before.current = id
    if (isOther && document.activeElement === document.body) toRow(id)
  }, [id])
}

function Row({ row }: { row: InboxRow }) {
  const { state, current, moves } = useModeration()
  const note = moves.notes.value.get(row.id)
  const question = state.question(row.id).value
  if (note && note.move.kind !== 'mute') return <NoteLine note={note} />
  if (row.state !== 'open' || !question) return <p class="moderation__gone">{m.byColleague}</p>
  return (
    <>
      {current?.id === row.id ? <OpenRow question={question} /> : <ClosedRow question={question} />}
      {note && <NoteLine note={note} />}
    </>
  )
}

function OpenRow({ question }: { question: QuestionView }) {
  const proposal = useProposal(question)
  return (
    <div class="moderation__open" id={rowId(question.id)} tabIndex={-1}>
      <Card question={question} proposal={proposal} as="h3" />
      <CardActions question={question} proposal={proposal} at="desk" />
    </div>
  )
}

function ClosedRow({ question }: { question: QuestionView }) {
  const { session, select, topicOf } = useModeration()
  const topic = topicOf(question.topicId)?.shortLabel
  return (
    <button type="button" class="queue-row" id={rowId(question.id)} onClick={() => select(question.id)}>
      <span class="queue-row__meta">
        {t.common.number(questionNumber(question.number, session.code))}
        <span class="queue-row__end">
          <Age at={question.askedAt} />
        </span>
      </span>
      <span class="queue-row__title">{question.title}</span>
      <span class="queue-row__foot">
        {askerOf(question)}
        {topic && ` · ${topic}`}
      </span>
    </button>
  )
}

const rowId = (questionId: string): string => `inbox-${questionId}`

/** After the page was drawn, since the row that opens is another element. */
export function toRow(questionId: string | undefined): void {
  if (questionId === undefined) return
  requestAnimationFrame(() => document.getElementById(rowId(questionId))?.focus())
}
