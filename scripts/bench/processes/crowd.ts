/** Process: a crowd, and what it does at a bench's word: load, a storm, asks that are followed to the last screen, votes. */
import { must } from '../../../server/domain/assert.ts'
import { Crowd, type CrowdPlace, numberAfter } from '../clients/crowd.ts'
import { type Load, runLoad } from '../clients/load.ts'
import {
  askPayload,
  type CommandKind,
  MARK,
  MARK_DIGITS,
  payloadOf,
  votePayload,
} from '../forum/commands-given.ts'
import { answer, needOpenFiles } from './child.ts'

export type CrowdLoad = Load & {
  readonly kind: CommandKind
  readonly sessionId: string
  readonly questionIds: readonly string[]
  /** Each vote of a person the other way round than the one before: what says again what stands is none. */
  readonly isTurning?: boolean
}
export type AskOrder = {
  readonly sessionId: string
  readonly count: number
  readonly everyMs: number
  readonly afterMs: number
}
export type Asked = {
  /** From the asker's send until the last client has the question. */
  readonly lastMs: readonly number[]
  readonly ackMs: readonly number[]
  /** Questions times clients that never came. */
  readonly missing: number
}
export type VoteOrder = {
  readonly sessionId: string
  readonly questionIds: readonly string[]
  readonly count: number
  readonly withinMs: number
  /** Whether totals are watched on the screens; the baseline has none. */
  readonly isCounted: boolean
}
export type Voted = {
  readonly accepted: number
  readonly strayAcks: number
  readonly ackMs: readonly number[]
  readonly tookMs: number
  /** From the last vote's acknowledgement until the last screen shows every vote; NaN where it never did. */
  readonly exactAfterMs: number
}

/** Long enough to call what hasn't come missing. */
const PATIENCE_MS = 10_000

needOpenFiles(10_500)
let crowd: Crowd | undefined
/** Questions are numbered through the life of a crowd. */
let asked = 1_000

const now = (): number => performance.now()
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const pauseUntil = (at: number) => pause(Math.max(0, at - now()))

async function ask({ sessionId, count, everyMs, afterMs }: AskOrder): Promise<Asked> {
  const people = must(crowd)
  const first = asked
  asked += count
  const sentAt = new Float64Array(count)
  const missing = new Uint32Array(count).fill(people.size)
  const has = Array.from({ length: count }, () => new Uint8Array(people.size))
  const lastMs: number[] = []
  people.onFrame = (client, _to, text) => {
    for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + MARK.length + MARK_DIGITS)) {
      const n = numberAfter(text, MARK, at) - first
      const seen = has[n]
      if (!seen || seen[client.index] === 1) continue
      seen[client.index] = 1
      missing[n] = must(missing[n]) - 1
      if (missing[n] === 0) lastMs.push(now() - must(sentAt[n]))
    }
  }
  const ackMs: number[] = []
  const started = now() + afterMs
  for (let n = 0; n < count; n++) {
    await pauseUntil(started + n * everyMs)
    sentAt[n] = now()
    const asker = ((first + n) * 37) % people.size
    void people.command(asker, 'question:ask', { sessionId, payload: askPayload(first + n) }).then((ack) => {
      if (!ack.ok) throw new Error(`question:ask: ${ack.code}`)
      ackMs.push(now() - must(sentAt[n]))
    })
  }
  for (const end = now() + PATIENCE_MS; lastMs.length < count && now() < end; ) await pause(20)
  people.onFrame = undefined
  return { lastMs, ackMs, missing: missing.reduce((sum, some) => sum + some, 0) }
}

/** Counts what others ask until everybody here has `count` questions more; gives how many deliveries never came. */
async function watch(count: number): Promise<number> {
  const people = must(crowd)
  const seen = Array.from({ length: people.size }, () => new Set<number>())
  let missing = count * people.size
  people.onFrame = ({ index }, _to, text) => {
    const known = must(seen[index])
    for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + MARK.length + MARK_DIGITS)) {
      const n = numberAfter(text, MARK, at)
      if (known.has(n) || known.size === count) continue
      known.add(n)
      missing--
    }
  }
  let quietSince = now()
  for (let left = missing; missing > 0 && now() - quietSince < PATIENCE_MS; await pause(20)) {
    if (missing < left) quietSince = now()
    left = missing
  }
  people.onFrame = undefined
  return missing
}

