/** Which items each list of the desk holds for one reader, after their filter and search. Knows nothing of how they look. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { Me } from '../account.ts'
import type { SessionState } from '../session.ts'
import type { ItemView } from '../work.ts'
import { type Groups, NO_GROUPS } from './groups.ts'
import type { ListName } from './place.ts'
import { isExpertOf } from './standing.ts'
import { createStillList, type StillList } from './still-list.ts'

export type Lists = {
  readonly still: StillList
  /** How many each tab holds now, whatever is searched for. */
  readonly counts: ReadonlySignal<Readonly<Record<ListName, number>>>
  readonly now: ReadonlySignal<Groups>
  /** Answered, newest first. */
  readonly published: ReadonlySignal<readonly string[]>
}

export type ListsWanted = {
  readonly state: SessionState
  readonly me: Me
  readonly list: ListName
  readonly filter: string
  readonly words: ReadonlySignal<string>
}

export function createLists(wanted: ListsWanted): Lists {
  const { state, list, words } = wanted
  const { work } = state
  const isSought = computed(() => matcher(state, words.value))
  const chosen = (items: readonly ItemView[]) => items.filter((item) => isChosen(wanted, item))
  const ids = (items: readonly ItemView[]) =>
    chosen(items)
      .filter(isSought.value)
      .map(({ id }) => id)
  const now = computed<Groups>(() => {
    if (list === 'review')
      return { ...NO_GROUPS, free: ids(work.toReview.value), others: ids(ownInReview(wanted)) }
    if (list === 'waiting') return { ...NO_GROUPS, free: ids(work.waiting.value) }
    return {
      // Whatever is chosen, one's own are in sight.
      mine: work.mine.value.map(({ id }) => id),
      free: ids(work.free.value),
      others: ids(work.takenByOthers.value),
      toAdmit: ids(toAdmit(wanted)),
    }
  })
  return {
    now,
    still: createStillList(now),
    counts: computed(() => ({
      queue: work.mine.value.length + chosen(work.free.value).length,
      review: chosen(work.toReview.value).length,
      waiting: chosen(work.waiting.value).length,
    })),
    published: computed(() => ids(answered(state))),
  }
}

function isChosen({ me, state, filter }: ListsWanted, item: ItemView): boolean {
  if (filter === '') return true
  if (filter === 'mine') return isExpertOf(me, state.sessionId, item)
  return filter === `theme:${item.themeId}` || filter === `topic:${item.topicId}`
}

/** By a word of the title, or by the number. */
function matcher(state: SessionState, words: string): (item: ItemView) => boolean {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return () => true
  return ({ leadId, leadNumber }) =>
    leadNumber.endsWith(`-${wanted}`) ||
    (state.question(leadId).value?.title ?? '').toLowerCase().includes(wanted)
}

const ownInReview = ({ state, me }: ListsWanted): readonly ItemView[] =>
  state.work.all.value.filter(({ status, holder }) => status === 'inReview' && holder === me.actorId)

/** Only those that the reader may admit. */
const toAdmit = ({ state, me }: ListsWanted): readonly ItemView[] =>
  state.received.value.flatMap(({ workItemId }) => {
    const item = workItemId === undefined ? undefined : state.item(workItemId).value
    return item?.status === 'new' && isExpertOf(me, state.sessionId, item) ? [item] : []
  })

function answered(state: SessionState): readonly ItemView[] {
  const since = ({ leadId }: ItemView) => state.question(leadId).value?.statusAt ?? 0
  return state.work.all.value
    .filter(({ status, outcome }) => status === 'done' && outcome === 'answered')
    .sort((one, two) => since(two) - since(one))
}
