/**
 * Looks over everybody's shoulder: what each frame and snapshot brought, whether it may have been shown to that reader, and
 * whether anything came twice, late, or backwards. It sees the store alone, and knows nothing of faults.
 */
import { io } from 'socket.io-client'
import type { Dial } from '../../client/sync/line.ts'
import { ViewStore } from '../../client/sync/view-store.ts'
import type { Frame, Snapshot, ViewChange } from '../../server/contract/socket.ts'
import type { Citizen } from './town.ts'

/** Words that only some may read carry one: what it guards, and whose it is. */
export const canary = (what: 'riservato' | 'solo' | 'bozza' | 'nota', owner: string): string =>
  `canarino:${what}:${owner}:`
const CANARY = /canarino:(\w+):([\w-]+):/g

const FORBIDDEN = {
  participant: ['workItem', 'note'],
  expert: ['mute'],
  moderator: [],
} as const satisfies Record<Citizen['role'], readonly string[]>
/** Fields that tell who asked, or what only the staff know. */
const STAFF_FIELDS = ['facts', 'askerRole', 'askerId', 'authorId', 'pendingRev'] as const

export type Sighting = { readonly what: string; readonly owner: string; readonly reader: Citizen }

export class Witness {
  /** Changes that reached a screen and were new there. */
  deliveries = 0
  frames = 0
  snapshots = 0
  gaps = 0
  /** Commands sent again with the same key. */
  retries = 0
  readonly faults: string[] = []
  readonly #sightings = new Map<string, Sighting>()
  /** Up to when what needs a role may still reach those who have lost it, in our clock. */
  readonly #leftAt = new Map<string, number>()

  get sightings(): readonly Sighting[] {
    return [...this.#sightings.values()]
  }

  /** Counts what goes out again. */
  readonly dial: Dial = (url, options) => {
    const socket = io(url, options)
    socket.onAnyOutgoing((_name, envelope: { key?: unknown } | undefined) => {
      if (typeof envelope?.key !== 'string') return
      if (this.#sent.has(envelope.key)) this.retries += 1
      this.#sent.add(envelope.key)
    })
    return socket
  }
  readonly #sent = new Set<string>()

  /** From then on nothing new may reach this reader. */
  leaves(reader: Citizen, at: number): void {
    this.#leftAt.set(reader.actorId, at)
  }

  see(reader: Citizen, change: ViewChange): void {
    const hasLeft = performance.now() > (this.#leftAt.get(reader.actorId) ?? Infinity)
    if (hasLeft && needsRole(reader, change))
      this.faults.push(`leaked: ${reader.role} ${reader.actorId} lost the role and got ${change.entity}`)
    if ('gone' in change) return
    const { role, actorId } = reader
    const isForbidden = (FORBIDDEN[role] as readonly string[]).includes(change.entity)
    const field = role === 'participant' ? STAFF_FIELDS.find((name) => name in change) : undefined
    if (isForbidden || field) this.faults.push(`leaked: ${change.entity} ${field ?? ''} to a ${role}`)
    // A vote is seen by its voter alone; its id ends with theirs.
    if (/^(vote|follow)$/.test(change.entity) && !change.id.endsWith(actorId))
      this.faults.push(`leaked: the ${change.entity} of ${change.id} to ${actorId}`)
    const text = JSON.stringify(change)
    if (!text.includes('canarino')) return
    for (const [, what = '', owner = ''] of text.matchAll(CANARY))
      this.#sightings.set(`${what} ${owner} ${actorId}`, { what, owner, reader })
  }
}

/** Whoever has an account may read along as a participant; only of a body's own questions they may not see more. */
const needsRole = ({ role }: Citizen, change: ViewChange): boolean =>
  role !== 'participant' || (!('gone' in change) && 'reason' in change && !('mine' in change))

/** `mustHold` says up to where in the log the reader was told already: the next snapshot can't be older. */
export class WitnessedStore extends ViewStore {
  readonly #witness: Witness
  readonly #reader: Citizen
  readonly #mustHold: () => number
  #held = 0

  constructor(witness: Witness, reader: Citizen, mustHold: () => number) {
    super()
    this.#witness = witness
    this.#reader = reader
    this.#mustHold = mustHold
  }

  override asking(): void {
    this.#held = Math.max(this.#mustHold(), this.cursor?.seq ?? 0)
    super.asking()
  }

  override applyFrame(frame: Frame) {
    const before = this.position
    const wasWhole = this.isComplete
    const outcome = super.applyFrame(frame)
    const witness = this.#witness
    witness.frames += 1
    for (const change of frame.changes) witness.see(this.#reader, change)
    if (outcome === 'gap') witness.gaps += 1
    if (outcome !== 'applied' || !wasWhole) return outcome
    const who = `${this.#reader.role} ${this.#reader.actorId}`
    if (frame.from > before) witness.faults.push(`R1 ${who} at ${before} took a frame from ${frame.from}`)
    for (const { entity, id, changedSeq } of frame.changes) {
      if (changedSeq <= frame.from || changedSeq > frame.to)
        witness.faults.push(`R2 ${who}: ${entity} ${id} of ${changedSeq} in (${frame.from}, ${frame.to}]`)
      if (changedSeq > before) witness.deliveries += 1
    }
    return outcome
  }

  override applySnapshotPart(part: Snapshot) {
    const outcome = super.applySnapshotPart(part)
    for (const view of part.views) this.#witness.see(this.#reader, view)
    if (part.part !== 1 || outcome !== 'applied') return outcome
    this.#witness.snapshots += 1
    if (part.seq < this.#held)
      this.#witness.faults.push(
        `S1 ${this.#reader.actorId} was told of ${this.#held} and got a snapshot of ${part.seq}`,
      )
    return outcome
  }
}
