/**
 * Random runs of a view store against the model log, over a line that drops, repeats and overlaps; at the end the line
 * is healed, and the store must show what a fresh snapshot shows.
 */
import fc from 'fast-check'
import type { ViewStore } from '../../../client/sync/view-store.ts'
import type { Frame, Snapshot } from '../../../server/contract/socket.ts'
import { ModelLog } from './sync-model.ts'

type Step =
  | { do: 'change'; row: number; visible: boolean }
  | { do: 'frame' | 'drop' | 'heartbeat' | 'cut' | 'slowAnswer' | 'tooFar' }
  | { do: 'repeat'; place: number }
  | { do: 'overlap'; back: number }
  | { do: 'restore'; dropped: number }

export const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ do: fc.constant('change' as const), row: fc.nat(5), visible: fc.boolean() }),
    },
    { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('frame' as const, 'drop' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom(...(['heartbeat', 'cut', 'slowAnswer', 'tooFar'] as const)),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), place: fc.nat(10) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('overlap' as const), back: fc.nat(6) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), dropped: fc.nat(4) }) },
  ),
  { minLength: 5, maxLength: 60, size: 'max' },
)

export type Counts = { gaps: number; snapshots: number; resumed: number; between: number; gone: number }

/** The line and the server's half of it: what it has sent so far, and the parts of a snapshot still to be sent. */
export class Run {
  readonly log = new ModelLog()
  readonly store: ViewStore
  readonly counts: Counts
  #sentTo = 0
  #sent: Frame[] = []
  #parts: Snapshot[] = []
  #isConnected = false
  /** So much has changed meanwhile that a snapshot is the shorter way. */
  #isTooFar = false

  constructor(store: ViewStore, counts: Counts) {
    this.store = store
    this.counts = counts
  }

  step(step: Step): void {
    switch (step.do) {
      case 'change':
        this.log.change(`q${step.row}`, step.visible)
        break
      case 'frame':
      case 'drop':
        this.#frame(step.do === 'frame')
        break
      case 'heartbeat':
        this.#next()
        break
      case 'repeat':
        this.#deliver(this.#sent.at(-1 - step.place))
        break
      case 'overlap':
        if (this.#isConnected) this.#frame(true, step.back)
        break
      case 'slowAnswer':
        this.#ask(false)
        break
      case 'cut':
        this.#cut()
        break
      case 'tooFar':
        this.#isTooFar = true
        this.#cut()
        break
      case 'restore':
        this.log.restore(step.dropped)
        this.#sent = []
        this.#cut()
        break
    }
  }

  /** The line works again: everything on its way arrives, and a heartbeat shows the head. */
  heal(): void {
    for (let turn = 0; turn < 100 && !this.#isEven(); turn += 1) this.#next()
  }

  #isEven(): boolean {
    return this.#isConnected && this.#parts.length === 0 && this.store.cursor?.seq === this.log.head
  }

  #cut(): void {
    this.#isConnected = false
    this.#parts = []
    this.store.lost()
  }

  /** The next part of a snapshot that is under way, or a frame that may be empty. */
  #next(): void {
    const part = this.#parts.shift()
    if (!this.#isConnected) this.#ask(true)
    else if (part) this.#hear(this.store.applySnapshotPart(part))
    else this.#send(this.log.frame(this.#sentTo), true)
  }

  /** What has changed, though parts of a snapshot may still be to come. */
  #frame(arrives: boolean, back = 0): void {
    if (!this.#isConnected) this.#ask(true)
    else if (this.#sentTo < this.log.head)
      this.#send(this.log.frame(Math.max(0, this.#sentTo - back)), arrives)
  }

  #send(frame: Frame, arrives: boolean): void {
    this.#sentTo = this.log.head
    this.#sent.push(frame)
    this.counts.gone += frame.changes.filter((change) => 'gone' in change).length
    if (arrives) this.#deliver(frame)
  }

  #deliver(frame: Frame | undefined): void {
    if (!frame || !this.#isConnected) return
    if (this.#parts.length > 0) this.counts.between += 1
    this.#hear(this.store.applyFrame(frame))
  }

  #hear(outcome: string): void {
    if (outcome !== 'gap') return
    this.counts.gaps += 1
    this.#ask(true)
  }

  #ask(atOnce: boolean): void {
    const wasConnected = this.#isConnected
    this.store.asking()
    this.#isConnected = true
    this.#parts = []
    const { cursor } = this.store
    // What was sent on the line before the server has heard the question.
    if (wasConnected && !atOnce && this.#sentTo < this.log.head)
      this.#hear(this.store.applyFrame(this.log.frame(this.#sentTo)))
    this.#sentTo = this.log.head
    if (cursor && this.log.holds(cursor) && !this.#isTooFar) {
      this.counts.resumed += 1
      this.store.answered('resumed')
      this.#hear(this.store.applyFrame(this.log.frame(cursor.seq)))
      return
    }
    this.#isTooFar = false
    this.counts.snapshots += 1
    this.store.answered('snapshot')
    this.#parts = this.log.snapshot(2)
    const first = this.#parts.shift()
    if (first) this.#hear(this.store.applySnapshotPart(first))
  }
}
