/**
 * The history checker: what clients were told against what the log holds. The log is one total order, so that every
 * rule is a comparison of positions. It knows which entry each command leaves, and nothing of how anything travelled.
 */
import { isKeptByDefault } from '../../client/sync/command-types.ts'
import type { Store } from '../../db/open.ts'
import type { ClientCommand } from '../../server/contract/commands.ts'
import type { CommandAck } from '../../server/contract/socket.ts'

/** One command of a client; without an answer its outcome is unknown. Times are of one clock. */
export type Call = {
  readonly key: string
  readonly actorId: string
  readonly sessionId: string
  readonly type: ClientCommand
  readonly payload: Readonly<Record<string, unknown>>
  readonly invokedAt: number
  answeredAt: number
  answer: CommandAck | undefined
}

type Entry = { seq: number; kind: string; entityId: string; actorId: string; at: number }
type Ok = Extract<CommandAck, { ok: true }>

export type Stored = {
  readonly entries: readonly Entry[]
  /** What each key's command was answered, by `actor key`. */
  readonly results: ReadonlyMap<string, string>
  /** The rows whose words each key wrote, by `actor key`. */
  readonly written: ReadonlyMap<string, readonly string[]>
}

export async function readStored(store: Store, logId: string): Promise<Stored> {
  const { sql } = store.read
  type Keyed = { name: string; what: string }
  const keyed = async (table: string, { key, what }: { key: string; what: string }) =>
    (
      await sql.all<Keyed>(
        `SELECT actor_id || ' ' || ${key} AS "name", ${what} AS "what" FROM ${table} WHERE log_id = ?`,
        logId,
      )
    ).map(({ name, what: value }) => [name, value] as const)
  const texts = Map.groupBy(
    await keyed('text_rev', { key: 'command_key', what: 'entity_id' }),
    ([name]) => name,
  )
  return {
    entries: await sql.all<Entry>(
      `SELECT seq, kind, entity_id AS "entityId", actor_id AS "actorId", at
         FROM event WHERE log_id = ? ORDER BY seq`,
      logId,
    ),
    results: new Map(await keyed('command', { key: 'key', what: 'result' })),
    written: new Map([...texts].map(([name, rows]) => [name, rows.map(([, entityId]) => entityId)])),
  }
}

const nameOf = ({ actorId, key }: Call): string => `${actorId} ${key}`

/** W1, at any moment, also right after a kill: what was answered is stored, and says the same. */
export const lostAcks = (calls: readonly Call[], stored: Stored): string[] =>
  calls
    .filter(
      (call) => call.answer !== undefined && stored.results.get(nameOf(call)) !== JSON.stringify(call.answer),
    )
    .map((call) => `W1 lost: ${call.type} ${call.key} was answered ${JSON.stringify(call.answer)}`)

/** All rules, once every call has its answer or is known to be without. */
export function historyFaults(calls: readonly Call[], stored: Stored): string[] {
  return [
    ...lostAcks(calls, stored),
    ...calls
      .filter(({ type, answer }) => answer === undefined && isKeptByDefault(type))
      .map(({ type, key }) => `W2 never answered: ${type} ${key}`),
    ...orderFaults(stored.entries),
    ...exactlyOnceFaults(calls, stored),
    ...realTimeFaults(calls),
  ]
}

function orderFaults(entries: readonly Entry[]): string[] {
  const faults: string[] = []
  let at = 0
  for (const [place, entry] of entries.entries()) {
    if (entry.seq !== place + 1) faults.push(`W4 ${entry.seq} stands at ${place + 1}`)
    if (entry.at < at) faults.push(`W5 ${entry.seq} is of ${entry.at}, after ${at}`)
    at = entry.at
  }
  return faults
}

/** The entry that each accepted command leaves once: its kind and its row. */
const MARKS: Partial<Record<ClientCommand, (call: Call, result: Record<string, unknown>) => string>> = {
  'question:ask': (_call, result) => `question asked ${result.questionId}`,
  'question:vote': ({ payload, actorId }) =>
    `${payload.on ? 'vote given' : 'vote taken back'} ${payload.questionId}:${actorId}`,
  'question:follow': ({ payload, actorId }) =>
    `${payload.on ? 'question followed' : 'question unfollowed'} ${payload.questionId}:${actorId}`,
  'question:admit': ({ payload }) => `question admitted ${payload.questionId}`,
  'question:refuse': ({ payload }) => `question refused ${payload.questionId}`,
  'item:claim': ({ payload }) => `item claimed ${payload.itemId}`,
  'answer:publish': (_call, result) => `answer published ${result.answerId}`,
}
const MARKED =
  /^(question asked|vote given|vote taken back|question followed|question unfollowed|question admitted|question refused|item claimed|answer published)$/
const WRITES_WORDS: ReadonlySet<ClientCommand> = new Set([
  'question:ask',
  'question:refuse',
  'answer:publish',
  'answer:send',
  'item:note',
  'session:announce',
])
/** Turned on and off: what says again what stands leaves nothing. */
const TOGGLES: ReadonlySet<ClientCommand> = new Set(['question:vote', 'question:follow'])

/**
 * Every stored result is a call's, every accepted one left its entries once, and no entry is nobody's. An accepted call
 * whose answer never came is found by its key.
 */
