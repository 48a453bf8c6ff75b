/**
 * Who is here at the moment: how many by class, and which item somebody of the staff looks at or writes on. It is for
 * display alone: it is in no log, decides nothing, and what nobody repeats is gone after a quarter of a minute.
 */
import type { Timers } from '../adapters/clock.ts'
import { limits } from '../domain/limits.ts'
import { READER_CLASSES, type ReaderClass } from '../domain/permissions.ts'

export type Look = { readonly itemId: string; readonly actorId: string; readonly writing: boolean }
export type People = Readonly<Record<ReaderClass, number>>
export type Present = { readonly people: People; readonly looks: readonly Look[] }

/** What one process knows of its own lines, by session. */
export type Share = Readonly<Record<string, Present>>

export type PresenceContext = {
  /** The lines of this process by session and class. */
  readonly lines: () => Iterable<{ readonly sessionId: string; readonly people: People }>
  /** Tells the other processes. */
  readonly share: (share: Share) => void
  /** Tells the readers of a session: the staff all there is, the crowd about how many. */
  readonly show: (to: 'staff' | 'crowd', sessionId: string, present: Present) => void
  readonly timers: Timers
  /** Milliseconds that never step. */
  readonly now: () => number
}

type Own = { readonly sessionId: string; readonly look: Look; readonly at: number }

export const nobodyHere = (): Record<ReaderClass, number> => ({
  participant: 0,
  expert: 0,
  moderator: 0,
  feed: 0,
})

export class Presence {
  readonly #context: PresenceContext
  readonly #looks = new Map<string, Own>()
  readonly #others = new Map<string, { share: Share; at: number }>()
  readonly #shown = new Map<string, string>()
  #crowdAt = Number.NEGATIVE_INFINITY
  #sharedAt = Number.NEGATIVE_INFINITY
  #shared = '{}'
  #cancel = () => {}

  constructor(context: PresenceContext) {
    this.#context = context
  }

  /** Somebody of the staff, by their line, looks at an item or at none. Repeated while it lasts. */
  look(lineId: string, sessionId: string, look: Look | null): void {
    if (look) this.#looks.set(lineId, { sessionId, look, at: this.#context.now() })
    else this.#looks.delete(lineId)
  }

  forget(lineId: string): void {
    this.#looks.delete(lineId)
  }

  /** What another process says of its own lines. */
  hear(processId: string, share: Share): void {
    this.#others.set(processId, { share, at: this.#context.now() })
  }

  /** Everybody who is in a session, as far as is known here. */
  of(sessionId: string): Present {
    const people = nobodyHere()
    const looks: Look[] = []
    for (const share of [this.#own(), ...[...this.#others.values()].map((other) => other.share)]) {
      const present = Object.hasOwn(share, sessionId) ? share[sessionId] : undefined
      if (!present) continue
      for (const as of READER_CLASSES) people[as] += present.people[as]
      looks.push(...present.looks)
    }
    return { people, looks: looks.slice(0, limits.presentLooks) }
  }

  start(): void {
    this.#cancel = this.#context.timers.after(limits.presenceMs, () => {
      this.#turn()
      this.start()
    })
  }

  stop(): void {
    this.#cancel()
    this.#context.share({})
  }

  #turn(): void {
    const now = this.#context.now()
    for (const [id, { at }] of this.#looks) if (now - at > limits.presenceTtlMs) this.#looks.delete(id)
    for (const [id, { at }] of this.#others) if (now - at > limits.presenceTtlMs) this.#others.delete(id)
    const own = this.#own()
    const text = JSON.stringify(own)
    if (text !== this.#shared || now - this.#sharedAt >= limits.presenceRepeatMs) {
      this.#shared = text
      this.#sharedAt = now
      this.#context.share(own)
    }
    const isCrowdsTurn = now - this.#crowdAt >= limits.presenceCrowdMs
    if (isCrowdsTurn) this.#crowdAt = now
    for (const sessionId of Object.keys(own)) {
      const present = this.of(sessionId)
      this.#show('staff', sessionId, present)
      if (isCrowdsTurn) this.#show('crowd', sessionId, { people: about(present.people), looks: [] })
    }
    for (const name of this.#shown.keys())
      if (!Object.hasOwn(own, name.slice(name.indexOf(' ') + 1))) this.#shown.delete(name)
  }

  #show(to: 'staff' | 'crowd', sessionId: string, present: Present): void {
    const name = `${to} ${sessionId}`
    const shown = JSON.stringify(present)
    if (this.#shown.get(name) === shown) return
    this.#shown.set(name, shown)
    this.#context.show(to, sessionId, present)
  }

  #own(): Share {
    const share: Record<string, Present> = {}
    for (const { sessionId, people } of this.#context.lines()) {
      const looks = [...this.#looks.values()].filter((own) => own.sessionId === sessionId)
      if (Object.values(people).some((count) => count > 0))
        share[sessionId] = { people, looks: looks.map(({ look }) => look) }
    }
    return share
  }
}

/** Two digits are enough for thousands, who would else be told of each that comes or goes. */
function about(people: People): People {
  const rounded = nobodyHere()
  for (const as of READER_CLASSES) {
    const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, people[as]))) - 1)
    rounded[as] = Math.round(people[as] / step) * step
  }
  return rounded
}
