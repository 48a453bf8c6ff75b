/** Open items in whose notes somebody has named this reader, the newest first; and that it is said when it happens. */
import { computed, type ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { w } from '../../text/work/words.ts'
import { type Desk, nameOf } from './desk.ts'

export type Mention = {
  readonly noteId: string
  readonly itemId: string
  readonly by: string
  readonly at: number
}

const SHOWN_AT_MOST = 5

export const mentionsOf = ({ state, me }: Pick<Desk, 'state' | 'me'>): ReadonlySignal<readonly Mention[]> =>
  computed(() =>
    state.work.all.value
      .filter(({ notes, status }) => notes > 0 && status !== 'done')
      .flatMap(({ id }) =>
        state
          .notesOf(id)
          .value.filter(
            (note) =>
              note.kind === 'note' && note.actorId !== me.actorId && note.mentions.includes(me.actorId),
          )
          .map((note) => ({ noteId: note.id, itemId: id, by: note.actorId, at: note.at })),
      )
      .sort((one, two) => two.at - one.at)
      .slice(0, SHOWN_AT_MOST),
  )

/** One that comes while the page is open is said; those that were there are on the page. */
export function useMentionVoice(desk: Desk): void {
  const { state, me, announcer } = desk
  const mentions = useMemo(() => mentionsOf({ state, me }), [state, me]).value
  const isReady = state.isReady.value
  const known = useRef<ReadonlySet<string> | undefined>(undefined)
  useEffect(() => {
    if (!isReady) return
    const before = known.current
    known.current = new Set(mentions.map(({ noteId }) => noteId))
    const fresh = before && mentions.find(({ noteId }) => !before.has(noteId))
    if (fresh) announcer.sayOwn(w.mentionedBy(nameOf(desk, fresh.by) ?? w.colleague))
  }, [mentions, isReady, announcer, desk])
}
