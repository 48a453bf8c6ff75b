/** How people and screens are let in, and put out again: logins that end, tokens of programs, passes of walls. */
import { createHash, randomBytes } from 'node:crypto'
import { dropExpired, findPassById, listPasses, savePass, saveToken } from '../../db/access-store.ts'
import { dropLogin, dropLogins } from '../../db/person-store.ts'
import { findSession } from '../../db/room-store.ts'
import { limits } from '../domain/limits.ts'
import { AppError } from '../errors.ts'
import { type Edition, type EditionWrite, writeEdition } from './edition.ts'
import { enrol } from './grant.ts'

/** Secrets of ours are random and long, so that a plain hash keeps them. */
export const hashOfSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url')

const newSecret = (): string => randomBytes(32).toString('base64url')

const STAFF = ['staff'] as const

type Who = { readonly personId: string; readonly actorId: string }
type Reason = 'sign-out' | 'replaced' | 'revoked'

/** Ends all logins of a person; their sockets close as soon as the entries are seen. */
export const endLogins = (edition: Edition, who: Who, reason: Reason): Promise<void> =>
  writeEdition(edition, async (write) => {
    for (const id of await dropLogins(write.tx, who.personId)) appendEnd(write, who, { id, reason })
  })

/** Ends one login. */
export const endLogin = (edition: Edition, who: Who & { loginId: string }, reason: Reason): Promise<void> =>
  writeEdition(edition, async (write) => {
    if (await dropLogin(write.tx, who.loginId)) appendEnd(write, who, { id: who.loginId, reason })
  })

function appendEnd({ append }: EditionWrite, who: Who, ended: { id: string; reason: Reason }): void {
  append({
    kind: 'login ended',
    entity: 'login',
    entityId: ended.id,
    data: { actorId: who.actorId, reason: ended.reason },
    audience: [`actor:${who.actorId}`, ...STAFF],
    actorId: who.actorId,
  })
}

/** A token for a program that acts as the person of this address; shown once, kept hashed, dead after a day. */
export const issueToken = (
  edition: Edition,
  byActorId: string,
  { email, purpose }: { email: string; purpose: string },
): Promise<{ token: string; expiresAt: number }> =>
  writeEdition(edition, async (write) => {
    const { personId, actorId } = await enrol(edition, write, { email, byActorId })
    const token = newSecret()
    const id = edition.newId()
    const expiresAt = write.at + limits.tokenMs
    const { at: createdAt } = write
    await saveToken(write.tx, { id, hash: hashOfSecret(token), personId, purpose, createdAt, expiresAt })
    write.append({
      kind: 'token issued',
      entity: 'token',
      entityId: id,
      data: { actorId, purpose, expiresAt },
      audience: [`actor:${actorId}`, ...STAFF],
      actorId: byActorId,
    })
    return { token, expiresAt }
  })

export type IssuedPass = { readonly id: string; readonly secret: string; readonly code: string }

/** A pass for one session's wall; the secret is shown once. */
export const issuePass = (edition: Edition, byActorId: string, sessionId: string): Promise<IssuedPass> =>
  writeEdition(edition, async (write) => {
    await write.demand(byActorId, 'pass:issue', sessionId)
    const session = await findSession(write.tx, sessionId)
    if (!session || session.editionId !== edition.id) throw new AppError('session/not-found')
    if ((await listPasses(write.tx, sessionId)).length >= limits.passesPerSession)
      throw new AppError('command/too-many', { max: limits.passesPerSession })
    const id = edition.newId()
    const secret = newSecret()
    const changedSeq = write.append({
      kind: 'pass issued',
      entity: 'pass',
      entityId: id,
      data: { sessionId },
      audience: STAFF,
      actorId: byActorId,
    })
    const hash = hashOfSecret(secret)
    await savePass(write.tx, { id, hash, sessionId, issuedAt: write.at, revokedAt: null, changedSeq })
    return { id, secret, code: session.code }
  })

/** Revokes a pass: the screens that came in with it are put out. */
export const revokePass = (edition: Edition, byActorId: string, passId: string): Promise<void> =>
  writeEdition(edition, async (write) => {
    const pass = await findPassById(write.tx, passId)
    await write.demand(byActorId, 'pass:revoke', pass?.sessionId)
    if (!pass || pass.revokedAt !== null) throw new AppError('pass/not-valid')
    const changedSeq = write.append({
      kind: 'pass revoked',
      entity: 'pass',
      entityId: passId,
      data: { sessionId: pass.sessionId },
      audience: STAFF,
      actorId: byActorId,
    })
    await savePass(write.tx, { ...pass, revokedAt: write.at, changedSeq })
  })

/** Forgets what has run out: it lets nobody in any more. */
export const forgetExpired = ({ store, clock }: Edition): Promise<void> =>
  store.transaction((tx) => dropExpired(tx, clock.now()))
