/** A simulated day: opens everybody's screen, lets them act until it is finished, and looks whether all was well. */
import type { Answer, ClientCommand } from '../../client/sync/command-types.ts'
import { Board } from './board.ts'
import { type Cast, ofRole } from './cast.ts'
import { checkAcknowledged, checkOrder, compareScreens, compareWall } from './compare.ts'
import type { Line } from './lines.ts'
import { Measures } from './measures.ts'
import { ask } from './people/asker.ts'
import { answerQuestions } from './people/expert.ts'
import { moderate } from './people/moderator.ts'
import { type ReaderCounts, readAndVote } from './people/reader.ts'
import type { Report } from './report.ts'
import { Screen, type ScreenEvents } from './screen.ts'
import { LoadMeter } from './server-load.ts'
import { Tempo } from './tempo.ts'
import { cookieOfPass, openWall, type Wall } from './wall.ts'
import { Watch } from './watch.ts'

export type DayPlan = {
  readonly cast: Cast
  /** What is asked, one after the other, and then again in other words. */
  readonly lines: readonly Line[]
  /** 1 is how people work. */
  readonly tempo: number
  readonly asksPerMinute: (asked: number) => number
  readonly asksPerPerson: number
  readonly readTwice: ReadonlySet<string>
  readonly answersAll: boolean
}

const OPENING_AT_ONCE = 25
const OPEN_WITHIN_MS = 60_000
const QUIET_WITHIN_MS = 30_000
/** Votes are counted half a second after the first; a little more, and nothing moves any more. */
const TALLY_MS = 1_500

export class Day {
  readonly #plan: DayPlan
  readonly #watch = new Watch()
  readonly #measures = new Measures()
  readonly #board = new Board()
  readonly #tempo: Tempo
  readonly #live = new Set<Screen>()
  readonly #screens: readonly Screen[]
  readonly #counts: ReaderCounts = { votes: 0, follows: 0, reads: 0, drops: 0, returns: 0 }
  readonly #refused: Record<string, number> = {}
  readonly #began = performance.now()
  #acknowledged = 0
  #asked = 0
  /** What was there before anybody of ours asked. */
  #before: ReadonlySet<string> = new Set()
  #wall: Wall | undefined
  #load: LoadMeter | undefined