/** Questions to vote on. */
async function askSome({ sessionId, count }: { sessionId: string; count: number }): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const ack = await must(crowd).command(n, 'question:ask', { sessionId, payload: askPayload(n) })
    if (!ack.ok) throw new Error(`question:ask: ${ack.code}`)
    ids.push(String(must(ack.result).questionId))
  }
  return ids
}

type Seen = { to: number; atMs: number }

/** Follows the first client's screen in full, and of every other how far it has been brought when. */
class Totals {
  readonly #persons = new Map<string, number>()
  readonly #seen: Seen[][]
  readonly #votes: number
  #exactTo = 0

  constructor(clients: number, votes: number) {
    this.#votes = votes
    this.#seen = Array.from({ length: clients }, () => [])
  }

  take(index: number, to: number, text: Buffer): void {
    this.#seen[index]?.push({ to, atMs: now() })
    if (index !== 0 || this.#exactTo > 0) return
    const frame = JSON.parse(text.toString('utf8', 1))[1] as {
      changes: { entity: string; id: string; persons?: number }[]
    }
    for (const { entity, id, persons } of frame.changes)
      if (entity === 'question') this.#persons.set(id, persons ?? 0)
    const sum = [...this.#persons.values()].reduce((total, some) => total + some, 0)
    if (sum === this.#votes) this.#exactTo = to
  }

  /** When the last screen had been brought to where every vote counts. */
  exactAtMs(): number {
    if (this.#exactTo === 0) return Number.NaN
    const each = this.#seen.map((seen) => seen.find(({ to }) => to >= this.#exactTo)?.atMs ?? Number.NaN)
    return Math.max(...each)
  }
}

async function vote({ sessionId, questionIds, count, withinMs, isCounted }: VoteOrder): Promise<Voted> {
  const people = must(crowd)
  const totals = isCounted ? new Totals(people.size, count) : undefined
  people.onFrame = totals ? (client, to, text) => totals.take(client.index, to, text) : undefined
  const ackMs: number[] = []
  let accepted = 0
  let lastAckAt = 0
  const started = now()
  const answers: Promise<void>[] = []
  for (let n = 0; n < count; n++) {
    await pauseUntil(started + (n * withinMs) / count)
    const sentAt = now()
    const given = people.command(n, 'question:vote', { sessionId, payload: votePayload(questionIds, n) })
    answers.push(
      given.then((ack) => {
        lastAckAt = now()
        ackMs.push(lastAckAt - sentAt)
        if (ack.ok) accepted++
      }),
    )
  }
  await Promise.all(answers)
  const tookMs = lastAckAt - started
  for (const end = now() + PATIENCE_MS; totals && Number.isNaN(totals.exactAtMs()) && now() < end; )
    await pause(20)
  people.onFrame = undefined
  const exactAfterMs = totals ? totals.exactAtMs() - lastAckAt : Number.NaN
  return { accepted, strayAcks: people.strayAcks, ackMs, tookMs, exactAfterMs }
}

const turn = (n: number) => ({ on: Math.floor(n / must(crowd).size) % 2 === 0 })

answer({
  /** Resolves with when each was in, in milliseconds from the first step. */
  open: (place: CrowdPlace & { tokens: readonly string[] }): Promise<readonly number[]> => {
    crowd?.close()
    crowd = new Crowd(place)
    return crowd.grow(place.tokens)
  },
  close: () => crowd?.close(),
  lost: () => must(crowd).lost,
  watch,
  askSome,
  load: ({ kind, sessionId, questionIds, isTurning = false, ...load }: CrowdLoad) => {
    globalThis.gc?.()
    const people = must(crowd)
    return runLoad(load, async (n) => {
      const payload = {
        ...payloadOf(kind, n, questionIds),
        ...(isTurning ? turn(n) : {}),
      }
      const ack = await people.command(n % people.size, kind, { sessionId, payload })
      if (!ack.ok) throw new Error(`${kind}: ${ack.code}`)
    })
  },
  ask,
  vote,
})
