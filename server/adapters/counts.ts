/**
 * What has happened so far, in plain numbers: counting costs an addition, and the numbers are read only when somebody
 * asks. It doesn't know who asks, nor what any of them means.
 */

/** How values were spread: for each bound how many were at most that, and beyond the one before it. */
export class Spread {
  readonly bounds: readonly number[]
  /** One more than the bounds: the last is of what was above all of them. */
  readonly counts: number[]
  sum = 0

  constructor(bounds: readonly number[]) {
    this.bounds = bounds
    this.counts = Array.from({ length: bounds.length + 1 }, () => 0)
  }

  add(value: number): void {
    let place = 0
    while (place < this.bounds.length && value > (this.bounds[place] as number)) place += 1
    this.counts[place] = (this.counts[place] as number) + 1
    this.sum += value
  }
}

/** How often each of a few names came up. */
export class Named {
  readonly #counts = new Map<string, number>()

  add(name: string, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by)
  }

  entries(): Iterable<readonly [name: string, count: number]> {
    return this.#counts
  }
}

/** Of a whole process. A name is one that the code has, never one that came from outside. */
export class Counts {
  /** By where: what was reported as a fault. */
  readonly faults = new Named()
  /** By code: what was refused over a line, and over HTTP. */
  readonly refusedByLine = new Named()
  readonly refusedByHttp = new Named()
  /** By class of status: `2xx` and so on. */
  readonly responses = new Named()
  /** By kind: words of processes that a log has moved. */
  readonly wakeUps = new Named()
  /** Moves that a poll found and of which nobody had told. */
  foundByPoll = 0
  /** Flushes whose outcome nobody knows, and the commands in them. */
  failedFlushes = 0
  unknownOutcomes = 0
}
