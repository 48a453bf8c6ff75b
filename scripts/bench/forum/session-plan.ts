/**
 * The sessions that benches run on, made by the server's own commands: an empty one, or a forum day with 200 questions, or
 * as many as are wished for, of which a third are answered.
 */
import { listContentAnswers, listThemes } from '../../../db/content/content.ts'
import { createSession } from '../../../server/commands/session.ts'
import type { CommandAck } from '../../../server/contract/socket.ts'
import { must } from '../../../server/domain/assert.ts'
import type { AnswerWords, Command, CommandType, Payloads } from '../../../server/domain/commands.ts'
import { SYSTEM } from '../../../server/domain/permissions.ts'
import type { Parts } from '../../../server/parts.ts'
import type { Rooms } from '../../../server/rooms/rooms.ts'
import { askPayload } from './commands-given.ts'

export type SessionKind = 'empty' | 'asked'

export type SessionWish = {
  readonly kind: SessionKind
  readonly isRehearsal: boolean
  /** Who ask the questions that are there from the start. */
  readonly actorIds: readonly string[]
  readonly expertId: string
  /** How many are there from the start, where it isn't the usual number. */
  readonly questions?: number
}

type Planning = SessionWish & {
  readonly rooms: Rooms
  readonly submit: (sessionId: string, actorId: string, command: Command) => Promise<CommandAck>
}

const QUESTIONS = 200
const ANSWERED_EVERY = 3
const HOUR_MS = 3_600_000
let planned = 0

export async function planSession(parts: Parts, planning: Planning) {
  const now = parts.clock.now()
  const code = `B${++planned}`
  const sessionId = await createSession(parts, SYSTEM.id, {
    editionId: parts.edition.id,
    code,
    title: 'Anagrafe dei cittadini stranieri',
    opensAt: now - 2,
    liveAt: now - 1,
    closesAt: now + 24 * HOUR_MS,
    themeIds: listThemes().map(({ id }) => id),
    admission: 'open',
    rehearsal: planning.isRehearsal,
    asksPerPerson: 1_000_000,
    asksPerBody: 1_000_000,
  })
  const { room } = must(await planning.rooms.find(sessionId))
  await room.submitSystem({ type: 'session:advance', payload: {} })
  const questionIds: string[] = []
  const count = planning.kind === 'asked' ? (planning.questions ?? QUESTIONS) : 0
  for (let n = 0; n < count; n++) {
    const actorId = must(planning.actorIds[n % planning.actorIds.length])
    const { questionId } = await run(planning, sessionId, {
      actorId,
      type: 'question:ask',
      payload: askPayload(n),
    })
    questionIds.push(must(questionId))
    if (n % ANSWERED_EVERY === 0)
      await answerIt(planning, sessionId, room.state.get('question', must(questionId)).workItemId)
  }
  return { sessionId, code, questionIds }
}

async function answerIt(planning: Planning, sessionId: string, itemId: string): Promise<void> {
  const actorId = planning.expertId
  await run(planning, sessionId, { actorId, type: 'item:claim', payload: { itemId } })
  const payload = { itemId, words: answerWords(), reach: 'all' as const }
  await run(planning, sessionId, { actorId, type: 'answer:publish', payload })
}

let answers = 0
function answerWords(): AnswerWords {
  const all = listContentAnswers()
  const revision = must(must(all[answers++ % all.length]).revisions[0])
  return {
    inBrief: revision.parts.in_brief.slice(0, 140),
    reasoning: revision.parts.reasoning,
    appliesTo: '',
    whatToDo: [],
    notCovered: '',
    references: [],
    lawAsOf: revision.law_as_of,
  }
}

async function run<T extends CommandType>(
  { submit }: Planning,
  sessionId: string,
  { actorId, type, payload }: { actorId: string; type: T; payload: Payloads[T] },
): Promise<Readonly<Record<string, string>>> {
  const ack = await submit(sessionId, actorId, { type, payload } as Command)
  if (!ack.ok) throw new Error(`${type}: ${ack.code}`)
  return ack.result as Readonly<Record<string, string>>
}
