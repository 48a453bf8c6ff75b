/** Puts the expert's desk together from the engine, the address and what is read over HTTP. Shows nothing. */
import { computed, type Signal, useComputed, useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { PeopleAnswer } from '../../../server/contract/reads.ts'
import type { View } from '../../../server/domain/views.ts'
import { useEngine } from '../../components/engine-context.ts'
import { useRead } from '../../components/use-read.ts'
import type { Me } from '../../state/account.ts'
import { addressOf, type DeskPlace, placeOf } from '../../state/desk/place.ts'
import { suspectsOf } from '../../state/desk/suspects.ts'
import type { SessionState } from '../../state/session.ts'
import { createAnnouncer } from '../../ui/announcer/create-announcer.ts'
import type { Desk, Done } from './desk.ts'
import { useLooking } from './use-looking.ts'

const DONE_FOR_MS = 10_000
const MINUTE_MS = 60_000

type Opened = { session: View<'session'>; state: SessionState; me: Me; letters: boolean }

export function useDesk(opened: Opened): Desk {
  const { session, state } = opened
  const engine = useEngine()
  const { second } = engine.clock
  const minute = useComputed(() => Math.floor(second.value / MINUTE_MS) * MINUTE_MS)
  const action = useSignal<Desk['action']['value']>(null)
  const freeIds = useSignal<readonly string[]>([])
  const done = useSignal<Done | null>(null)
  const announcer = useMemo(() => createAnnouncer(), [])
  const catalogue = engine.catalogue.catalogue.value
  const people = useRead<PeopleAnswer>(`/api/sessions/${session.id}/people`).found?.people
  const where = usePlace(action)
  return {
    ...opened,
    ...where,
    colleagues: useMemo(() => new Map(people?.map((person) => [person.actorId, person])), [people]),
    topics: useMemo(() => new Map(catalogue?.topics.map((topic) => [topic.id, topic])), [catalogue]),
    themes: useMemo(() => new Map(catalogue?.themes.map((theme) => [theme.id, theme])), [catalogue]),
    call: (type, payload) => engine.call(type, payload, { sessionId: state.sessionId }),
    announcer,
    looks: useMemo(() => engine.presence.looks(session.id), [engine, session.id]),
    suspects: useMemo(() => suspectsIn(state), [state]),
    wrote: useLooking(where.place.itemId),
    action,
    done,
    report: useReport(done, announcer.sayOwn),
    minute,
    freeIds,
    taken: useSignal<string | null>(null),
    toCite: useSignal<Desk['toCite']['value']>(null),
    dropped: useSignal(0),
    conflict: useSignal<Desk['conflict']['value']>(null),
  }
}

const SUSPECTED: ReadonlySet<string> = new Set(['new', 'queued', 'claimed', 'waiting'])

const suspectsIn = ({ work, question }: SessionState): Desk['suspects'] =>
  computed(() =>
    suspectsOf(
      work.all.value
        .filter(({ status }) => SUSPECTED.has(status))
        .map(({ id, leadId }) => ({ id, title: question(leadId).value?.title ?? '' })),
    ),
  )

/** Where the reader is, as the address says it. Another item closes the form that is open. */
function usePlace(action: Signal<unknown>): Pick<Desk, 'place' | 'go' | 'addressOf' | 'compared'> {
  const { path, query, route } = useLocation()
  const place = placeOf(query)
  const { itemId } = place
  const compared = useSignal<string | null>(null)
  useEffect(() => {
    action.value = null
    compared.value = null
  }, [itemId, action, compared])
  const to = (change: Partial<DeskPlace>) => addressOf(path, { ...place, ...change })
  return {
    place,
    compared,
    addressOf: to,
    go: (change, { replace = false } = {}) => route(to(change), replace),
  }
}

function useReport(done: Signal<Done | null>, say: (message: string) => void): (what: Done) => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (what) => {
    clearTimeout(timer.current)
    done.value = what
    say(what.message)
    timer.current = setTimeout(() => {
      done.value = null
    }, DONE_FOR_MS)
  }
}
