/** The stream with its pulse line and filters. New rows wait behind the chip; nothing is put in above what is read. */

import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { limits } from '../../../server/domain/limits.ts'
import { takesQuestions } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'
import { useEngine } from '../../components/engine-context.ts'
import type { SessionState } from '../../state/session.ts'
import { t } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field/select.tsx'
import { FilterPills } from '../../ui/filter-pills.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PulseLine } from '../../ui/pulse-line.tsx'
import { Empty } from '../../ui/states/empty.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { OwnUnderWay } from './own-under-way.tsx'
import { StreamRow } from './stream-row.tsx'
import { usePulse } from './use-pulse.ts'
import { type Stream, useStream } from './use-stream.ts'

type Props = {
  session: View<'session'>
  state: SessionState
  mayVote: boolean
  onNews: (count: number) => void
  /** The main action, for an empty list. */
  action: ComponentChildren
}

export function StreamView({ session, state, mayVote, onNews, action }: Props) {
  const by = session.themeIds.length > 1 ? 'theme' : 'topic'
  const stream = useStream(state, by)
  const options = useOptions(session, by, stream)
  const toFocus = useRef<string | undefined>(undefined)
  const pulse = usePulse(stream, state, () => {
    toFocus.current = stream.showNews()
  })
  const count = stream.waiting.length
  useEffect(() => onNews(count), [count, onNews])
  // The chip is gone once it is pressed: focus goes to the first row that it brought.
  useEffect(() => {
    if (toFocus.current === undefined) return
    document.getElementById(`q-${toFocus.current}`)?.focus()
    toFocus.current = undefined
  })
  const label = by === 'theme' ? t.session.theme : t.session.topic
  return (
    <>
      <div class="stream-head">
        <h2 class="stream-head__title" id="stream" tabIndex={-1}>
          {t.session.stream}
        </h2>
        <div class="stream-head__pulse">
          <PulseLine pulse={pulse}>
            <div class={options.length > PILLS_MAX ? undefined : 'phone-only'}>
              <Select
                label={label}
                hideLabel
                value={stream.selected}
                onChange={stream.select}
                options={options.map(({ value, label: words, count: rows }) => ({
                  value,
                  label: value === '' ? words : t.session.filtered(words, rows),
                }))}
              />
            </div>
          </PulseLine>
        </div>
      </div>
      {options.length > 2 && options.length <= PILLS_MAX && (
        <div class="office-only stream-pills">
          <FilterPills
            label={label}
            options={options.map((option) =>
              option.value === '' ? { ...option, label: t.session.all } : option,
            )}
            selected={stream.selected}
            onSelect={stream.select}
          />
        </div>
      )}
      <StreamList {...{ session, state, stream, mayVote, action }} />
    </>
  )
}

function emptySentence(session: View<'session'>): string {
  if (session.phase === 'scheduled') return t.session.emptyBefore
  return takesQuestions(session.phase) ? t.session.empty : t.session.emptyAfter
}

/** With more than these a row of pills is a wall of them. */
const PILLS_MAX = 7

function StreamList({ session, state, stream, mayVote, action }: Omit<Props, 'onNews'> & { stream: Stream }) {
  const underWay = state.underWay.value.filter(({ type }) => type === 'question:ask')
  const isEmpty = stream.rows.length === 0 && underWay.length === 0
  return (
    <Panel label={t.session.stream} list={!isEmpty}>
      {underWay.map((command) => (
        <OwnUnderWay key={command.key} command={command} />
      ))}
      {stream.rows.map(({ id, isGone }) => (
        <StreamRow
          key={id}
          id={id}
          isGone={isGone}
          state={state}
          code={session.code}
          isFresh={stream.isFresh(id)}
          isWaiting={stream.isWaiting(id)}
          mayVote={mayVote}
        />
      ))}
      {stream.more > 0 && (
        <li class="row-item stream-more">
          <Button look="secondary" wide onPress={stream.showMore}>
            {t.session.moreRows(Math.min(stream.more, limits.pageSize))}
          </Button>
        </li>
      )}
      {isEmpty && stream.isReady && <Empty sentence={emptySentence(session)}>{action}</Empty>}
      {isEmpty && !stream.isReady && <NotYet />}
    </Panel>
  )
}

function NotYet() {
  const isOffline = useEngine().line.value.line === 'offline'
  return isOffline ? <Empty sentence={t.states.nothingKept} /> : <Skeleton />
}

function useOptions(session: View<'session'>, by: 'theme' | 'topic', stream: Stream) {
  const { catalogue } = useEngine()
  const { themes = [], topics = [] } = catalogue.catalogue.value ?? {}
  const places =
    by === 'theme'
      ? themes.filter(({ id }) => session.themeIds.includes(id))
      : topics
          .filter(({ themeId }) => session.themeIds.includes(themeId))
          .map(({ id, shortLabel }) => ({ id, label: shortLabel }))
  const all = by === 'theme' ? t.session.allThemes : t.session.allTopics
  return [
    { value: '', label: all, count: stream.countOf('') },
    ...places
      .map(({ id, label }) => ({ value: id, label, count: stream.countOf(id) }))
      .filter(({ value, count }) => count > 0 || value === stream.selected || by === 'theme'),
  ]
}
