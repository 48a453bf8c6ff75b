/**
 * A session as plain rows in memory, people, and `run`, which decides a command and lays its facts over the state as a
 * room does. It knows no database, no log and no socket.
 */
import { expect } from 'vitest'
import type { AnswerWords, Command, CommandType, Payloads } from '../../server/domain/commands.ts'
import type { Context, Decided, Decision, Topic } from '../../server/domain/decide/decision.ts'
import { apply, decide } from '../../server/domain/decide.ts'
import type { Actor, Grant } from '../../server/domain/permissions.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import type { BodyFacts, SessionRow } from '../../server/domain/rows.ts'
import { State } from '../../server/domain/state.ts'
import type { AudienceTag, Reader } from '../../server/domain/views.ts'

export const MINUTE_MS = 60_000
export const START = Date.UTC(2026, 10, 19, 8, 30)
export const CLOSES_AT = START + 120 * MINUTE_MS

const body = (id: string, name: string, region: string): BodyFacts => ({
  id,
  name,
  kind: 'COMUNE',
  region,
  residents: 1_200,
  mountain: false,
  island: false,
})

export const bodies = {
  poggio: body('B1', 'Comune di Poggio al Lago', 'Piemonte'),
  serra: body('B2', 'Comune di Serra Alta', 'Sicilia'),
}

const person = (id: string, grants: readonly Grant[], of: BodyFacts | null = null): Actor => ({
  id,
  kind: 'person',
  body: of,
  office: null,
  grants,
})

const forBody = (of: BodyFacts): Grant[] => [{ role: 'participant', scope: `body:${of.id}` }]
const inEdition = (role: Grant['role']): Grant[] => [{ role, scope: 'edition' }]

export const people = {
  /** A participant, a colleague of the same body, a stranger of another. */
  anna: person('anna', forBody(bodies.poggio), bodies.poggio),
  bruno: person('bruno', forBody(bodies.poggio), bodies.poggio),
  carla: person('carla', forBody(bodies.serra), bodies.serra),
  expert: person('expert', inEdition('expert')),
  second: person('second', inEdition('expert')),
  /** An expert of T1 alone who works for the stranger's body. */
  local: person('local', [{ role: 'expert', scope: 'theme:T1' }], bodies.serra),
  moderator: person('moderator', inEdition('moderator')),
  /** A moderator of another session, an expert of another theme. */
  elsewhere: person('elsewhere', [
    { role: 'moderator', scope: 'session:s2' },
    { role: 'expert', scope: 'theme:T3' },
  ]),
  administrator: person('administrator', inEdition('administrator')),
  system: SYSTEM,
} as const satisfies Record<string, Actor>
export type Who = keyof typeof people

const topics: ReadonlyMap<string, Topic> = new Map([
  ['T1.01', { id: 'T1.01', themeId: 'T1', review: 'none' }],
  ['T2.01', { id: 'T2.01', themeId: 'T2', review: 'peer' }],
  ['T9.01', { id: 'T9.01', themeId: 'T9', review: 'none' }],
])

export const sessionRow = (over: Partial<SessionRow> = {}): SessionRow => ({
  id: 's1',
  changedSeq: 0,
  editionId: 'e1',
  code: 'FD2',
  kind: 'forum',
  title: 'Anagrafe dei cittadini stranieri',
  phase: 'live',
  paused: false,
  held: false,
  opensAt: START - 60 * MINUTE_MS,
  liveAt: START,
  closesAt: CLOSES_AT,
  breakFrom: null,
  breakTo: null,
  visibility: 'beneficiaries',
  admission: 'reviewed',
  rehearsal: false,
  themeIds: ['T1', 'T2'],
  asksPerPerson: 100,
  asksPerBody: 100,
  ...over,
})

export type Fixture = ReturnType<typeof makeRoom>

