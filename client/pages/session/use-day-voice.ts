/** What a screen reader hears of a day: new answers, minutes left, and the reader's own answers at once. */
import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks'
import type { SessionState } from '../../state/session.ts'
import { t } from '../../text/text.ts'
import { type Announcer, createAnnouncer } from '../../ui/announcer/create-announcer.ts'

export type DayVoice = {
  readonly announcer: Announcer
  readonly onNews: (count: number) => void
  readonly onMark: (minutes: number) => void
}

export function useDayVoice(state: SessionState): DayVoice {
  const announcer = useMemo(() => createAnnouncer(), [])
  const answered = state.mine.value.filter(({ answerId, step }) => answerId !== null && step === 'done')
  const isReady = state.isReady.value
  const heard = useRef<ReadonlySet<string> | undefined>(undefined)
  useEffect(() => {
    if (!isReady) return
    const before = heard.current
    heard.current = new Set(answered.map(({ id }) => id))
    if (!before) return
    for (const { id, title } of answered) {
      if (!before.has(id)) announcer.sayOwn(t.states.sayOwnAnswer(title ?? ''))
    }
  }, [announcer, isReady, answered])
  const onNews = useCallback(
    (count: number) => {
      if (count > 0) announcer.say(t.states.sayNewAnswers(count), 'news')
    },
    [announcer],
  )
  const onMark = useCallback(
    (minutes: number) => announcer.say(t.states.sayMinutesLeft(minutes), 'time'),
    [announcer],
  )
  return { announcer, onNews, onMark }
}
