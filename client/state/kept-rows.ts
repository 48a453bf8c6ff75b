/**
 * A participant's rows of a session on the device: put back when the page is opened again, until the server's own are here, and
 * kept while they change. Knows no row's meaning but which questions are the newest.
 */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { View } from '../../server/domain/views.ts'
import type { NetStatus } from '../net.ts'
import type { KeptStorage } from '../sync/kept-storage.ts'
import type { Timers } from '../sync/surroundings.ts'
import type { KeptViews, ViewStore } from '../sync/view-store.ts'

/** More than anybody reads without a line, and little enough to be written between two frames. */
const QUESTIONS_MAX = 400
const AFTER_MS = 3_000

type Context = {
  readonly sessionId: string
  readonly store: ViewStore
  readonly kept: KeptStorage
  readonly timers: Timers
  readonly status: () => NetStatus
}

export type RowKeeping = {
  /** Of when the rows are that the device had kept; null once they are the server's. */
  readonly keptAt: ReadonlySignal<number | null>
  /** Without waiting for more: the page is being left. */
  save(): void
  stop(): void
}

export function keepRows({ sessionId, store, kept, timers, status }: Context): RowKeeping {
  const name = `session ${sessionId}`
  const keptAt = signal<number | null>(null)
  let cancel: (() => void) | undefined

  const save = () => {
    cancel?.()
    cancel = undefined
    const { actorId, bodyId, asOf } = status()
    if (!store.isComplete || actorId === undefined || asOf === null) return
    const value: KeptViews = { actorId, bodyId, views: newestOf(store) }
    void kept.write(name, { at: asOf, value })
  }

  const stop = store.onChange(() => {
    if (store.keptFor === undefined) keptAt.value = null
    if (store.isComplete) cancel ??= timers.after(AFTER_MS, save)
  })

  void kept.read(name).then((record) => {
    const rows = record?.value as KeptViews | undefined
    const { actorId } = status()
    // The line may have said by now that somebody else reads.
    if (!record || !rows || (actorId !== undefined && actorId !== rows.actorId)) return
    if (store.restore(rows)) keptAt.value = record.at
  })

  return {
    keptAt,
    save,
    stop: () => {
      cancel?.()
      stop()
    },
  }
}

/** All that is there but the oldest questions of a large day, and their answers. The reader's own always stay. */
export function newestOf(store: Pick<ViewStore, 'views'>): readonly View[] {
  const views = [...store.views()]
  const questions = views.filter((view) => view.entity === 'question')
  if (questions.length <= QUESTIONS_MAX) return views
  const newest = questions
    .sort((one, two) => Number(two.mine === true) - Number(one.mine === true) || two.statusAt - one.statusAt)
    .slice(0, QUESTIONS_MAX)
  const ids = new Set(newest.flatMap(({ id, answerId }) => (answerId === null ? [id] : [id, answerId])))
  return views.filter(({ entity, id }) => (entity !== 'question' && entity !== 'answer') || ids.has(id))
}
