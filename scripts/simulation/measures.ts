/**
 * How long it takes from an act until the last screen that was there shows it. A screen that goes away meanwhile is
 * waited for no more. It knows screens by identity alone.
 */
export const MEASURES = [
  'ask to acknowledgement',
  'ask to last staff screen',
  'ask to last screen',
  'admission to last screen',
  'answer to last screen',
] as const
export type Measure = (typeof MEASURES)[number]

export type Latency = {
  readonly count: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly mostMs: number
}

/** Acts of which we have not heard yet what they are about may have been seen already; so many are remembered. */
const EARLY_MAX = 200

type Early = Map<object, number>

export class Measures {
  readonly #taken = new Map<Measure, number[]>()
  readonly #waves = new Map<string, Wave>()
  readonly #early = new Map<string, Early>()
  readonly #over = new Set<string>()
  readonly #now: () => number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** An act begins now, and these screens are there to see it. What it is about may only be known later. */
  begin(measure: Measure, screens: Iterable<object>): Wave {
    return new Wave(this.#now(), new Set(screens), {
      known: (subject, wave) => this.#known(subject, wave),
      finished: (subject, ms) => this.#finish(measure, { subject, ms }),
    })
  }

  take(measure: Measure, ms: number): void {
    const taken = this.#taken.get(measure) ?? []
    this.#taken.set(measure, taken)
    taken.push(ms)
  }

  /** A screen shows it. */
  sighted(screen: object, subject: string): void {
    const wave = this.#waves.get(subject)
    if (wave) wave.sighted(screen, this.#now())
    else if (!this.#over.has(subject)) this.#remember(screen, subject)
  }

  gone(screen: object): void {
    for (const wave of this.#waves.values()) wave.gone(screen)
  }

  summary(): Partial<Record<Measure, Latency>> {
    const summary: Partial<Record<Measure, Latency>> = {}
    for (const measure of MEASURES) {
      const taken = this.#taken.get(measure)?.toSorted((one, two) => one - two)
      if (!taken) continue
      const at = (share: number) =>
        rounded(taken[Math.min(taken.length - 1, Math.floor(taken.length * share))])
      summary[measure] = { count: taken.length, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(1) }
    }
    return summary
  }

  #known(subject: string, wave: Wave): void {
    this.#waves.set(subject, wave)
    for (const [screen, at] of this.#early.get(subject) ?? []) wave.sighted(screen, at)
    this.#early.delete(subject)
  }

  #finish(measure: Measure, { subject, ms }: { subject: string; ms: number }): void {
    this.#waves.delete(subject)
    this.#over.add(subject)
    this.take(measure, ms)
  }

  #remember(screen: object, subject: string): void {
    const early = this.#early.get(subject) ?? new Map()
    this.#early.set(subject, early)
    if (!early.has(screen)) early.set(screen, this.#now())
    for (const oldest of this.#early.keys()) {
      if (this.#early.size <= EARLY_MAX) break
      this.#early.delete(oldest)
    }
  }
}

const rounded = (ms: number | undefined): number => Math.round((ms ?? 0) * 10) / 10

type Told = {
  known: (subject: string, wave: Wave) => void
  finished: (subject: string, ms: number) => void
}

export class Wave {
  readonly #beganAt: number
  readonly #waiting: Set<object>
  readonly #told: Told
  #subject: string | undefined
  #lastAt: number
  #isOver = false

  constructor(beganAt: number, waiting: Set<object>, told: Told) {
    this.#beganAt = beganAt
    this.#waiting = waiting
    this.#told = told
    this.#lastAt = beganAt
  }

  /** What the act was about, once that is known. */
  about(subject: string): void {
    this.#subject = subject
    this.#told.known(subject, this)
    this.#look()
  }

  sighted(screen: object, at: number): void {
    if (!this.#waiting.delete(screen)) return
    this.#lastAt = Math.max(this.#lastAt, at)
    this.#look()
  }

  gone(screen: object): void {
    if (this.#waiting.delete(screen)) this.#look()
  }

  #look(): void {
    if (this.#subject === undefined || this.#waiting.size > 0 || this.#lastAt === this.#beganAt) return
    if (this.#isOver) return
    this.#isOver = true
    this.#told.finished(this.#subject, this.#lastAt - this.#beganAt)
  }
}
