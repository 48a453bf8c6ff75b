/**
 * What the day's people know together: which line of the content each question is, and who is at what, so that no two
 * of them do the same. It gives no commands.
 */
import type { Line } from './lines.ts'
import type { Screen } from './screen.ts'

export type Asked = {
  readonly questionId: string
  readonly line: Line
  readonly asker: Screen
  readonly number: string
  /** Its place in the log, and when it was asked and acknowledged, by one clock. */
  readonly seq: number
  readonly askedAt: number
  readonly acknowledgedAt: number
}

export class Board {
  readonly #asked = new Map<string, Asked>()
  readonly #newestOf = new Map<string, Asked>()
  readonly #taken = new Set<string>()
  readonly #strangers = new Map<string, number>()

  add(asked: Asked): void {
    this.#asked.set(asked.questionId, asked)
    this.#newestOf.set(asked.line.id, asked)
  }

  find(questionId: string): Asked | undefined {
    return this.#asked.get(questionId)
  }

  list(): Iterable<Asked> {
    return this.#asked.values()
  }

  /** The question that this one repeats, if that was asked. */
  leadOf({ line }: Asked): Asked | undefined {
    return line.leadId === null ? undefined : this.#newestOf.get(line.leadId)
  }

  /** True for the first who takes it up. */
  take(what: string): boolean {
    if (this.#taken.has(what)) return false
    this.#taken.add(what)
    return true
  }

  giveBack(what: string): void {
    this.#taken.delete(what)
  }

  /** How long a question that none of us asked has been there, in milliseconds. */
  strangerFor(questionId: string, now: number): number {
    const since = this.#strangers.get(questionId) ?? now
    this.#strangers.set(questionId, since)
    return now - since
  }
}
