/** The first column: what may be chosen, three lists, and under them how fresh they are and what was done last. */
import { useEffect } from 'preact/hooks'
import { useEngine } from '../../../components/engine-context.ts'
import { useKeys } from '../../../components/keys/use-keys.ts'
import { GROUPS, neighbour } from '../../../state/desk/groups.ts'
import { LISTS, type ListName } from '../../../state/desk/place.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { type Pulse, PulseLine } from '../../../ui/pulse-line.tsx'
import { Skeleton } from '../../../ui/states/skeleton.tsx'
import { TabPanel, Tabs } from '../../../ui/tabs.tsx'
import { useDesk } from '../desk.ts'
import { QueueGroups } from './queue-groups.tsx'
import { QueueTools } from './queue-tools.tsx'
import { type DeskLists, showNews, useLists } from './use-lists.ts'

export function QueueColumn() {
  const desk = useDesk()
  const lists = useLists(desk)
  const { place, go, state, freeIds } = desk
  const { still } = lists
  const counts = lists.counts.value
  const free = still.shown.value.free
  useEffect(() => {
    freeIds.value = free
  }, [free, freeIds])
  useSaying(lists)
  useRowKeys(lists)
  return (
    <section class="console__column console__column--queue" aria-label={t.desk.queue} tabIndex={-1}>
      <QueueTools words={lists.words} />
      <Tabs
        label={t.desk.tabs}
        selected={place.list}
        onSelect={(list) => go({ list: list as ListName })}
        tabs={LISTS.map((id) => ({ id, label: t.desk[id], count: counts[id] }))}
      />
      <div
        class="console__body console__body--flush"
        onPointerEnter={() => still.setHeld(true)}
        onPointerLeave={(event) => still.setHeld(event.currentTarget.contains(document.activeElement))}
        onFocusIn={() => still.setHeld(true)}
        onFocusOut={(event) =>
          still.setHeld(
            event.currentTarget.matches(':hover') ||
              event.currentTarget.contains(event.relatedTarget as Node),
          )
        }
      >
        <TabPanel id={place.list}>
          {state.isReady.value ? <QueueGroups lists={lists} /> : <Skeleton />}
        </TabPanel>
      </div>
      <div class="console__pulse">
        <PulseLine pulse={usePulse()} />
      </div>
    </section>
  )
}

function usePulse(): Pulse {
  const { done } = useDesk()
  const { line } = useEngine()
  const last = done.value
  if (last) return { kind: 'done', message: last.message, ...(last.undo ? { onUndo: last.undo } : {}) }
  const { line: state, asOf } = line.value
  return state === 'offline' && asOf !== null ? { kind: 'offline', asOf } : { kind: 'even' }
}

/** New ones to take are said when they have to wait; the list itself is no live region. */
function useSaying({ still }: DeskLists) {
  const { announcer } = useDesk()
  const count = still.waiting.value.length
  useEffect(() => {
    if (count > 0) announcer.say(w.sayNew(count), 'new items')
  }, [count, announcer])
}

function useRowKeys({ still }: DeskLists) {
  const desk = useDesk()
  const step = (by: 1 | -1) => {
    const shown = still.shown.peek()
    const ids = GROUPS.flatMap((group) => shown[group])
    const focused = document.activeElement?.id.replace(/^row-/, '')
    const from = focused !== undefined && ids.includes(focused) ? focused : desk.place.itemId
    const next = neighbour(ids, from, by)
    if (next !== undefined) document.getElementById(`row-${next}`)?.focus()
  }
  useKeys({ next: () => step(1), previous: () => step(-1), showNew: () => showNews({ still }) }, desk.letters)
}
