/** A forum day in a real database of its own: themes, one session, people, and the room that serves it. */
import { randomBytes } from 'node:crypto'
import { openStore, type Store } from '../../db/open.ts'
import { theme, topic } from '../../db/schema/session.ts'
import type { Timers } from '../../server/adapters/clock.ts'
import { newId } from '../../server/adapters/ids.ts'
import { createSession, type SessionPlan } from '../../server/commands/session.ts'
import type { CommandAck, Frame } from '../../server/contract/socket.ts'
import type { Command } from '../../server/domain/commands.ts'
import type { Actor, Grant } from '../../server/domain/permissions.ts'
import type { BodyFacts } from '../../server/domain/rows.ts'
import type { Reader } from '../../server/domain/views.ts'
import type { Broadcast, Connection, Frames } from '../../server/rooms/frames.ts'
import { indexSearch } from '../../server/rooms/indexing.ts'
import type { Room, RoomContext } from '../../server/rooms/room.ts'
import { Rooms, type RoomsContext } from '../../server/rooms/rooms.ts'
import { freshDatabase } from './database/fresh-database.ts'

export const MINUTE_MS = 60_000
export const START = Date.UTC(2026, 10, 19, 8, 30)

export function fakeClock(at = START) {
  let now = at
  return {
    now: () => now,
    jumpMs: () => 0,
    advance: (ms: number) => {
      now += ms
    },
  }
}

/** Timers that run when the test says so. */
export function handTimers(): Timers & { run(): void; size: () => number } {
  const waiting = new Set<() => void>()
  return {
    after: (_ms, run) => {
      waiting.add(run)
      return () => waiting.delete(run)
    },
    run: () => {
      for (const one of [...waiting]) {
        waiting.delete(one)
        one()
      }
    },
    size: () => waiting.size,
  }
}

const body = (id: string, name: string): BodyFacts => ({
  id,
  name,
  kind: 'COMUNE',
  region: 'Piemonte',
  residents: 900,
  mountain: false,
  island: false,
})

export const bodies = {
  poggio: body('b1', 'Comune di Poggio Esempio'),
  serra: body('b2', 'Comune di Serra Inventata'),
}

const person = (id: string, grants: readonly Grant[], of: BodyFacts | null = null): Actor => ({
  id,
  kind: 'person',
  body: of,
  office: of ? 'ufficiale d’anagrafe' : null,
  grants,
})

const participant: Grant[] = [{ role: 'participant', scope: 'edition' }]

export const people = {
  anna: person('anna', participant, bodies.poggio),
  bruno: person('bruno', participant, bodies.poggio),
  carla: person('carla', participant, bodies.serra),
  expert: person('expert', [{ role: 'expert', scope: 'edition' }]),
  second: person('second', [{ role: 'expert', scope: 'edition' }]),
  moderator: person('moderator', [{ role: 'moderator', scope: 'edition' }]),
  administrator: person('administrator', [{ role: 'administrator', scope: 'edition' }]),
}

export type Forum = {
  readonly store: Store
  readonly url: string
  readonly clock: ReturnType<typeof fakeClock>
  readonly timers: ReturnType<typeof handTimers>
  readonly sessionId: string
  readonly rooms: Rooms
  readonly actors: Map<string, Actor>
  readonly faults: unknown[]
  room(): Promise<{ room: Room; frames: Frames }>
  /** Gives a command as somebody, with a fresh key. */
  run(actorId: string, type: Command['type'], payload: unknown, key?: string): Promise<CommandAck>
  /** The same rooms as a process that starts anew on the same database. */
  restart(broadcast?: Broadcast): Rooms
  /** Another process beside it, on the same database. */
  beside(own?: Partial<RoomContext>): Rooms
  close(): Promise<void>
}

export const newKey = (): string => randomBytes(12).toString('base64url')

