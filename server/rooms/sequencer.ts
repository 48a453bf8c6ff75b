/**
 * Group commit: what waits is flushed as one group as soon as the last flush has ended, never on a timer. Flushing and
 * anything else that needs the log to stand still share one lane. What is flushed is not known here.
 */
import { limits } from '../domain/limits.ts'

type Waiting<In, Out> = { readonly item: In; readonly answer: (out: Out) => void }

export type SequencerOptions<In, Out> = {
  /** Stores a group and gives an answer for each of it, in order, only once it is on disk. */
  readonly flush: (group: readonly In[]) => Promise<readonly Out[]>
  /** The answer when nothing is known of the outcome, or when too much waits already. */
  readonly retry: (item: In, why: 'failed' | 'full', error?: unknown) => Out
}

export class Sequencer<In, Out> {
  readonly #options: SequencerOptions<In, Out>
  #waiting: Waiting<In, Out>[] = []
  #lane: Promise<unknown> = Promise.resolve()
  #isScheduled = false

  constructor(options: SequencerOptions<In, Out>) {
    this.#options = options
  }

  get depth(): number {
    return this.#waiting.length
  }

  submit(item: In): Promise<Out> {
    if (this.#waiting.length >= limits.queuedCommands)
      return Promise.resolve(this.#options.retry(item, 'full'))
    return new Promise((answer) => {
      this.#waiting.push({ item, answer })
      this.#schedule()
    })
  }

  /** Runs a task between flushes. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const next = this.#lane.then(task, task)
    this.#lane = next.catch(() => {})
    return next
  }

  /** Waits until nothing waits any more. */
  async settle(): Promise<void> {
    while (this.#isScheduled) await new Promise((resolve) => setImmediate(resolve))
    await this.#lane
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    // All that this turn of the event loop brings belongs to the same group.
    setImmediate(() => void this.run(() => this.#flush()))
  }

  async #flush(): Promise<void> {
    const group = this.#waiting.splice(0, limits.flushCommands)
    try {
      const answers = await this.#options.flush(group.map(({ item }) => item))
      for (const [place, { answer }] of group.entries()) answer(answers[place] as Out)
    } catch (error) {
      for (const { item, answer } of group) answer(this.#options.retry(item, 'failed', error))
    } finally {
      this.#isScheduled = false
      if (this.#waiting.length > 0) this.#schedule()
    }
  }
}
