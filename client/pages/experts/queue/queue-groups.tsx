/** The rows of the list that is open, in their groups. What has left since the list stands still leaves a line. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { limits } from '../../../../server/domain/limits.ts'
import type { Groups } from '../../../state/desk/groups.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { NewChip } from '../../../ui/pulse-line.tsx'
import { Empty } from '../../../ui/states/empty.tsx'
import { useDesk } from '../desk.ts'
import { QueueRow } from './queue-row.tsx'
import { type DeskLists, showNews } from './use-lists.ts'

export function QueueGroups({ lists }: { lists: DeskLists }) {
  const { list } = useDesk().place
  const { still, now, words, counts } = lists
  const shown = still.shown.value
  const waiting = still.waiting.value.length
  const chip = waiting > 0 && <NewChip count={waiting} what="items" onShow={() => showNews(lists)} />
  const isSearching = words.value.trim() !== ''
  if (list === 'review') return <Review shown={shown} chip={chip} />
  if (list === 'waiting') {
    return shown.free.length + waiting > 0 ? (
      <Group title={t.desk.waiting} ids={shown.free} aside={chip} />
    ) : (
      <Empty sentence={t.desk.emptyWaiting} />
    )
  }
  const isEmpty = shown.free.length + shown.toAdmit.length + waiting === 0
  return (
    <>
      {shown.mine.length > 0 && (
        <Group
          title={t.desk.withMe}
          ids={shown.mine}
          aside={<span>{t.desk.heldOf(shown.mine.length, limits.claimsPerExpert)}</span>}
        />
      )}
      {isEmpty ? (
        <Empty sentence={isSearching ? w.nothingFound : t.desk.emptyQueue(counts.value.review)} />
      ) : (
        <Group
          title={t.desk.toTake(now.value.free.length)}
          ids={shown.free}
          aside={chip}
          fresh={still.fresh.value}
        />
      )}
      {shown.others.length > 0 && (
        <Group title={t.desk.takenByOthers(now.value.others.length)} ids={shown.others} />
      )}
      {shown.toAdmit.length > 0 && (
        <Group title={t.desk.toAdmit(now.value.toAdmit.length)} ids={shown.toAdmit} />
      )}
      <Published lists={lists} />
    </>
  )
}

type GroupProps = {
  title: string
  ids: readonly string[]
  aside?: ComponentChildren
  fresh?: ReadonlySet<string>
}

function Group({ title, ids, aside, fresh }: GroupProps) {
  return (
    <>
      <h2 class="queue-head">
        {title} {aside}
      </h2>
      <ul>
        {ids.map((id) => (
          <li key={id} class={fresh?.has(id) ? 'queue-fresh' : undefined}>
            <QueueRow itemId={id} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Review({ shown, chip }: { shown: Groups; chip: ComponentChildren }) {
  if (shown.free.length + shown.others.length === 0 && !chip) return <Empty sentence={t.desk.emptyReview} />
  return (
    <>
      <Group title={t.desk.toReview} ids={shown.free} aside={chip} />
      {shown.others.length > 0 && (
        <>
          <ul>
            {shown.others.map((id) => (
              <li key={id}>
                <QueueRow itemId={id} />
              </li>
            ))}
          </ul>
          <p class="queue-note">{t.states.reasons.ownAnswer}</p>
        </>
      )}
    </>
  )
}

/** What is out, to be corrected or taken back. It shows what was there when it was opened. */
function Published({ lists }: { lists: DeskLists }) {
  const [ids, setIds] = useState<readonly string[] | null>(null)
  const { published } = lists
  if (published.value.length === 0) return null
  return (
    <>
      <h2 class="queue-head">
        {w.published(published.value.length)}
        <button
          type="button"
          class="link"
          aria-expanded={ids !== null}
          onClick={() => setIds(ids === null ? published.peek() : null)}
        >
          {ids === null ? w.showPublished : w.hidePublished}
        </button>
      </h2>
      {ids && (
        <ul>
          {ids.map((id) => (
            <li key={id}>
              <QueueRow itemId={id} isOut />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