export async function makeForum(
  plan: Partial<SessionPlan> = {},
  own: Partial<RoomsContext> = {},
): Promise<Forum> {
  const database = await freshDatabase()
  const store = await openStore(database.url)
  const clock = fakeClock()
  const timers = handTimers()
  const faults: unknown[] = []
  const actors = new Map<string, Actor>(Object.values(people).map((actor) => [actor.id, actor]))
  await store.transaction(async (tx) => {
    await tx.insert(theme).values([
      { id: 'T1', editionId: 'e1', label: 'Modelli organizzativi', place: 1, review: 'none' },
      { id: 'T2', editionId: 'e1', label: 'Servizi demografici', place: 2, review: 'peer' },
    ])
    const named = (id: string, themeId: string) => ({
      id,
      editionId: 'e1',
      themeId,
      code: id,
      label: id,
      shortLabel: id,
      place: 1,
    })
    await tx.insert(topic).values([named('T1.01', 'T1'), named('T2.01', 'T2')])
  })
  const sessionId = await createSession({ store, clock, newId }, 'administrator', {
    editionId: 'e1',
    code: 'FD2',
    title: 'Anagrafe dei cittadini stranieri',
    opensAt: START - 60 * MINUTE_MS,
    liveAt: START,
    closesAt: START + 120 * MINUTE_MS,
    themeIds: ['T1', 'T2'],
    asksPerPerson: 1_000,
    asksPerBody: 1_000,
    ...plan,
  })
  const context: RoomsContext = {
    store,
    clock,
    timers,
    newId,
    secret: 'a secret of the tests',
    indexer: indexSearch,
    actors: { actorOf: (id) => actors.get(id), refresh: async () => {} },
    onFault: (error) => faults.push(error),
    ...own,
  }
  const start = (broadcast: Broadcast = broadcastTo(() => forum.rooms)) => new Rooms(context, broadcast)
  const forum: Forum & { rooms: Rooms } = {
    store,
    url: database.url,
    clock,
    timers,
    sessionId,
    actors,
    faults,
    rooms: undefined as unknown as Rooms,
    room: async () => {
      const open = await forum.rooms.find(sessionId)
      if (!open) throw new Error('the session must be there')
      return open
    },
    run: async (actorId, type, payload, key = newKey()) => {
      const { room } = await forum.room()
      return room.submit({ actorId, key, command: { type, payload } as Command })
    },
    restart: (broadcast) => {
      forum.rooms = start(broadcast)
      return forum.rooms
    },
    beside: (own = {}) => {
      const rooms: Rooms = new Rooms(
        { ...context, ...own },
        broadcastTo(() => rooms),
      )
      return rooms
    },
    close: async () => {
      await store.close()
      await database.remove()
    },
  }
  forum.rooms = start()
  const { room } = await forum.room()
  await room.submitSystem({ type: 'session:advance', payload: {} })
  return forum
}

/** Carries a class's frame to each of its connections, as an edge does to its sockets. */
const broadcastTo =
  (rooms: () => Rooms) =>
  (to: { sessionId: string; as: string; except: readonly Connection[] }, frame: Frame): void => {
    for (const { room, frames } of rooms().loaded()) {
      if (room.id !== to.sessionId) continue
      for (const connection of frames.connections()) {
        if (connection.reader.as === to.as && !to.except.includes(connection)) connection.send(frame)
      }
    }
  }

export const readerOf = (actor: Actor | null, as: Reader['as']): Reader => ({
  as,
  actorId: actor?.id ?? null,
  bodyId: actor?.body?.id ?? null,
})

export const askPayload = (title = 'Convenzione o Unione') => ({
  title,
  text: 'Siamo tre Comuni confinanti. Basta una convenzione per lo sportello?',
  topicId: 'T1.01',
  shown: 'body' as const,
})

export const answerWords = (inBrief = 'Sì, come primo stralcio.') => ({
  inBrief,
  reasoning: 'La funzione sociale va associata per intero; lo sportello ne è una parte.',
  appliesTo: 'Comuni fino a 5.000 abitanti.',
  whatToDo: ['Scrivete nell’atto che è un primo stralcio.'],
  notCovered: '',
  references: [{ act: 'D.L. 78/2010', provision: 'art. 14, c. 27', checked: true }],
  lawAsOf: '2026-06-30',
})
