/**
 * The engine as pages get it, put together once: account, line, commands, sessions, drafts. Without arguments it is the
 * browser's; a test passes its own surroundings.
 */
import { computed, effect, type ReadonlySignal } from '@preact/signals'
import type { AnswerDraft, AskDraft } from '../../server/domain/commands.ts'
import { Net, type NetContext, type NetStatus, type Target } from '../net.ts'
import { browserTimers, createTabs, deviceStorage, onWake, randomKey } from '../sync/browser.ts'
import type { Answer, ClientCommand, Payload } from '../sync/command-types.ts'
import { deviceKept, type KeptStorage, nothingKept } from '../sync/kept-storage.ts'
import type { CallOptions, PendingCommand } from '../sync/outbox.ts'
import { ViewStore } from '../sync/view-store.ts'
import { type Account, createAccount } from './account.ts'
import { type Api, createApi } from './api.ts'
import { type CatalogueState, createCatalogue } from './catalogue.ts'
import { type ClockState, createClockState, deviceNow } from './clock.ts'
import { type CommandsState, createCommandsState } from './commands.ts'
import { type DraftKind, type DraftRecord, draftName, listDrafts } from './draft-storage.ts'
import { Draft, type DraftPlan, type OpenDraft } from './drafts.ts'
import { keepRows, type RowKeeping } from './kept-rows.ts'
import { createKeptShown, type KeptShown } from './kept-shown.ts'
import { createLineStatus } from './line-status.ts'
import { createPresence, type Presence } from './present.ts'
import { createSessionState, type SessionState } from './session.ts'

/** A draft that was begun on another device, as the server keeps it. */
export type FetchedAsk = { readonly id: string; readonly rev: number; readonly content: AskDraft }

export type Engine = {
  readonly api: Api
  readonly account: Account
  readonly clock: ClockState
  readonly commands: CommandsState
  readonly catalogue: CatalogueState
  readonly line: ReadonlySignal<NetStatus>
  /** What pages last had, for when there is no line. */
  readonly kept: KeptStorage
  readonly keptShown: KeptShown
  readonly onWake: EngineContext['onWake']
  readonly presence: Presence
  /** Enters the session; the state stays until another is opened, so that a page left for a moment finds it again. */
  openSession(
    sessionId: string,
    as: Target['as'],
  ): { readonly state: SessionState; readonly leave: () => void }
  /** Kept on the device and sent until the server has answered; a refusal is a value. */
  call<T extends ClientCommand>(
    type: T,
    payload: Payload<T>,
    options?: CallOptions & { sessionId?: string },
  ): Promise<Answer>
  /**
   * The reader's draft for this session: one that was begun on this device, else the server's, unless it is on its way;
   * else a new one.
   */
  openAskDraft(sessionId: string, from: { empty: AskDraft; fetched?: FetchedAsk | undefined }): Draft<'ask'>
  openAnswerDraft(
    sessionId: string,
    itemId: string,
    from: { empty: AnswerDraft; fetched?: { rev: number; content: AnswerDraft } | undefined },
  ): Draft<'answer'>
  listDrafts(): readonly DraftRecord[]
  /** After signing in or out: asks who it is now, and makes the line anew as that person's. */
  accountChanged(): Promise<void>
  close(): void
}

export type EngineContext = NetContext & {
  readonly fetching: typeof fetch
  /** Nothing is kept without one. */
  readonly kept?: KeptStorage
  readonly onOtherTab: (listener: (name: string) => void) => () => void
  readonly onLeaving: (listener: () => void) => () => void
}

export function browserContext(): EngineContext {
  return {
    url: location.origin,
    storage: deviceStorage(),
    timers: browserTimers,
    random: Math.random,
    tabs: createTabs(),
    newKey: randomKey,
    now: deviceNow,
    onWake,
    kept: deviceKept(),
    fetching: (...given) => fetch(...given),
    onOtherTab: (listener) => listen('storage', (event) => event.key !== null && listener(event.key)),
    onLeaving: (listener) => listen('pagehide', listener),
  }
}

function listen<E extends keyof WindowEventMap>(
  name: E,
  run: (event: WindowEventMap[E]) => void,
): () => void {
  window.addEventListener(name, run)
  return () => window.removeEventListener(name, run)
}

export function createEngine(context: EngineContext = browserContext()): Engine {
  const net = new Net(context)
  const api = createApi(context)
  const account = createAccount({ api, storage: context.storage, clock: net.clock })
  const clock = createClockState(net.clock, context.timers)
  const commands = createCommandsState(net.outbox)
  const { kept = nothingKept, onWake: whenWoken, timers } = context
  // Signed out, or somebody else: nothing of the one before may be shown to them, or stay on the device.
  const stopOwner = effect(() => kept.belongsTo(account.me.value?.actorId ?? null))
  const catalogue = createCatalogue({ api, clock: net.clock, timers, kept, onWake: whenWoken })
  void catalogue.restore()
  const line = createLineStatus(net)
  const actorId = computed(() => {
    const { actorId: known } = line.value
    return known === undefined ? (account.me.value?.actorId ?? null) : known
  })
  const drafts = createDrafts({ net, context, line, actorId })
  const sessions = createSessions({ net, clock, commands, actorId, context, kept })

  // Before the line has said who it is, the account has: what is written without a line is kept under that name.
  const stopActor = effect(() => {
    const { me } = account
    if (me.value !== undefined && line.value.actorId === undefined)
      net.outbox.setActor(me.value?.actorId ?? null)
  })
  // Signed in or out in another tab: this line knows it before the page does.
  const stopAsking = effect(() => {
    const known = line.value.actorId
    const me = account.me.peek()
    if (known !== undefined && me !== undefined && known !== (me?.actorId ?? null)) void account.load()
  })
  const stopReenter = net.onReenter(() => void account.load())

  return {
    api,
    account,
    clock,
    commands,
    catalogue,
    line,
    kept,
    keptShown: createKeptShown(catalogue.asOf),
    onWake: whenWoken,
    presence: createPresence(net.attendance),
    openSession: sessions.open,
    call: (type, payload, options) => net.call(type, payload, options),
    openAskDraft: drafts.openAskDraft,
    openAnswerDraft: drafts.openAnswerDraft,
    listDrafts: drafts.listDrafts,
    accountChanged: async () => {
      sessions.forget()
      net.signedInAnew()
      await account.load()
      // Others see other days.
      void catalogue.load()
    },
    close: () => {
      stopOwner()
      sessions.close()
      stopActor()
      stopAsking()
      drafts.close()
      stopReenter()
      net.close()
    },
  }
}

