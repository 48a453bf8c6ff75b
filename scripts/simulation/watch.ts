/**
 * Looks at everything that reaches a screen: nothing of what only experts see, nothing older than what is shown already.
 * Views that are the same are kept once, so that a thousand screens fit into one process. It doesn't mend anything.
 */
import { randomBytes } from 'node:crypto'
import { ViewStore } from '../../client/sync/view-store.ts'
import type { Frame, Snapshot, ViewChange } from '../../server/contract/socket.ts'
import type { ReaderClass } from '../../server/domain/permissions.ts'
import type { View } from '../../server/domain/views.ts'

export const FAULTS = ['missing', 'repeated', 'outOfOrder', 'wrongRole'] as const
export type Fault = (typeof FAULTS)[number]

const EXAMPLES_MAX = 20

/** Entities and fields that a class of readers must never be sent. */
const FORBIDDEN: Record<ReaderClass, { entities: readonly string[]; fields: readonly string[] }> = {
  feed: {
    entities: ['workItem', 'note', 'message', 'vote', 'follow', 'mute'],
    fields: ['facts', 'askerRole', 'askerId', 'authorId', 'pendingRev', 'mine', 'reason'],
  },
  participant: {
    entities: ['workItem', 'note'],
    fields: ['facts', 'askerRole', 'askerId', 'authorId', 'pendingRev'],
  },
  expert: { entities: ['mute'], fields: ['askerId'] },
  moderator: { entities: [], fields: [] },
}

type Variants = { seq: number; readonly views: Map<string, View> }

export class Watch {
  /** Stands in every internal note and every draft of this day, and in nothing else. */
  readonly canary = `canarino-${randomBytes(9).toString('hex')}`
  readonly counts: Record<Fault, number> = { missing: 0, repeated: 0, outOfOrder: 0, wrongRole: 0 }
  readonly examples: string[] = []
  /** How often something was lost on the way and asked for again. */
  gaps = 0
  frames = 0
  readonly #kept = new Map<string, Variants>()

  fault(fault: Fault, what: string): void {
    this.counts[fault] += 1
    if (this.examples.length < EXAMPLES_MAX) this.examples.push(`${fault}: ${what}`)
  }

  /** Words that reached somebody who is neither expert nor moderator, by whatever way. */
  words(where: string, text: string): void {
    if (text.includes(this.canary)) this.fault('wrongRole', `${where} holds an internal text`)
  }

  /** The same view, kept once for all screens of a class. It is looked at when it is first seen. */
  kept(as: ReaderClass, view: View): View {
    const name = `${as} ${view.entity} ${view.id}`
    const json = JSON.stringify(view)
    const known = this.#kept.get(name)
    if (known?.seq === view.changedSeq) {
      const same = known.views.get(json)
      if (same) return same
    }
    this.#look(as, view, json)
    if (known && known.seq > view.changedSeq) return view
    const variants = known?.seq === view.changedSeq ? known : { seq: view.changedSeq, views: new Map() }
    variants.views.set(json, view)
    this.#kept.set(name, variants)
    return view
  }

  #look(as: ReaderClass, view: View, json: string): void {
    const { entities, fields } = FORBIDDEN[as]
    if (as === 'participant' || as === 'feed') this.words(`a ${as}'s ${view.entity}`, json)
    const field = fields.find((one) => one in view)
    if (entities.includes(view.entity) || field !== undefined)
      this.fault('wrongRole', `a ${as} was sent ${view.entity} ${field ?? ''}`)
    // Experts work without names.
    if (as === 'expert' && view.entity === 'question' && view.bodyName !== null)
      this.fault('wrongRole', `an expert was sent the name of ${view.bodyName}`)
  }
}

/** A screen's store, with somebody who looks over its shoulder. */
export class WatchedStore extends ViewStore {
  readonly #watch: Watch
  readonly #as: ReaderClass

  constructor(watch: Watch, as: ReaderClass) {
    super()
    this.#watch = watch
    this.#as = as
  }

  override applyFrame(frame: Frame) {
    this.#watch.frames += 1
    const changes = frame.changes.map((change) => this.#seen(change))
    const shown = changes.map(({ entity, id }) => this.find(entity, id)?.changedSeq ?? 0)
    const wasWhole = this.isComplete
    const outcome = super.applyFrame({ ...frame, changes })
    if (outcome === 'gap') this.#watch.gaps += 1
    if (outcome !== 'applied' || !wasWhole) return outcome
    for (const [place, { entity, id, changedSeq }] of changes.entries()) {
      if (changedSeq < (shown[place] ?? 0) || changedSeq > frame.to)
        this.#watch.fault('outOfOrder', `${entity} ${id} at ${changedSeq} came after ${shown[place]}`)
    }
    return outcome
  }

  override applySnapshotPart(part: Snapshot) {
    const views = part.views.map((view) => this.#watch.kept(this.#as, view))
    return super.applySnapshotPart({ ...part, views })
  }

  #seen(change: ViewChange): ViewChange {
    return 'gone' in change ? change : this.#watch.kept(this.#as, change)
  }
}
