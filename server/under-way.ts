/**
 * The calls of lines that have no answer yet. Each gets one answer, and fails alone: whether its handler throws, rejects
 * or never ends. It doesn't know what is called.
 */
import type { Counts } from './adapters/counts.ts'
import type { Failure } from './contract/socket.ts'
import { limits } from './domain/limits.ts'

export type Call = {
  readonly name: string
  /** Whose it is: how many of theirs are under way is kept there. */
  readonly line: { underWay: number }
  /** Undefined where nobody waits for an answer. */
  readonly answer: ((answer: object) => void) | undefined
}

type Waiting = Call & { readonly since: number }

export type UnderWayContext = {
  readonly now: () => number
  readonly onBug: (error: unknown, where: string) => void
  readonly counts?: Counts | undefined
}

export class UnderWay {
  readonly #context: UnderWayContext
  readonly #calls = new Set<Waiting>()

  constructor(context: UnderWayContext) {
    this.#context = context
  }

  get size(): number {
    return this.#calls.size
  }

  run(call: Call, handle: () => Promise<object>): void {
    const waiting = { ...call, since: this.#context.now() }
    this.#calls.add(waiting)
    call.line.underWay += 1
    this.#handled(waiting, handle).catch((error) => this.#context.onBug(error, call.name))
  }

  /** What has been waiting for too long is answered: its outcome is unknown. Call it now and then. */
  giveUpLate(): void {
    for (const call of this.#calls) {
      if (this.#context.now() - call.since <= limits.answerMs) continue
      this.#context.onBug(new Error('a handler never ended'), call.name)
      this.#end(call, { ok: false, code: 'command/retry' } satisfies Failure)
    }
  }

  async #handled(call: Waiting, handle: () => Promise<object>): Promise<void> {
    let answer: object
    try {
      answer = await handle()
    } catch (error) {
      this.#context.onBug(error, call.name)
      answer = { ok: false, code: 'internal' } satisfies Failure
    }
    this.#end(call, answer)
  }

  #end(call: Waiting, answer: object): void {
    // Given up before: whoever waited has had their answer.
    if (!this.#calls.delete(call)) return
    call.line.underWay -= 1
    const { ok, code } = answer as Partial<Failure>
    if (ok === false && code !== undefined) this.#context.counts?.refusedByLine.add(code)
    call.answer?.(answer)
  }
}
