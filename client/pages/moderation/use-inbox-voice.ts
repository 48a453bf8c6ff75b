/** Says to who can't see the list that questions have arrived: politely, and not more often than every twenty seconds. */
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { SessionState } from '../../state/session.ts'
import { m } from '../../text/moderation/words.ts'
import { type Announcer, createAnnouncer } from '../../ui/announcer/create-announcer.ts'

export function useInboxVoice(state: SessionState): Announcer {
  const announcer = useMemo(() => createAnnouncer(), [])
  const told = useRef<ReadonlySet<string> | undefined>(undefined)
  const isReady = state.isReady.value
  const received = state.received.value
  useEffect(() => {
    if (!isReady) return
    const ids = received.map(({ id }) => id)
    const known = told.current
    const fresh = known ? ids.filter((id) => !known.has(id)) : []
    // What is waiting to be said is said once, with its newest number.
    if (fresh.length > 0) announcer.say(m.sayArrived(ids.length), 'inbox')
    told.current = new Set([...(known ?? []), ...ids])
  }, [announcer, isReady, received])
  return announcer
}
