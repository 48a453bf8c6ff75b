/**
 * Rehearsals: a hidden session with synthetic people who act in it and nowhere else. It ends by hand or by the clock;
 * then nobody of it acts any more, and all its words are erased, a part each sweep. The log keeps its facts.
 */
import { randomBytes } from 'node:crypto'
import { listBodies } from '../../db/body-store.ts'
import type { Tx } from '../../db/open.ts'
import {
  dropCopies,
  dropRehearsal,
  dropSynthetic,
  findRehearsal,
  listEndedRehearsals,
  listRehearsals,
  listWritten,
  endRehearsal as saveEnd,
  saveRehearsal,
} from '../../db/rehearsal-store.ts'
import { findSession } from '../../db/room-store.ts'
import { listThemes } from '../../db/theme-store.ts'
import { limits } from '../domain/limits.ts'
import { SYSTEM } from '../domain/permissions.ts'
import { AppError } from '../errors.ts'
import type { Room } from '../rooms/room.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { hashOfSecret } from './access.ts'
import { type Edition, type EditionWrite, writeEdition } from './edition.ts'
import { eraseWritten } from './erasing.ts'
import { createSession } from './session.ts'

export type RehearsalWish = {
  readonly bodies: number
  readonly experts: number
  readonly moderators: number
  readonly minutes: number
  readonly admission: 'open' | 'reviewed'
}

export type SyntheticPerson = {
  readonly actorId: string
  readonly role: 'participant' | 'expert' | 'moderator'
  readonly bodyId: string | null
  readonly bodyName: string | null
  readonly token: string
}

export type StartedRehearsal = {
  readonly sessionId: string
  readonly code: string
  readonly endsAt: number
  readonly people: readonly SyntheticPerson[]
}

const MINUTE_MS = 60_000
const ABOUT = { entity: 'rehearsal', audience: ['staff'] } as const

/** Starts one; its people's tokens are given this once. The session is live when this resolves. */
export async function startRehearsal(
  edition: Edition,
  rooms: Rooms,
  { actorId, wish }: { actorId: string; wish: RehearsalWish },
): Promise<StartedRehearsal> {
  const sessionId = edition.newId()
  const code = `PROVA-${sessionId.slice(0, 6)}`
  // Its end is stored before there is a session, so that whatever happens meanwhile, it is swept away.
  const started = await writeEdition(edition, async (write) => {
    await write.demand(actorId, 'rehearsal:run')
    if ((await listRehearsals(write.tx)).length >= limits.rehearsal.atOnce)
      throw new AppError('command/too-many', { max: limits.rehearsal.atOnce })
    const themeIds = (await listThemes(write.tx, edition.id)).map(({ id }) => id)
    if (themeIds.length === 0) throw new AppError('topic/not-in-session')
    const people = await castOf(edition, write.tx, wish)
    const closesAt = write.at + Math.ceil(wish.minutes * MINUTE_MS)
    const endsAt = closesAt + limits.rehearsal.graceMs
    await saveRehearsal(
      write.tx,
      { sessionId, startedBy: actorId, endsAt },
      people.map((person) => ({
        actorId: person.actorId,
        sessionId,
        role: person.role,
        bodyId: person.bodyId,
        tokenHash: hashOfSecret(person.token),
      })),
    )
    const data = { endsAt, people: people.length }
    write.append({ ...ABOUT, kind: 'rehearsal started', entityId: sessionId, data, actorId })
    return { people, endsAt, closesAt, themeIds }
  })
  const now = edition.clock.now()
  await createSession({ ...edition, newId: () => sessionId }, actorId, {
    editionId: edition.id,
    code,
    title: 'Prova generale',
    opensAt: now - 2,
    liveAt: now - 1,
    closesAt: started.closesAt,
    themeIds: started.themeIds,
    admission: wish.admission,
    rehearsal: true,
    asksPerPerson: limits.rehearsal.asksPerBody,
    asksPerBody: limits.rehearsal.asksPerBody,
  })
  const open = await rooms.find(sessionId)
  await open?.room.submitSystem({ type: 'session:advance', payload: {} })
  return { sessionId, code, endsAt: started.endsAt, people: started.people }
}

