/** A desk over a real view store and a real engine without a line: rows as given, commands as the test answers them. */
import { signal } from '@preact/signals'
import { render } from '@testing-library/preact'
import type { ComponentChildren } from 'preact'
import { EngineContext } from '../../../client/components/engine-context.ts'
import { type Desk, DeskContext } from '../../../client/pages/experts/desk.ts'
import { createClockState } from '../../../client/state/clock.ts'
import { createCommandsState } from '../../../client/state/commands.ts'
import { createEngine } from '../../../client/state/engine.ts'
import { byItem } from '../../../client/state/present.ts'
import { createSessionState } from '../../../client/state/session.ts'
import { randomKey } from '../../../client/sync/browser.ts'
import type { Answer } from '../../../client/sync/command-types.ts'
import { Outbox } from '../../../client/sync/outbox.ts'
import { ServerClock } from '../../../client/sync/server-clock.ts'
import { ViewStore } from '../../../client/sync/view-store.ts'
import { createAnnouncer } from '../../../client/ui/announcer/create-announcer.ts'
import type { View } from '../../../server/domain/views.ts'
import { handContext, openTabs } from '../sync/by-hand.ts'

export const NOW = Date.UTC(2026, 10, 19, 14, 30)

export const question = (id: string, fields: Partial<View<'question'>> = {}): View =>
  ({
    entity: 'question',
    id,
    changedSeq: 1,
    number: `FD2-${id.replace(/\D/g, '')}`,
    title: `Titolo ${id}`,
    status: 'published',
    themeId: 'T2',
    topicId: 'T2.1',
    askedAt: NOW - 5 * 60 * 60_000,
    statusAt: NOW,
    bodies: 6,
    deadline: null,
    workItemId: `item-${id}`,
    answerId: null,
    ...fields,
  }) as unknown as View

export const workItem = (leadId: string, fields: Partial<View<'workItem'>> = {}): View =>
  ({
    entity: 'workItem',
    id: `item-${leadId}`,
    changedSeq: 1,
    leadId,
    leadNumber: `FD2-${leadId.replace(/\D/g, '')}`,
    questions: 1,
    themeId: 'T2',
    topicId: 'T2.1',
    status: 'queued',
    outcome: null,
    holder: null,
    leaseUntil: null,
    returnTo: null,
    queuedAt: NOW - 60_000,
    parkedUntil: null,
    deadline: null,
    answerId: null,
    notes: 0,
    ...fields,
  }) as unknown as View

export type Told = { readonly type: string; readonly payload: unknown }

/** What the test answers to each command. */
export type Answering = (told: Told) => Answer

const fine: Answering = () => ({ ok: true, seq: 1, at: NOW, result: {} })

export function makeDesk(
  views: readonly View[],
  given: {
    answer?: Answering
    review?: 'none' | 'peer'
    looks?: Parameters<typeof byItem>[0]
    suspects?: Record<string, string[]>
  } = {},
) {
  const context = handContext()
  const store = new ViewStore()
  const clock = createClockState(new ServerClock(context.now), context.timers)
  const state = createSessionState({
    sessionId: 's1',
    store,
    clock,
    commands: createCommandsState(new Outbox(context)),
    actorId: signal<string | null>('me'),
  })
  store.applySnapshotPart({ seq: 1, hash: '00000000', now: 0, part: 1, parts: 1, views: [...views] })
  const told: Told[] = []
  const desk: Desk = {
    session: { id: 's1', code: 'FD2', phase: 'live', themeIds: ['T2'] } as unknown as View<'session'>,
    state,
    me: {
      actorId: 'me',
      email: 'm@example.it',
      name: 'Michela Rinaldi',
      locale: 'it',
      office: null,
      body: null,
      grants: [{ role: 'expert', scope: 'topic:T2.1' }],
      expiresAt: 0,
    },
    colleagues: new Map([['neri', { actorId: 'neri', name: 'Paolo Neri', role: 'expert' }]]),
    topics: new Map([['T2.1', { id: 'T2.1', themeId: 'T2', label: 'Iscrizione', shortLabel: 'Iscrizione' }]]),
    themes: new Map([['T2', { id: 'T2', label: 'Anagrafe', review: given.review ?? 'peer' }]]),
    place: { list: 'queue', itemId: undefined, isAnswer: false, filter: '' },
    go: () => {},
    addressOf: ({ itemId }) => `/giornate/FD2/esperti?lavoro=${itemId}`,
    call: async (type, payload) => {
      told.push({ type, payload })
      return (given.answer ?? fine)({ type, payload })
    },
    letters: true,
    announcer: createAnnouncer({ now: context.now, after: (ms, run) => void context.timers.after(ms, run) }),
    action: signal<Desk['action']['value']>(null),
    done: signal<Desk['done']['value']>(null),
    report: () => {},
    looks: signal(byItem(given.looks ?? [])),
    suspects: signal(new Map(Object.entries(given.suspects ?? {}))),
    wrote: () => {},
    minute: signal(NOW),
    freeIds: signal<readonly string[]>([]),
    taken: signal<string | null>(null),
    compared: signal<string | null>(null),
    toCite: signal<Desk['toCite']['value']>(null),
    dropped: signal(0),
    conflict: signal<Desk['conflict']['value']>(null),
  }
  return { desk, told }
}

const noHttp: typeof fetch = () => Promise.reject(new TypeError('no HTTP in this test'))

/** Draws a part of the desk; `close` the engine after. */
export function draw(desk: Desk, children: ComponentChildren, fetching: typeof fetch = noHttp) {
  const context = handContext()
  const engine = createEngine({
    url: 'http://127.0.0.1:9',
    storage: context.storage,
    timers: context.timers,
    random: context.random,
    tabs: openTabs().tab('t1'),
    newKey: randomKey,
    now: () => NOW,
    onWake: () => () => {},
    fetching,
    onOtherTab: () => () => {},
    onLeaving: () => () => {},
  })
  const drawn = render(
    <EngineContext.Provider value={engine}>
      <DeskContext.Provider value={desk}>{children}</DeskContext.Provider>
    </EngineContext.Provider>,
  )
  return { ...drawn, engine }
}