type Parts = {
  readonly net: Net
  readonly clock: ClockState
  readonly commands: CommandsState
  readonly actorId: ReadonlySignal<string | null>
  readonly context: EngineContext
  readonly kept: KeptStorage
}

function createSessions({ net, clock, commands, actorId, context, kept }: Parts) {
  let last: { name: string; store: ViewStore; state: SessionState; keeping?: RowKeeping } | undefined
  const stopLeaving = context.onLeaving(() => last?.keeping?.save())
  return {
    open: (sessionId: string, as: Target['as']) => {
      // Another class of reader sees other views: nothing of the one may stay in the other.
      const name = `${as} ${sessionId}`
      if (last?.name !== name) {
        last?.keeping?.stop()
        const store = new ViewStore()
        // What experts and moderators see of others' questions stays on no device.
        const keeping =
          as === 'participant'
            ? keepRows({ sessionId, store, kept, timers: context.timers, status: () => net.status })
            : undefined
        const keptAt = keeping?.keptAt
        const state = createSessionState({
          sessionId,
          store,
          clock,
          commands,
          actorId,
          ...(keptAt ? { keptAt } : {}),
        })
        last = { name, store, state, ...(keeping ? { keeping } : {}) }
      }
      const leave = net.enter({ sessionId, as, store: last.store })
      return { state: last.state, leave }
    },
    forget: () => {
      last?.store.clear()
    },
    close: () => {
      last?.keeping?.stop()
      stopLeaving()
    },
  }
}

type DraftParts = {
  readonly net: Net
  readonly context: EngineContext
  readonly line: ReadonlySignal<NetStatus>
  readonly actorId: ReadonlySignal<string | null>
}

/** Drafts that are open are kept when the page is left, and tried again when the line is back. */
function createDrafts({ net, context, line, actorId }: DraftParts) {
  const open = new Set<OpenDraft>()
  const isLive = computed(() => line.value.line === 'live')
  const stopRetrying = effect(() => {
    if (isLive.value) for (const draft of open) draft.retry()
  })
  const stopKeeping = context.onLeaving(() => {
    for (const draft of open) draft.keep()
  })
  const contextFor = (sessionId: string) => ({
    storage: context.storage,
    timers: context.timers,
    now: context.now,
    tabId: context.tabs.id,
    actorId: actorId.peek() ?? '',
    sessionId,
    save: (payload: Payload<'draft:save'>) => net.call('draft:save', payload, { sessionId }),
    onOtherTab: context.onOtherTab,
    onDispose: (draft: OpenDraft) => open.delete(draft),
  })
  const opened = <K extends DraftKind>(sessionId: string, plan: DraftPlan<K>): Draft<K> => {
    const draft = new Draft(contextFor(sessionId), plan)
    open.add(draft)
    return draft
  }
  const own = () => listDrafts(context.storage, actorId.peek() ?? '', context.now())
  const askedDraft = ({ type, payload }: PendingCommand) =>
    type === 'question:ask' ? (payload as Payload<'question:ask'>).draftId : undefined
  // A question keeps its draft until the server has taken it: refused, its writer finds it again.
  const stopDropping = net.outbox.onAnswer(({ command, answer }) => {
    const draftId = askedDraft(command)
    if (!answer.ok || draftId === undefined) return
    // One that is open would write itself anew when the answer to its last save comes.
    for (const draft of open) if (draft.draftId === draftId) draft.drop()
    context.storage.removeItem(draftName(actorId.peek() ?? '', draftId))
  })
  const isOnItsWay = (draftId: string) => net.outbox.list().some((command) => askedDraft(command) === draftId)
  return {
    close: () => {
      stopDropping()
      stopRetrying()
      stopKeeping()
    },
    listDrafts: own,
    openAskDraft: (
      sessionId: string,
      { empty, fetched }: { empty: AskDraft; fetched?: FetchedAsk | undefined },
    ) => {
      const begun = own().find(
        (record) => record.kind === 'ask' && record.sessionId === sessionId && !isOnItsWay(record.draftId),
      )
      if (begun || !fetched || isOnItsWay(fetched.id))
        return opened(sessionId, { kind: 'ask', draftId: begun?.draftId ?? context.newKey(), empty })
      return opened(sessionId, { kind: 'ask', draftId: fetched.id, empty, fetched })
    },
    openAnswerDraft: (
      sessionId: string,
      itemId: string,
      from: { empty: AnswerDraft; fetched?: { rev: number; content: AnswerDraft } | undefined },
    ) => opened(sessionId, { kind: 'answer', draftId: itemId, itemId, ...from }),
  }
}
