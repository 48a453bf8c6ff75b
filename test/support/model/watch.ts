/** What can only be seen while it happens: what is sent to whom, what is heard when, what a commit holds. */
import type { Frame } from '../../../server/contract/socket.ts'
import { mayEnter } from '../../../server/domain/permissions.ts'
import { DRAFT_MARK, NOTE_MARK } from './deeds.ts'
import { WHO, type Who } from './steps.ts'
import type { ClientEnd, ServerEnd } from './wires.ts'
import type { World } from './world.ts'

/** Without rights since the entry after `from`, and up to `to`. */
export type Span = { readonly who: Who; readonly from: number; to: number }

export class Watch {
  readonly faults = new Set<string>()
  readonly withoutRights: Span[] = []
  gaps = 0
  readonly #world: World
  #head = 0

  constructor(world: World) {
    this.#world = world
    this.#head = world.head
  }

  fault(what: string): void {
    this.faults.add(what)
  }

  /** R3: whoever is sent rows may be there, at this moment, as what they are there; and no word is meant for others. */
  sent(socket: ServerEnd, name: string, what: unknown): void {
    if (name !== 'frame' && name !== 'snapshot') return
    const who = socket.handshake.auth.token as Who
    const as = this.#world.client(who).role
    const session = { id: this.#world.sessionId, visibility: 'beneficiaries' }
    if (!mayEnter(this.#world.actors.get(who) ?? null, as, session))
      this.fault(`R3 ${who} is sent a ${name} as ${as}, and has no right to it`)
    const text = JSON.stringify(what)
    if (as === 'participant' && (text.includes(NOTE_MARK) || text.includes(DRAFT_MARK)))
      this.fault(`R3 ${who} is sent what is not for them`)
  }

  /** R1: on a line on which nothing was lost, no frame begins beyond what its reader has. */
  heard(who: Who, name: string, what: unknown): void {
    if (name !== 'frame') return
    const frame = what as Frame
    const { store } = this.#world.client(who)
    if (store.position === 0 || frame.from <= store.position) return
    this.gaps += 1
    if (this.#world.ends.get(who)?.wire?.isLossy === false)
      this.fault(`R1 ${who} has everything up to ${store.position}, and a frame begins at ${frame.from}`)
  }

  /** W7: the instant of what is appended was read under the lock. */
  committed({ at }: { at: number }): void {
    const { store, sessionId, head } = this.#world
    const [row] = store.read.raw.all<{ first: number | null }>(
      'SELECT min(at) AS first FROM event WHERE log_id = ? AND seq > ?',
      sessionId,
      this.#head,
    )
    this.#head = head
    if (row?.first != null && row.first < at) this.fault(`W7 an entry of ${row.first} was decided at ${at}`)
  }

  rightsChanged(who: Who, has: boolean): void {
    const { head } = this.#world
    if (!has) this.withoutRights.push({ who, from: head, to: Number.POSITIVE_INFINITY })
    else for (const span of this.withoutRights) if (span.who === who) span.to = Math.min(span.to, head)
  }

  /** R6: who was on a good line for as long as a heartbeat has what was stored before. */
  isTold(head: number, wasThere: (end: ClientEnd) => boolean): void {
    for (const who of WHO) {
      const end = this.#world.ends.get(who)
      const { net, store } = this.#world.client(who)
      if (!end?.wire || end.wire.hasLostMore || !wasThere(end) || net.status.line !== 'live') continue
      if ((store.cursor?.seq ?? 0) < head)
        this.fault(`R6 ${who} stays at ${store.cursor?.seq} of ${head} and isn't told`)
    }
  }
}
