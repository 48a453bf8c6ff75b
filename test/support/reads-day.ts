/**
 * Forum days behind the real HTTP server, with everything in them that somebody must not read: each secret is a word of
 * its own, so that a test can look for it in any answer.
 */
import { saveThemes } from '../../db/theme-store.ts'
import { seedDemoBodies } from '../../server/commands/registry.ts'
import { createSession, type SessionPlan } from '../../server/commands/session.ts'
import type { CommandAck } from '../../server/contract/socket.ts'
import { must } from '../../server/domain/assert.ts'
import type { Command } from '../../server/domain/commands.ts'
import { type Role, type Scope, SYSTEM } from '../../server/domain/permissions.ts'
import { mountEngine } from '../../server/engine.ts'
import type { Room } from '../../server/rooms/room.ts'
import { answerWords, newKey } from './forum.ts'
import { type Answer, type HttpServer, startHttp } from './http-server.ts'

const HOUR_MS = 3_600_000

/** Two of one office, one of another, and those who work. */
const PEOPLE = {
  anna: ['participant', 'body:B001'],
  bruno: ['participant', 'body:B001'],
  carla: ['participant', 'body:B002'],
  expert: ['expert', 'edition'],
  second: ['expert', 'edition'],
  moderator: ['moderator', 'edition'],
  administrator: ['administrator', 'edition'],
} as const satisfies Record<string, readonly [Role, Scope]>
export type Who = keyof typeof PEOPLE

export type ReadsServer = {
  readonly http: HttpServer
  /** Reads as somebody; as nobody with null. */
  get(who: Who | null, path: string): Promise<Answer & { raw: string }>
  room(sessionId: string): Promise<Room>
  plan(plan: Partial<SessionPlan> & { code: string }): Promise<string>
  run(sessionId: string, who: Who, type: Command['type'], payload: unknown): Promise<Record<string, string>>
  actorId(who: Who): string
  close(): Promise<void>
}

export async function startReads(): Promise<ReadsServer> {
  let engine: Awaited<ReturnType<typeof mountEngine>> | undefined
  const bugs: unknown[] = []
  const http = await startHttp({
    plugins: async (app, parts) => {
      engine = await mountEngine(app, parts, (error) => bugs.push(error))
    },
  })
  const { parts } = http
  await seedDemoBodies(parts.edition)
  await seedTopics(http)
  const cookies = new Map<string, string>()
  const actorIds = new Map<string, string>()
  for (const [name, [role, scope]] of Object.entries(PEOPLE)) {
    actorIds.set(name, (await http.grant(`${name}@example.it`, role, scope)).actorId)
    cookies.set(name, await http.signIn(`${name}@example.it`))
  }
  const actorId = (who: Who) => must(actorIds.get(who))
  const room = async (sessionId: string) => must(await must(engine).rooms.find(sessionId)).room
  return {
    http,
    room,
    actorId,
    get: async (who, path) => {
      const answer = await http.call('GET', path, { cookie: who === null ? '' : must(cookies.get(who)) })
      return { ...answer, raw: JSON.stringify(answer.body) }
    },
    plan: async (plan) => {
      const now = parts.clock.now()
      const sessionId = await createSession(parts, SYSTEM.id, {
        editionId: parts.edition.id,
        title: `Giornata ${plan.code}`,
        opensAt: now - HOUR_MS,
        liveAt: now - HOUR_MS / 2,
        closesAt: now + HOUR_MS,
        themeIds: ['T1', 'T2'],
        asksPerPerson: 100,
        asksPerBody: 100,
        ...plan,
      })
      await (await room(sessionId)).submitSystem({ type: 'session:advance', payload: {} })
      return sessionId
    },
    run: async (sessionId, who, type, payload) => {
      const command = { type, payload } as Command
      const given = { actorId: actorId(who), key: newKey(), command }
      return resultOf(await (await room(sessionId)).submit(given), `${who} ${type}`)
    },
    close: async () => {
      await http.close()
      const faults = [...bugs, ...http.faults]
      if (faults.length > 0) throw faults[0]
    },
  }
}

function resultOf(ack: CommandAck, what: string): Record<string, string> {
  if (!ack.ok) throw new Error(`${what}: ${ack.code}`)
  return ack.result as Record<string, string>
}

function seedTopics({ parts: { store, edition } }: HttpServer): Promise<void> {
  const editionId = edition.id
  const topic = (id: string, themeId: string) => ({
    id,
    editionId,
    themeId,
    code: id,
    label: `Argomento ${id}`,
    shortLabel: id,
    place: 1,
  })
  return store.transaction((tx) =>
    saveThemes(tx, {
      themes: [
        { id: 'T1', editionId, label: 'Modelli organizzativi', place: 1, review: 'none' },
        { id: 'T2', editionId, label: 'Servizi demografici', place: 2, review: 'peer' },
      ],
      topics: [topic('T1.01', 'T1'), topic('T2.01', 'T2')],
    }),
  )
}

