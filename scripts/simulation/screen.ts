/**
 * One person's screen: the product's own engine on a real socket, that can lose its line, be away and come back. What
 * its person does is not known here.
 */
import { Net } from '../../client/net.ts'
import { browserTimers, memoryStorage, randomKey } from '../../client/sync/browser.ts'
import type { Answer, ClientCommand, Payload } from '../../client/sync/command-types.ts'
import type { View } from '../../server/domain/views.ts'
import type { Cast, Person } from './cast.ts'
import { type Watch, WatchedStore } from './watch.ts'

export type ScreenEvents = {
  readonly live: (screen: Screen) => void
  readonly gone: (screen: Screen) => void
  readonly question: (screen: Screen, view: View<'question'>) => void
  readonly answered: (type: ClientCommand, answer: Answer, ms: number) => void
}

export class Screen {
  readonly person: Person
  readonly store: WatchedStore
  readonly #cast: Cast
  readonly #events: ScreenEvents
  readonly #storage = memoryStorage()
  #net: Net | undefined
  #pending = 0

  constructor(cast: Cast, person: Person, context: { watch: Watch; events: ScreenEvents }) {
    this.#cast = cast
    this.person = person
    this.#events = context.events
    this.store = new WatchedStore(context.watch, person.role)
    this.store.onChange((changes) => {
      for (const { view } of changes) if (view?.entity === 'question') this.#events.question(this, view)
    })
  }

  get isLive(): boolean {
    return this.#net?.status.line === 'live' && this.store.isComplete
  }

  get isAway(): boolean {
    return this.#net === undefined
  }

  /** Commands that have no answer yet. */
  get pending(): number {
    return this.#pending
  }

  get actorId(): string | null {
    return this.#net?.status.actorId ?? null
  }

  /** Comes, or comes back: from the cursor that was kept. */
  open(): void {
    if (this.#net) return
    const net = newNet(this.#cast.url, this.person.token, this.#storage)
    this.#net = net
    let wasLive = false
    net.onStatus(() => {
      const isLive = net.status.line === 'live'
      if (isLive === wasLive) return
      wasLive = isLive
      if (isLive) this.#events.live(this)
      else this.#events.gone(this)
    })
    net.enter({ sessionId: this.#cast.sessionId, as: this.person.role, store: this.store })
  }

  /** The line breaks, as networks do. */
  drop(): void {
    this.#net?.dropLine()
  }

  /** The page is closed; whoever opens it again finds what it showed. */
  leave(): void {
    const net = this.#net
    this.#net = undefined
    net?.close()
    this.#events.gone(this)
  }

  async call<T extends ClientCommand>(type: T, payload: Payload<T>): Promise<Answer> {
    if (!this.#net) return { ok: false, code: 'device/offline' }
    const began = performance.now()
    this.#pending += 1
    const answer = await this.#net.call(type, payload)
    this.#pending -= 1
    this.#events.answered(type, answer, performance.now() - began)
    return answer
  }
}

export const newNet = (url: string, token: string, storage = memoryStorage()): Net =>
  new Net({
    url,
    token,
    storage,
    timers: browserTimers,
    random: Math.random,
    tabs: { id: randomKey(), ifLeft: async (_tab, work) => work() },
    newKey: randomKey,
    now: () => performance.now(),
    onWake: () => () => {},
  })