/** Participants of municipalities from all over the registry, and the staff. */
async function castOf(edition: Edition, tx: Tx, wish: RehearsalWish): Promise<SyntheticPerson[]> {
  const real = (await listBodies(tx)).filter((body) => body.istatCode !== null && body.validTo === null)
  if (real.length < wish.bodies) throw new AppError('request/invalid', { path: 'bodies', most: real.length })
  const made = (role: SyntheticPerson['role'], body: { id: string; name: string } | null) => ({
    actorId: edition.newId(),
    role,
    bodyId: body?.id ?? null,
    bodyName: body?.name ?? null,
    token: randomBytes(32).toString('base64url'),
  })
  const step = real.length / wish.bodies
  const people: SyntheticPerson[] = []
  for (let n = 0; n < wish.bodies; n += 1)
    people.push(made('participant', real[Math.floor(n * step)] ?? null))
  for (let n = 0; n < wish.experts; n += 1) people.push(made('expert', null))
  for (let n = 0; n < wish.moderators; n += 1) people.push(made('moderator', null))
  return people
}

/** Ends one now: its people are out at once, its words go with the next sweeps. */
export const endRehearsal = (edition: Edition, actorId: string, sessionId: string): Promise<void> =>
  writeEdition(edition, async (write) => {
    await write.demand(actorId, 'rehearsal:run')
    const found = await findRehearsal(write.tx, sessionId)
    if (!found) {
      const session = await findSession(write.tx, sessionId)
      throw new AppError(session?.editionId === edition.id ? 'session/not-a-rehearsal' : 'session/not-found')
    }
    await saveEnd(write.tx, sessionId, Math.min(found.endsAt, write.at))
    await putOut(write, sessionId, actorId)
  })

async function putOut(write: EditionWrite, sessionId: string, actorId: string): Promise<void> {
  const people = await dropSynthetic(write.tx, sessionId)
  if (people === 0) return
  write.append({ ...ABOUT, kind: 'rehearsal ended', entityId: sessionId, data: { people }, actorId })
}

/** One look at what has ended: each turn erases a part, so that nobody else waits for it. */
export async function sweepRehearsals(edition: Edition, rooms: Rooms): Promise<void> {
  const { store, clock } = edition
  for (const sessionId of await listEndedRehearsals(store.read, clock.now())) {
    await writeEdition(edition, (write) => putOut(write, sessionId, SYSTEM.id))
    const open = await rooms.find(sessionId)
    if (open) {
      await close(open.room)
      if (!(await erasePart(edition, open.room))) continue
    }
    await writeEdition(edition, async (write) => {
      if (!(await dropRehearsal(write.tx, sessionId))) return
      await dropCopies(write.tx, sessionId)
      const entry = { kind: 'rehearsal erased', entityId: sessionId, data: {}, actorId: SYSTEM.id }
      write.append({ ...ABOUT, ...entry })
    })
  }
}

/** Whatever phase it is in; what is archived takes nothing in any more, and is in nobody's list. */
async function close(room: Room): Promise<void> {
  if (room.state.session.phase === 'scheduled')
    await room.submitSystem({ type: 'session:advance', payload: {} })
  for (const type of ['session:stop', 'session:close', 'session:archive'] as const)
    await room.submitSystem({ type, payload: {} })
}

/** Erases some of what is written by the command that erases any text; true when nothing is left. */
async function erasePart({ store }: Edition, room: Room): Promise<boolean> {
  const written = await listWritten(store.read, room.id)
  const part = written.slice(0, limits.rehearsal.erasedATurn)
  await Promise.all(part.map((id) => eraseWritten(room, id)))
  return part.length === written.length && (await listWritten(store.read, room.id)).length === 0
}