/** Every word is in one place alone, spelled so that search has nothing to shorten. */
export const SECRETS = {
  received: 'zzricevuto',
  refused: 'zzrifiutato',
  withdrawn: 'zzritirato',
  reworded: 'zzoriginale',
  note: 'zznota',
  draft: 'zzbozza',
  review: 'zzverifica',
  privately: 'zzprivato',
  line: 'zzriga',
  askDraft: 'zzappunto',
  withdrawnAnswer: 'zzannullato',
  erased: 'zzcancellato',
} as const
export type Secret = keyof typeof SECRETS

export type Day = {
  readonly sessionId: string
  readonly questions: Record<
    'received' | 'published' | 'reworded' | 'inReview' | 'privately' | 'answered',
    string
  >
  readonly items: Record<'published' | 'inReview' | 'privately' | 'answered', string>
  readonly allQuestions: readonly string[]
  readonly allItems: readonly string[]
}

/** What a day is made of: each step gives what the next one needs. */
async function steps(server: ReadsServer, sessionId: string) {
  const { state } = await server.room(sessionId)
  const run = (who: Who, type: Command['type'], payload: unknown) => server.run(sessionId, who, type, payload)
  const ask = async (word: string, topicId = 'T1.01') => {
    const words = { title: `Quesito ${word}`, text: `Testo ${word}`, tried: `Provato ${word}` }
    return must((await run('anna', 'question:ask', { ...words, topicId, shown: 'region' })).questionId)
  }
  const admitted = async (word: string, topicId?: string) => {
    const questionId = await ask(word, topicId)
    await run('moderator', 'question:admit', { questionId })
    return questionId
  }
  const claimed = async (word: string, topicId?: string) => {
    const questionId = await admitted(word, topicId)
    const { workItemId: itemId } = state.get('question', questionId)
    await run('expert', 'item:claim', { itemId })
    return { questionId, itemId }
  }
  const published = async (asked: string, said: string, reach: 'all' | 'body') => {
    const { questionId, itemId } = await claimed(asked)
    const lines = [{ questionId, text: SECRETS.line }]
    await run('expert', 'answer:publish', { itemId, words: wordsWith(said), reach, lines })
    return { questionId, itemId, answerId: must(state.get('question', questionId).answerId) }
  }
  return { state, run, ask, admitted, claimed, published }
}

/** A day with one of everything. What all may read says "pubblico". */
export async function playDay(server: ReadsServer, sessionId: string): Promise<Day> {
  const { state, run, ask, admitted, claimed, published } = await steps(server, sessionId)
  const received = await ask(SECRETS.received)
  const refused = await ask(SECRETS.refused)
  await run('moderator', 'question:refuse', { questionId: refused, reason: 'other', text: SECRETS.refused })
  const withdrawn = await admitted(SECRETS.withdrawn)
  await run('anna', 'question:withdraw', { questionId: withdrawn })
  const reworded = await admitted(SECRETS.reworded)
  await run('moderator', 'question:rewrite', {
    questionId: reworded,
    title: 'Quesito pubblico',
    text: 'Altro',
  })
  const answered = await published('Primo pubblico', 'Risposta pubblica', 'all')
  await run('carla', 'question:vote', { questionId: answered.questionId, on: true })
  const privately = await published('Riservato pubblico', SECRETS.privately, 'body')
  const gone = await published('Annullato pubblico', SECRETS.withdrawnAnswer, 'body')
  await run('moderator', 'answer:withdraw', { answerId: gone.answerId, reason: 'Sbagliata' })
  const erased = await published(SECRETS.erased, SECRETS.erased, 'all')
  await run('administrator', 'text:erase', { entity: 'question', id: erased.questionId })
  await run('administrator', 'text:erase', { entity: 'answer', id: erased.answerId })
  const inReview = await claimed('In verifica, pubblico', 'T2.01')
  await run('expert', 'answer:send', {
    itemId: inReview.itemId,
    words: wordsWith(SECRETS.review),
    reach: 'all',
  })
  const { questionId, itemId } = await claimed('In lavoro, pubblico')
  await run('expert', 'item:note', { itemId, text: SECRETS.note })
  const content = wordsWith(SECRETS.draft)
  await run('expert', 'draft:save', { draftId: itemId, kind: 'answer', itemId, rev: 1, content })
  const askDraft = {
    title: SECRETS.askDraft,
    text: SECRETS.askDraft,
    tried: '',
    topicId: 'T1.01',
    shown: 'body',
  }
  await run('anna', 'draft:save', { draftId: `${sessionId}-a`, kind: 'ask', rev: 1, content: askDraft })
  return {
    sessionId,
    questions: {
      received,
      reworded,
      published: questionId,
      inReview: inReview.questionId,
      privately: privately.questionId,
      answered: answered.questionId,
    },
    items: {
      published: itemId,
      inReview: inReview.itemId,
      privately: privately.itemId,
      answered: answered.itemId,
    },
    allQuestions: state.list('question').map((row) => row.id),
    allItems: state.list('workItem').map((row) => row.id),
  }
}

const wordsWith = (word: string) => ({ ...answerWords(word), reasoning: word, notCovered: word })