function exactlyOnceFaults(calls: readonly Call[], stored: Stored): string[] {
  const faults: string[] = []
  const byName = new Map(calls.map((call) => [nameOf(call), call]))
  const expected = new Map<string, Ok[]>()
  const stands = new Map<string, unknown>()
  const inOrder = [...stored.results]
    .map(([name, result]) => ({ name, answer: JSON.parse(result) as CommandAck }))
    .sort((one, two) => (one.answer.ok ? one.answer.seq : 0) - (two.answer.ok ? two.answer.seq : 0))
  for (const { name, answer } of inOrder) {
    const call = byName.get(name)
    const written = stored.written.get(name) ?? []
    if (!call) faults.push(`W2 nobody's: ${name}`)
    else if (answer.ok) {
      const mark = MARKS[call.type]?.(call, answer.result as Record<string, unknown>)
      if (mark && !isSaidAgain(call, stands)) add(expected, `${mark} of ${call.actorId}`, answer)
      if (written.length !== (WRITES_WORDS.has(call.type) ? 1 : 0))
        faults.push(`W2 written ${written.length} times: ${call.type} ${call.key}`)
    } else if (written.length > 0) faults.push(`W8 refused, and yet there: ${call.type} ${call.key}`)
  }
  const found = new Map<string, Entry[]>()
  for (const entry of stored.entries) {
    if (MARKED.test(entry.kind)) add(found, `${entry.kind} ${entry.entityId} of ${entry.actorId}`, entry)
  }
  for (const mark of new Set([...expected.keys(), ...found.keys()]))
    faults.push(...markFaults(mark, expected.get(mark) ?? [], found.get(mark) ?? []))
  return faults
}

function isSaidAgain({ type, actorId, payload }: Call, stands: Map<string, unknown>): boolean {
  if (!TOGGLES.has(type)) return false
  const name = `${type} ${payload.questionId} ${actorId}`
  if ((stands.get(name) ?? false) === payload.on) return true
  stands.set(name, payload.on)
  return false
}

/** As many entries as acceptances, each at the instant and no later than the position that its answer names. */
function markFaults(mark: string, answers: readonly Ok[], entries: readonly Entry[]): string[] {
  if (answers.length !== entries.length)
    return [`W2 accepted ${answers.length} times and there ${entries.length} times: ${mark}`]
  const inOrder = answers.toSorted((one, two) => one.seq - two.seq)
  const isWhereSaid = entries.every((entry, place) => {
    const answer = inOrder[place]
    return answer !== undefined && entry.at === answer.at && entry.seq <= answer.seq
  })
  return isWhereSaid ? [] : [`W1 not where its answer says: ${mark}`]
}

function add<T>(to: Map<string, T[]>, name: string, value: T): void {
  const values = to.get(name)
  if (values) values.push(value)
  else to.set(name, [value])
}

/** What was answered before another was given stands before it in the log. */
function realTimeFaults(calls: readonly Call[]): string[] {
  type Accepted = Call & { answer: Ok }
  const accepted = calls.filter(
    (call): call is Accepted => call.answer?.ok === true && call.type in MARKS && !TOGGLES.has(call.type),
  )
  const byEnd = accepted.toSorted((one, two) => one.answeredAt - two.answeredAt)
  const faults: string[] = []
  let ended = 0
  let highest = 0
  for (const call of accepted.toSorted((one, two) => one.invokedAt - two.invokedAt)) {
    for (let next = byEnd[ended]; next && next.answeredAt < call.invokedAt; next = byEnd[ended]) {
      highest = Math.max(highest, next.answer.seq)
      ended += 1
    }
    if (call.answer.seq <= highest)
      faults.push(`real time: ${call.key} stands before what was answered earlier`)
  }
  return faults
}

/** Of one person's commands, what was given after another's answer stands no earlier than that. */
export function programOrderFaults(calls: readonly Call[]): string[] {
  const faults: string[] = []
  for (const own of Map.groupBy(calls, ({ actorId }) => actorId).values()) {
    const answered = own.filter((call): call is Call & { answer: Ok } => call.answer?.ok === true)
    const byEnd = answered.toSorted((one, two) => one.answeredAt - two.answeredAt)
    let ended = 0
    let highest = 0
    for (const call of answered.toSorted((one, two) => one.invokedAt - two.invokedAt)) {
      for (let next = byEnd[ended]; next && next.answeredAt < call.invokedAt; next = byEnd[ended]) {
        highest = Math.max(highest, next.answer.seq)
        ended += 1
      }
      if (call.answer.seq < highest) faults.push(`program order: ${call.type} ${call.key} stands too early`)
    }
  }
  return faults
}

const GRACE_MS = 60_000

/** W6 W7: once the day is closed, or its instant has come, only what a draft of before it names is asked, for a minute. */
export function closingFaults(closed: {
  entries: readonly Entry[]
  calls: readonly Call[]
  closesAt: number
}): string[] {
  const { entries, calls, closesAt } = closed
  const accepted = calls.flatMap((call) => (call.answer?.ok ? [{ ...call, answer: call.answer }] : []))
  const isHeld = ({ payload, actorId }: Call): boolean =>
    accepted.some(
      ({ type, actorId: by, payload: saved, answer }) =>
        type === 'draft:save' && by === actorId && saved.draftId === payload.draftId && answer.at < closesAt,
    )
  const stop = entries.find(({ kind }) => kind === FACT_OF_CLOSING)?.seq ?? Infinity
  return entries
    .filter(({ kind, at, seq }) => kind === 'question asked' && (at >= closesAt || seq > stop))
    .filter(({ entityId, at }) => {
      const ask = accepted.find(({ answer }) => answer.result.questionId === entityId)
      return !ask || !isHeld(ask) || at >= closesAt + GRACE_MS
    })
    .map(({ seq, at }) => `W${at >= closesAt ? 7 : 6} asked ${at - closesAt} ms after the instant: ${seq}`)
}

const FACT_OF_CLOSING = 'asking closed'
