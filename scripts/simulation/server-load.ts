/** What the server's process costs while a day runs, as it says itself. */
import type { LoadAnswer } from '../../server/contract/rehearsals.ts'
import type { Cast } from './cast.ts'

export type ServerLoad = {
  /** Processor time by wall time: 1 is one core all the while. */
  readonly cpuShare: number
  readonly cpuMs: number
  readonly memoryBytesMost: number
}

const EVERY_MS = 2_000

export class LoadMeter {
  readonly #cast: Cast
  readonly #timer: NodeJS.Timeout
  #first: LoadAnswer | undefined
  #last: LoadAnswer | undefined
  #most = 0

  constructor(cast: Cast) {
    this.#cast = cast
    this.#timer = setInterval(() => void this.#look(), EVERY_MS)
    void this.#look()
  }

  async stop(): Promise<ServerLoad | null> {
    clearInterval(this.#timer)
    await this.#look()
    if (!this.#first || !this.#last) return null
    const cpuMs = this.#last.cpuMs - this.#first.cpuMs
    const upMs = Math.max(1, this.#last.upMs - this.#first.upMs)
    return { cpuShare: cpuMs / upMs, cpuMs, memoryBytesMost: this.#most }
  }

  /** A look that fails is one look less. */
  async #look(): Promise<void> {
    const { url, administratorToken } = this.#cast
    const answer = await fetch(`${url}/api/load`, {
      headers: { authorization: `Bearer ${administratorToken}` },
    }).catch(() => undefined)
    if (!answer?.ok) return
    const load = (await answer.json()) as LoadAnswer
    this.#first ??= load
    this.#last = load
    this.#most = Math.max(this.#most, load.memoryBytes)
  }
}
