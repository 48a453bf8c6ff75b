/** What must be true once everything is healed, whatever happened before. */

import type { ViewStore } from '../../../client/sync/view-store.ts'
import { verifyLog } from '../../../db/verify.ts'
import { pictureOf } from '../../../scripts/fault/busy-client.ts'
import { type Call, historyFaults, readStored, type Stored } from '../../../scripts/fault/history.ts'
import type { Command } from '../../../server/domain/commands.ts'
import { limits } from '../../../server/domain/limits.ts'
import { WHO } from './steps.ts'
import type { World } from './world.ts'

export async function endFaults(world: World): Promise<string[]> {
  const calls = [...world.clients.values()].flatMap((client) => client.calls)
  const faults = [...world.watch.faults]
  faults.push(...(await screenFaults(world)))
  const counted = uncounted(world)
  if (counted > 0) faults.push(`tally: ${counted} questions show another number than voted`)
  faults.push(...followFaults(world), ...(await againFaults(world, calls)))
  const stored = await readStored(world.store, world.sessionId)
  faults.push(...historyFaults(calls, stored), ...askedFaults(world, calls, stored))
  faults.push(...rightsFaults(world))
  const verdict = await verifyLog(world.store, world.sessionId)
  if (!verdict.ok) faults.push(`A1 S2 ${verdict.what} at ${verdict.seq}`)
  return [...new Set(faults)]
}

/** S1 R4: an old screen, brought along, shows what a fresh one does, and is at the head. */
async function screenFaults(world: World): Promise<string[]> {
  const faults: string[] = []
  const head = world.headOf(world.sessionId)
  for (const who of WHO) {
    const fresh = await world.fresh(who)
    const { store, net } = world.client(who)
    if (store.cursor?.seq !== head)
      faults.push(`R4 ${who} is at ${store.cursor?.seq} of ${head}, ${net.status.line}`)
    else faults.push(...differences(store, fresh.store).map((what) => `S1 ${who} sees ${what}`))
    fresh.close()
  }
  return faults
}

/** The first row in which two screens differ, if any. */
function differences(old: ViewStore, fresh: ViewStore): string[] {
  const [one, two] = [pictureOf(old), pictureOf(fresh)].map((rows) => rows.map((row) => JSON.stringify(row)))
  const place = one?.findIndex((row, at) => row !== two?.[at]) ?? -1
  if (place < 0 && one?.length === two?.length) return []
  return [`${one?.[place]}, and on a fresh screen ${two?.[place]}`]
}

const uncounted = ({ look }: World): number =>
  look.all<{ wrong: number }>(
    `SELECT count(*) AS wrong FROM question WHERE persons <>
       (SELECT count(*) FROM vote WHERE vote.question_id = question.id AND vote."on")`,
  )[0]?.wrong ?? -1

/** W2 W8: the same key, given again to any of the processes, is answered the same, and does nothing. */
async function againFaults(world: World, calls: readonly Call[]): Promise<string[]> {
  const rooms = await Promise.all(world.cluster.lives.map((life) => life.rooms.find(world.sessionId)))
  const head = world.headOf(world.sessionId)
  const answered = calls.filter(({ answer }) => answer !== undefined)
  const again = await Promise.all(
    answered.map(({ actorId, key, type, payload }, place) =>
      rooms[place % rooms.length]?.room.submit({
        actorId,
        key,
        command: { type, payload } as unknown as Command,
      }),
    ),
  )
  const faults = answered
    .filter(({ answer }, place) => JSON.stringify(answer) !== JSON.stringify(again[place]))
    .map(({ type, key, answer }) => `${answer?.ok ? 'W2' : 'W8'} ${type} ${key} is answered differently`)
  return head === world.headOf(world.sessionId)
    ? faults
    : [...faults, 'W2 what was given again was done again']
}

/** Every process has followed every log that it keeps, with nobody to wake it. */
function followFaults(world: World): string[] {
  const head = world.headOf(world.sessionId)
  return world.cluster.lives.flatMap((life) => {
    const faults: string[] = []
    for (const { room } of life.rooms.loaded())
      if (room.history.head !== head)
        faults.push(`F9 process ${life.place} stays at ${room.history.head} of ${head}`)
    for (const who of WHO)
      if (life.directory.actorOf(who)?.grants.length !== 1)
        faults.push(`F9 process ${life.place} doesn't know what ${who} is granted`)
    return faults
  })
}

type Fact = {
  kind: string
  entity: string
  actorId: string
  entityId: string
  at: number
  data: string
  seq: number
}
const factsOf = ({ look, sessionId }: World): Fact[] =>
  look.all<Fact>(
    `SELECT seq, kind, entity, entity_id AS entityId, actor_id AS actorId, at, data FROM event
       WHERE log_id = ? ORDER BY seq`,
    sessionId,
  )

/** W6 W7: the log, read from its beginning, says of each question asked that it was in time. */
function askedFaults(world: World, calls: readonly Call[], { results }: Stored): string[] {
  const faults: string[] = []
  let session: { phase?: string; closesAt?: number } = {}
  const draftOf = new Map<string, string>()
  const heldSince = new Map<string, number[]>()
  for (const { payload, actorId, key } of calls) {
    // Also where the answer never came back.
    const { result } = JSON.parse(results.get(`${actorId} ${key}`) ?? '{}') as {
      result?: Record<string, unknown>
    }
    const draft = `${payload.draftId} ${actorId}`
    if (result?.questionId) draftOf.set(String(result.questionId), draft)
    if (result?.heldAt) heldSince.set(draft, [...(heldSince.get(draft) ?? []), Number(result.heldAt)])
  }
  for (const { kind, entity, entityId, at, data } of factsOf(world)) {
    if (entity === 'session') session = { ...session, ...JSON.parse(data) }
    if (kind !== 'question asked') continue
    const { phase = '', closesAt = 0 } = session
    const isOpen = (phase === 'live' || phase === 'collecting') && at < closesAt
    const wasHeld = heldSince.get(draftOf.get(entityId) ?? '')?.some((since) => since < closesAt) ?? false
    const isByGrace = wasHeld && phase !== 'closed' && at < closesAt + limits.closingGraceMs
    if (!isOpen && !isByGrace) faults.push(`W6 ${entityId} was asked at ${at}, ${phase} until ${closesAt}`)
  }
  return faults
}

/** Of those who had no rights the log holds nothing of that time. */
function rightsFaults(world: World): string[] {
  const facts = factsOf(world)
  return world.watch.withoutRights.flatMap(({ who, from, to }) =>
    facts
      .filter(({ seq, actorId, kind }) => actorId === who && seq > from && seq <= to && NEEDS_ROLE.test(kind))
      .map(({ kind, seq }) => `roles: ${who} without rights, and yet ${kind} at ${seq}`),
  )
}

const NEEDS_ROLE = /^(question asked|vote|item claimed|note|session|asking closed|announcement made)/
