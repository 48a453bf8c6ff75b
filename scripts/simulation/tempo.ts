/** How fast a simulated day goes, and the loops in which its people act until they are told to stop. */
export class Tempo {
  /** 1 is how people work; 0.1 is ten times as fast. */
  readonly factor: number
  #isStopped = false
  readonly #loops: Promise<void>[] = []
  readonly #wake = new Set<() => void>()

  constructor(factor: number) {
    this.factor = factor
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Somewhere around `seconds` of a person's time; at once when all are to stop. */
  think(seconds: number): Promise<void> {
    return this.pause(seconds * 1_000 * this.factor * (0.5 + Math.random()))
  }

  pause(ms: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#wake.delete(done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      this.#wake.add(done)
    })
  }

  /** Acts again and again. */
  loop(act: () => Promise<void>): void {
    const turns = async () => {
      while (!this.#isStopped) await act()
    }
    this.#loops.push(turns())
  }

  /** Everybody ends what they are at. */
  async stop(): Promise<void> {
    this.#isStopped = true
    for (const done of [...this.#wake]) done()
    await Promise.all(this.#loops)
  }
}

export const oneOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)]
