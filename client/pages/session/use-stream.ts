/** The stream as its page shows it: what is frozen, what waits, what is chosen. Knows no row's look. */
import { computed, type ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { limits } from '../../../server/domain/limits.ts'
import { createNews, type News, type ShownRow } from '../../state/news.ts'
import type { SessionState } from '../../state/session.ts'

export type Filter = { readonly by: 'theme' | 'topic'; readonly ids: readonly string[] }

export type Stream = {
  readonly isReady: boolean
  readonly rows: readonly ShownRow[]
  /** How many more there are than are shown. */
  readonly more: number
  /** Rows that wait for the chip, in what is chosen. */
  readonly waiting: readonly string[]
  readonly isWaiting: (id: string) => boolean
  readonly isFresh: (id: string) => boolean
  readonly selected: string
  readonly countOf: (value: string) => number
  select(value: string): void
  showMore(): void
  /** Gives the first row that is new at its place. */
  showNews(): string | undefined
}

export function useStream(state: SessionState, by: Filter['by']): Stream {
  const news = useNews(state)
  const [selected, setSelected] = useState('')
  const paging = usePaging()
  const [fresh, setFresh] = useState<readonly string[]>([])
  // A row keeps the place it was first shown under, until the reader asks for the new order.
  const places = useRef(new Map<string, string>())
  const placeOf = (id: string): string => {
    const known = places.current.get(id)
    if (known !== undefined) return known
    const row = state.question(id).value
    const place = (by === 'theme' ? row?.themeId : row?.topicId) ?? ''
    places.current.set(id, place)
    return place
  }
  const isChosen = (id: string) => selected === '' || placeOf(id) === selected
  const all = news.shown.value
  const rows = all.filter(({ id }) => isChosen(id))
  const waiting = news.waiting.value
  const isWaiting = new Set(waiting)
  const counts = new Map<string, number>()
  for (const { id, isGone } of all) {
    if (isGone) continue
    const place = placeOf(id)
    counts.set(place, (counts.get(place) ?? 0) + 1)
    counts.set('', (counts.get('') ?? 0) + 1)
  }
  return {
    isReady: state.isReady.value,
    rows: rows.slice(0, paging.drawn),
    more: Math.max(0, rows.length - paging.most),
    waiting: waiting.filter(isChosen),
    isWaiting: (id) => isWaiting.has(id),
    isFresh: (id) => fresh.includes(id),
    selected,
    countOf: (value) => counts.get(value) ?? 0,
    select: (value) => {
      setSelected(value)
      paging.begin()
    },
    showMore: paging.showMore,
    showNews: () => {
      places.current.clear()
      const shown = news.showNews()
      setFresh(shown)
      return news.shown.peek().find(({ id }) => shown.includes(id) && isChosen(id))?.id
    },
  }
}

/** An old telephone can't draw a page of rows in one frame: the rows of a page that is asked for come some with each. */
const ROWS_A_FRAME = 5

/** `most` rows are wanted, `drawn` are there. */
function usePaging() {
  const [most, setMost] = useState<number>(limits.pageSize)
  const [drawn, setDrawn] = useState<number>(limits.pageSize)
  useEffect(() => {
    if (drawn >= most) return
    const frame = requestAnimationFrame(() => setDrawn(Math.min(drawn + ROWS_A_FRAME, most)))
    return () => cancelAnimationFrame(frame)
  }, [drawn, most])
  const begin = () => {
    setMost(limits.pageSize)
    setDrawn(limits.pageSize)
  }
  return { most, drawn, begin, showMore: () => setMost(most + limits.pageSize) }
}

function useNews(state: SessionState): News {
  const news = useMemo(() => newsOf(state), [state])
  useEffect(() => () => news.dispose(), [news])
  return news
}

function newsOf(state: SessionState): News {
  const ids: ReadonlySignal<readonly string[]> = computed(() => state.stream().value.map(({ id }) => id))
  return createNews({
    ids,
    isReady: state.isReady,
    stamp: (id) => stampOf(state, id),
    isOwn: (id) => isOwn(state, id),
  })
}

/** An answer, and each correction of it, is news. */
function stampOf(state: SessionState, id: string): number | null {
  const row = state.question(id).value
  if (row?.status !== 'answered') return null
  const answer = row.answerId === null ? undefined : state.answer(row.answerId).value
  return answer?.correctedAt ?? answer?.publishedAt ?? row.statusAt
}

const isOwn = (state: SessionState, id: string): boolean => state.question(id).value?.mine === true
