/**
 * Who else is in the session as the server says it, and what this reader looks at, said when it changes and again while
 * it lasts. For display alone: what is not heard is not known, and nothing waits for it.
 */
import type { PresencePush } from '../../server/contract/socket.ts'
import { limits } from '../../server/domain/limits.ts'
import type { LineSocket } from './line.ts'
import type { Timers } from './surroundings.ts'

/** The item that somebody of the staff has before them. */
export type OwnLook = { readonly itemId: string; readonly isWriting: boolean }

export class Attendance {
  readonly #socket: LineSocket
  readonly #timers: Timers
  readonly #listeners = new Set<() => void>()
  #present: PresencePush | null = null
  #look: OwnLook | null = null
  #isEntered = false
  #cancel: (() => void) | undefined

  constructor(socket: LineSocket, timers: Timers) {
    this.#socket = socket
    this.#timers = timers
    socket.on('presence', (present) => this.#show(present))
  }

  /** Null where nothing has been heard of it on this line. */
  get present(): PresencePush | null {
    return this.#present
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The reader's own look, or that they look at none. Only the staff's is wanted by the server. */
  look(look: OwnLook | null): void {
    const before = this.#look
    if (before?.itemId === look?.itemId && before?.isWriting === look?.isWriting) return
    this.#look = look
    if (this.#isEntered) this.#say()
  }

  entered(): void {
    this.#isEntered = true
    if (this.#look) this.#say()
  }

  /** The line is lost, or the session is left: who is there is not known any more. */
  left(): void {
    this.#isEntered = false
    this.#cancel?.()
    if (this.#present !== null) this.#show(null)
  }

  #say(): void {
    this.#cancel?.()
    this.#cancel = undefined
    const look = this.#look
    this.#socket.emit(
      'presence',
      look ? { looking: look.itemId, writing: look.isWriting } : { looking: null },
    )
    if (look) this.#cancel = this.#timers.after(limits.presenceRepeatMs, () => this.#say())
  }

  #show(present: PresencePush | null): void {
    this.#present = present
    for (const listener of this.#listeners) listener()
  }
}
