/**
 * What has happened on a day before its visitors come: some of the content's questions asked, admitted, voted for and
 * partly answered, by the day's own people through the day's own commands, at instants that are past.
 */
import { randomBytes } from 'node:crypto'
import { randomKey } from '../../client/sync/browser.ts'
import { findActorId, findPersonByEmail } from '../../db/person-store.ts'
import type { Clock } from '../../server/adapters/clock.ts'
import type { Edition } from '../../server/commands/edition.ts'
import { must } from '../../server/domain/assert.ts'
import type { Command } from '../../server/domain/commands.ts'
import { indexSearch } from '../../server/rooms/indexing.ts'
import type { Room } from '../../server/rooms/room.ts'
import { Rooms } from '../../server/rooms/rooms.ts'
import { type Line, listLines } from '../simulation/lines.ts'

export type MorningPeople = {
  /** Addresses of officials, by the body for which they ask. */
  readonly officials: ReadonlyMap<string, string>
  readonly voters: readonly string[]
  readonly experts: readonly { readonly email: string; readonly topics: ReadonlySet<string> }[]
  readonly moderator: string
}

export type Morning = {
  readonly edition: Edition
  readonly sessionId: string
  readonly clock: PastClock
  readonly until: number
  readonly people: MorningPeople
  readonly readTwice: ReadonlySet<string>
}

/** A clock that is where it is put. */
export type PastClock = Clock & { at: number }

export const pastClock = (at: number): PastClock => ({
  at,
  now() {
    return this.at
  },
  jumpMs: () => 0,
})

const MINUTE_MS = 60_000
const ASKED = 14
const VOTES_EACH = 5

/** Those that nothing else of the content hangs on; what is left is asked before the visitors' eyes. */
export function morningLines(officials: ReadonlyMap<string, string>): Line[] {
  const lines = listLines()
  const leads = new Set(lines.map(({ leadId }) => leadId))
  const alone = lines.filter(
    ({ id, triage, bodyId }) => triage === 'answer' && !leads.has(id) && officials.has(bodyId),
  )
  return alone.slice(0, ASKED)
}

export async function playMorning(morning: Morning): Promise<readonly Line[]> {
  const { edition, sessionId, clock, until, people } = morning
  const rooms = new Rooms(
    {
      ...edition,
      clock,
      // Nobody looks on: what would go out later goes nowhere.
      timers: { after: () => () => {} },
      secret: randomBytes(32).toString('base64url'),
      indexer: indexSearch,
      onFault: (error) => {
        throw error
      },
    },
    () => {},
  )
  const { room } = must(await rooms.find(sessionId))
  await room.submitSystem({ type: 'session:advance', payload: {} })
  const lines = morningLines(people.officials)
  const acts: Act[] = []
  const start = clock.at
  const stepMs = (until - start) / (lines.length + 4)
  const stage: Stage = { ...morning, room, idOf: new Map() }
  for (const [place, line] of lines.entries())
    plan(stage, { line, askedAt: start + (place + 1) * stepMs }, acts)
  for (const { at, act } of acts.filter((one) => one.at < until).sort((one, two) => one.at - two.at)) {
    clock.at = Math.floor(at)
    await act()
    await room.submitSystem({ type: 'session:tally', payload: {} })
  }
  return lines
}

type Act = { readonly at: number; readonly act: () => Promise<void> }
type Stage = Morning & { readonly room: Room; readonly idOf: Map<string, string> }

/** Asked, admitted a minute later, voted for, and answered within the quarter of an hour where the content has an answer. */
function plan(stage: Stage, { line, askedAt }: { line: Line; askedAt: number }, acts: Act[]): void {
  const { room, people, idOf } = stage
  const question = () => room.state.get('question', must(idOf.get(line.id)))
  const later = (minutes: number, act: () => Promise<void>) =>
    acts.push({ at: askedAt + minutes * MINUTE_MS, act })
  later(0, async () => {
    const asker = must(people.officials.get(line.bodyId))
    const result = await give(stage, asker, { type: 'question:ask', payload: line.payload })
    idOf.set(line.id, String(result.questionId))
  })
  later(1, async () => {
    await give(stage, people.moderator, { type: 'question:admit', payload: { questionId: question().id } })
  })
  for (let n = 0; n < VOTES_EACH; n += 1) {
    later(2 + n, async () => {
      const voter =
        people.voters[(n * 7 + acts.length + Math.floor(askedAt / MINUTE_MS)) % people.voters.length]
      const payload = { questionId: question().id, on: true }
      if (voter !== undefined) await give(stage, voter, { type: 'question:vote', payload })
    })
  }
  const { answer } = line
  if (!answer) return
  const [author, reader] = people.experts.filter(({ topics }) => topics.has(line.payload.topicId))
  const isReadTwice = stage.readTwice.has(line.payload.topicId.split('.')[0] ?? '')
  if (!author || (isReadTwice && !reader)) return
  later(4, async () => {
    await give(stage, author.email, { type: 'item:claim', payload: { itemId: question().workItemId } })
  })
  later(9, async () => {
    const payload = { itemId: question().workItemId, words: answer, reach: 'all' as const }
    await give(stage, author.email, { type: isReadTwice ? 'answer:send' : 'answer:publish', payload })
  })
  if (isReadTwice && reader)
    later(12, async () => {
      await give(stage, reader.email, { type: 'answer:approve', payload: { itemId: question().workItemId } })
    })
}

/** A command as somebody of the day gives it. Refused, the stage was set wrongly. */
async function give(
  { edition, room }: Stage,
  email: string,
  command: Command,
): Promise<Readonly<Record<string, unknown>>> {
  const { read } = edition.store
  const person = must(await findPersonByEmail(read, email), `nobody has the address ${email}`)
  const actorId = must(await findActorId(read, person.id))
  const answer = await room.submit({ actorId, key: randomKey(), command })
  if (!answer.ok) throw new Error(`${command.type} of ${email} was refused: ${answer.code}`)
  return answer.result
}