export function makeRoom(session: Partial<SessionRow> = {}) {
  const state = new State()
  state.put('session', sessionRow(session))
  let seq = 0
  let ids = 0
  const room = {
    state,
    at: START + MINUTE_MS,
    /** The audience of every entry so far. */
    audiences: [] as (readonly AudienceTag[])[],
    /** Decides without applying. */
    decide<T extends CommandType>(who: Who, type: T, payload: Payloads[T]): Decision {
      const context: Context = {
        state: state.over(),
        actor: people[who],
        at: room.at,
        newId: () => `n${++ids}`,
        topics,
        actorOf: (id) => Object.values(people).find((actor) => actor.id === id),
      }
      return decide(context, { type, payload } as unknown as Command)
    },
    /** Decides and applies, a second later than what came before. */
    run<T extends CommandType>(who: Who, type: T, payload: Payloads[T]): Decision {
      room.at += 1_000
      const decision = room.decide(who, type, payload)
      if (!decision.ok) return decision
      const overlay = state.over()
      for (const change of decision.changes) room.audiences.push(apply(overlay, change, ++seq))
      for (const draft of decision.drafts ?? []) {
        draft.write === 'save' ? overlay.putDraft(draft.facts) : overlay.dropDraft(draft.id)
      }
      state.absorb(overlay)
      return decision
    },
    /** The same where it must be accepted; gives its result. */
    ok<T extends CommandType>(who: Who, type: T, payload: Payloads[T]): Record<string, string> {
      const decision = room.run(who, type, payload)
      expect(decision, `${who} ${type}`).toMatchObject({ ok: true })
      return (decision as Decided).result as Record<string, string>
    },
    /** Where it must be refused: gives the code, having changed nothing. */
    no<T extends CommandType>(who: Who, type: T, payload: Payloads[T]): string {
      const decision = room.run(who, type, payload)
      expect(decision, `${who} ${type}`).toMatchObject({ ok: false })
      return decision.ok ? '' : decision.code
    },
    ask(who: Who = 'anna', over: Partial<Payloads['question:ask']> = {}): string {
      return room.ok(who, 'question:ask', { ...askWords(), ...over }).questionId ?? ''
    },
    /** A question, admitted, and its item. */
    admitted(who: Who = 'anna', over: Partial<Payloads['question:ask']> = {}) {
      const questionId = room.ask(who, over)
      room.ok('moderator', 'question:admit', { questionId })
      return { questionId, itemId: room.question(questionId).workItemId }
    },
    /** The same, held by an expert. */
    claimed(who: Who = 'anna', over: Partial<Payloads['question:ask']> = {}) {
      const made = room.admitted(who, over)
      room.ok('expert', 'item:claim', { itemId: made.itemId })
      return made
    },
    /** The same, answered to all. */
    answered(who: Who = 'anna', reach: 'all' | 'body' = 'all') {
      const made = room.claimed(who)
      const { itemId } = made
      const { answerId = '' } = room.ok('expert', 'answer:publish', { itemId, words: answerWords(), reach })
      return { ...made, answerId }
    },
    question: (id: string) => state.get('question', id),
    item: (id: string) => state.get('workItem', id),
    answer: (id: string) => state.get('answer', id),
  }
  return room
}

export const askWords = (title = 'Convenzione o Unione') => ({
  title,
  text: 'Siamo tre Comuni confinanti. Basta una convenzione per lo sportello?',
  topicId: 'T1.01',
  shown: 'body' as const,
})

export const answerWords = (inBrief = 'Sì, come primo stralcio.'): AnswerWords => ({
  inBrief,
  reasoning: 'La funzione va associata per intero.',
  appliesTo: '',
  whatToDo: [],
  notCovered: '',
  references: [],
  lawAsOf: '2026-06-30',
})

/** Everybody who may look: the feed, a stranger, the asker, a colleague, an expert, a moderator. */
export const readers = {
  feed: { as: 'feed', actorId: null, bodyId: null },
  stranger: { as: 'participant', actorId: 'carla', bodyId: 'B2' },
  asker: { as: 'participant', actorId: 'anna', bodyId: 'B1' },
  colleague: { as: 'participant', actorId: 'bruno', bodyId: 'B1' },
  expert: { as: 'expert', actorId: 'expert', bodyId: null },
  moderator: { as: 'moderator', actorId: 'moderator', bodyId: null },
} as const satisfies Record<string, Reader>
export type ReaderName = keyof typeof readers
