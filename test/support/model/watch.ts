/** What can only be seen while it happens: what is sent to whom, what is heard when, what a commit holds. */
import type { Frame, Snapshot } from '../../../server/contract/socket.ts'
import { mayEnter } from '../../../server/domain/permissions.ts'
import { people } from '../forum.ts'
import { DRAFT_MARK, NOTE_MARK } from './deeds.ts'
import type { Life } from './life.ts'
import { WHO, type Who } from './steps.ts'
import type { ClientEnd, ServerEnd } from './wires.ts'
import type { World } from './world.ts'

/** Without rights since the entry after `from`, and up to `to`. */
export type Span = { readonly who: Who; readonly from: number; to: number; readonly since: number }

export class Watch {
  readonly faults = new Set<string>()
  readonly withoutRights: Span[] = []
  gaps = 0
  sentAway = 0
  readonly #world: World
  #head: number
  #editionHead: number

  constructor(world: World) {
    this.#world = world
    this.#head = world.headOf(world.sessionId)
    this.#editionHead = world.headOf(world.editionId)
  }

  fault(what: string): void {
    this.faults.add(what)
  }

  /**
   * R3: whoever is sent rows had a right to them when the process that sends must have looked last; and no word is meant
   * for others.
   */
  sent(life: Life, socket: ServerEnd, { name, packet }: { name: string; packet: unknown }): void {
    if (name === 'reenter') this.sentAway += 1
    if (name !== 'frame' && name !== 'snapshot') return
    const who = socket.handshake.auth.token as Who
    const as = this.#world.client(who).role
    const span = this.spanOf(who)
    const session = { id: this.#world.sessionId, visibility: 'beneficiaries' }
    if (span && span.since < life.knowsUpTo && !mayEnter({ ...people[who], grants: [] }, as, session))
      this.fault(`R3 ${who} is sent a ${name} as ${as}, and has no right to it any more`)
    const text = JSON.stringify(packet)
    if (as === 'participant' && (text.includes(NOTE_MARK) || text.includes(DRAFT_MARK)))
      this.fault(`R3 ${who} is sent what is not for them`)
  }

  /** R1: on a line on which nothing was lost, no frame begins beyond what its reader has. */
  heard(who: Who, name: string, packet: unknown): void {
    if (name === 'snapshot') this.#heardSnapshot(who, packet as Snapshot)
    if (name !== 'frame') return
    const frame = packet as Frame
    const { store } = this.#world.client(who)
    if (store.position === 0 || frame.from <= store.position) return
    this.gaps += 1
    if (this.#world.ends.get(who)?.wire?.isLossy === false)
      this.fault(`R1 ${who} has everything up to ${store.position}, and a frame begins at ${frame.from}`)
  }

  /** R2: nobody is shown an earlier moment than they have seen, or than that of what they were told is stored. */
  #heardSnapshot(who: Who, { part, seq }: Snapshot): void {
    if (part !== 1) return
    const { store, calls } = this.#world.client(who)
    const seen = store.cursor?.seq ?? 0
    if (seq < seen) this.fault(`R2 ${who} has seen ${seen}, and is shown ${seq}`)
    const told = Math.max(0, ...calls.map(({ answer }) => (answer?.ok ? answer.seq : 0)))
    if (seq < told) this.fault(`R2 ${who} was told that ${told} is stored, and is shown ${seq}`)
  }

  /** W7: the instant of what is appended was read under the lock. What the edition's log says of rights is true from here. */
  committed(life: Life): void {
    const { look, sessionId, editionId } = this.#world
    const head = this.#world.headOf(sessionId)
    if (head > this.#head) {
      const [row] = look.all<{ first: number }>(
        'SELECT min(at) AS first FROM event WHERE log_id = ? AND seq > ?',
        sessionId,
        this.#head,
      )
      if (row && row.first < life.lockedAt)
        this.fault(`W7 an entry of ${row.first} was decided at ${life.lockedAt}`)
      this.#head = head
    }
    const editionHead = this.#world.headOf(editionId)
    if (editionHead === this.#editionHead) return
    for (const entry of look.all<{ kind: string; data: string }>(
      'SELECT kind, data FROM event WHERE log_id = ? AND seq > ? ORDER BY seq',
      editionId,
      this.#editionHead,
    ))
      this.#rightsChanged(entry.kind, JSON.parse(entry.data).actorId)
    this.#editionHead = editionHead
  }

  /** The time that somebody is without rights now, if they are. */
  spanOf(who: Who): Span | undefined {
    return this.withoutRights.find((span) => span.who === who && span.to === Number.POSITIVE_INFINITY)
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

  #rightsChanged(kind: string, who: Who): void {
    const span = this.spanOf(who)
    if (kind === 'role revoked' && !span)
      this.withoutRights.push({
        who,
        from: this.#head,
        to: Number.POSITIVE_INFINITY,
        since: this.#world.time.now(),
      })
    if (kind === 'role granted' && span) span.to = this.#head
  }
}