  constructor(plan: DayPlan) {
    this.#plan = plan
    this.#tempo = new Tempo(plan.tempo)
    const events: ScreenEvents = {
      live: (screen) => this.#live.add(screen),
      gone: (screen) => {
        this.#live.delete(screen)
        this.#measures.gone(screen)
      },
      question: (screen, view) => {
        if (screen.person.role !== 'participant') this.#measures.sighted(screen, `staff ${view.id}`)
        else if (view.status !== 'received') this.#measures.sighted(screen, view.id)
        if (view.answerId !== null) this.#measures.sighted(screen, `answer ${view.id}`)
      },
      answered: (type, answer) => this.#answered(type, answer),
    }
    const context = { watch: this.#watch, events }
    this.#screens = plan.cast.people.map((person) => new Screen(plan.cast, person, context))
  }

  get isQuiet(): boolean {
    return this.#screens.every((screen) => screen.isLive && screen.pending === 0)
  }

  /** Everybody comes in; then they begin. */
  async open(): Promise<void> {
    const { cast } = this.#plan
    const left = [...this.#screens]
    const next = async () => {
      for (let screen = left.pop(); screen; screen = left.pop()) {
        const opened = screen
        opened.open()
        await until(`the screen of ${opened.person.name}`, () => opened.isLive, OPEN_WITHIN_MS)
      }
    }
    await Promise.all(Array.from({ length: OPENING_AT_ONCE }, next))
    if (cast.pass !== undefined)
      this.#wall = openWall(cast, await cookieOfPass(cast.url, cast.pass), this.#watch)
    this.#before = new Set(this.#of('moderator')[0]?.store.rows('question').keys())
    this.#load = new LoadMeter(cast)
    this.#begin()
  }

  #begin(): void {
    const { cast, lines, asksPerMinute, asksPerPerson, readTwice, answersAll } = this.#plan
    const common = { board: this.#board, tempo: this.#tempo, measures: this.#measures }
    const participants = this.#of('participant')
    const audience = () => this.#liveOf('participant')
    ask({
      ...common,
      screens: participants,
      lines,
      admission: cast.admission,
      asksPerPerson,
      perMinute: () => asksPerMinute(this.#asked),
      participants: audience,
      staff: () => [...this.#liveOf('expert'), ...this.#liveOf('moderator')],
    })
    for (const screen of this.#of('moderator')) moderate({ ...common, screen, audience })
    for (const screen of this.#of('expert'))
      answerQuestions({ ...common, screen, audience, readTwice, answersAll, canary: this.#watch.canary })
    const { tempo } = common
    readAndVote({ cast, screens: participants, tempo, watch: this.#watch, counts: this.#counts })
  }

  progress(): string {
    const seconds = Math.round((performance.now() - this.#began) / 1_000)
    const clock = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
    const answered = [...this.#board.list()].filter(({ questionId, asker }) =>
      Boolean(asker.store.find('question', questionId)?.answerId),
    ).length
    return `${clock}  ${this.#asked} asked, ${answered} answered, ${this.#counts.votes} votes, ${this.#live.size} of ${this.#screens.length} screens`
  }

  /** Everybody stops, comes back, and shows what they have. */
  async finish(): Promise<Report> {
    await Promise.race([this.#tempo.stop(), delay(QUIET_WITHIN_MS)])
    for (const screen of this.#screens) screen.open()
    await until('everybody is back', () => this.isQuiet, QUIET_WITHIN_MS).catch(() => this.#sayWhoIsNot())
    await delay(TALLY_MS)
    const seconds = (performance.now() - this.#began) / 1_000
    const server = (await this.#load?.stop()) ?? null
    const { cast } = this.#plan
    const comparing = { cast, watch: this.#watch }
    await compareScreens(comparing, this.#screens)
    if (this.#wall) await compareWall(comparing, this.#wall)
    checkOrder(this.#watch, this.#board.list())
    const [moderator] = this.#of('moderator')
    const answered = moderator
      ? checkAcknowledged(this.#watch, {
          board: this.#board,
          before: this.#before,
          moderator: moderator.store,
        }).answered
      : 0
    this.close()
    const faults = { ...this.#watch.counts }
    return {
      isClean: this.#asked > 0 && Object.values(faults).every((count) => count === 0),
      seconds,
      people: {
        participants: ofRole(cast, 'participant').length,
        experts: ofRole(cast, 'expert').length,
        moderators: ofRole(cast, 'moderator').length,
      },
      asked: this.#asked,
      answered,
      readers: this.#counts,
      latency: this.#measures.summary(),
      faults,
      examples: this.#watch.examples,
      gapsHealed: this.#watch.gaps,
      framesSeen: this.#watch.frames,
      acknowledged: this.#acknowledged,
      refused: this.#refused,
      server,
    }
  }

  close(): void {
    void this.#tempo.stop()
    void this.#load?.stop()
    for (const screen of this.#screens) screen.leave()
    this.#wall?.close()
  }

  #sayWhoIsNot(): void {
    for (const { isLive, pending, person } of this.#screens) {
      if (!isLive) this.#watch.fault('missing', `the screen of ${person.name} did not come back`)
      if (pending > 0) this.#watch.fault('missing', `${pending} commands of ${person.name} have no answer`)
    }
  }

  #answered(type: ClientCommand, answer: Answer): void {
    if (answer.ok) this.#acknowledged += 1
    else this.#refused[answer.code] = (this.#refused[answer.code] ?? 0) + 1
    if (answer.ok && type === 'question:ask') this.#asked += 1
  }

  #of(role: Screen['person']['role']): Screen[] {
    return this.#screens.filter(({ person }) => person.role === role)
  }

  *#liveOf(role: Screen['person']['role']): Generator<Screen> {
    for (const screen of this.#live) if (screen.person.role === role) yield screen
  }
}

export const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function until(what: string, holds: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never came: ${what}`)
    await delay(20)
  }
}
