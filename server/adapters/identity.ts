/**
 * Who somebody is: codes by e-mail and logins through better-auth, tokens and passes of our own. What they may do is
 * not known here; who ends a login is a command.
 */
import { createHmac, hash } from 'node:crypto'
import { APIError } from 'better-auth/api'
import { findLogin, findPass, findToken, findTries, type PassRow } from '../../db/access-store.ts'
import type { Handle, Store } from '../../db/open.ts'
import { findPersonByEmail } from '../../db/person-store.ts'
import { limits } from '../domain/limits.ts'
import type { Actor } from '../domain/permissions.ts'
import type { Clock } from './clock.ts'
import { type CookieNames, cookieNames, cookieOf, setCookie, unsigned } from './cookies.ts'
import { createLogins } from './logins.ts'
import type { Mailer } from './mail.ts'
import { codeLetter, type Locale, unknownLetter } from './mail-text.ts'
import type { Rate } from './rates.ts'
import { RatesAwayError, type SharedRates } from './shared-rates.ts'

/** Somebody who is signed in, or a program with their token. */
export type Identified = {
  readonly actor: Actor
  readonly personId: string
  /** Null for a token, which no sign-out ends; for a synthetic person's the rehearsal, with which it ends. */
  readonly loginId: string | null
  readonly expiresAt: number
}

export type SignedIn = { readonly setCookies: readonly string[]; readonly personId: string }
export type Refused = {
  readonly code: 'login/code-wrong' | 'login/code-expired' | 'login/too-many' | 'service/unavailable'
  readonly details?: Readonly<Record<string, number>>
}

export type IdentityContext = {
  /** Where people reach us; undefined where that is simply where we listen. */
  readonly publicUrl: URL | undefined
  readonly secret: string
  readonly store: Store
  readonly clock: Clock
  readonly mail: Mailer
  readonly actors: { actorOf(id: string): Actor | undefined; refresh(handle: Handle): Promise<void> }
  readonly newId: () => string
  readonly rates: SharedRates
  readonly onFault: (error: unknown) => void
}

/** Keys for different purposes never are the same key. */
const derived = (secret: string, purpose: string): string =>
  createHmac('sha256', secret).update(purpose).digest('base64url')

const hashOf = (secret: string): string => hash('sha256', secret, 'base64url')

export class Identity {
  readonly cookies: CookieNames
  readonly #context: IdentityContext
  readonly #loginKey: string
  readonly #logins: ReturnType<typeof createLogins>
  readonly #pending = new Set<Promise<void>>()

  constructor(context: IdentityContext) {
    this.#context = context
    this.cookies = cookieNames(context.publicUrl?.protocol === 'https:')
    this.#loginKey = derived(context.secret, 'login')
    this.#logins = createLogins({
      store: context.store,
      cookies: this.cookies,
      origin: context.publicUrl?.origin ?? 'http://127.0.0.1',
      loginKey: this.#loginKey,
      codeKey: derived(context.secret, 'code'),
      newId: context.newId,
      onFault: context.onFault,
    })
  }

  /**
   * Sends a code, or to an address that nobody has, a mail that says so. The answer is given before the work is done, so
   * that neither its words nor its time tell the two apart.
   */
  async requestCode(asked: { email: string; locale: Locale; address: string }): Promise<Refused | null> {
    if (!this.#context.mail.canSend) return { code: 'service/unavailable' }
    const email = asked.email.toLowerCase()
    const refused = await this.#counted([
      ['take', `codes of ${email}`, limits.codesPerAccount],
      ['take', `codes from ${asked.address}`, limits.codesPerAddress],
    ])
    if (refused) return refused
    if (this.#pending.size >= limits.mailsWaiting) return { code: 'service/unavailable' }
    const work = this.#sendCode(email, asked.locale)
      .catch(this.#context.onFault)
      .finally(() => this.#pending.delete(work))
    this.#pending.add(work)
    return null
  }

  async #sendCode(email: string, locale: Locale): Promise<void> {
    // A code is made for everybody: what follows a request must look alike too, until a mailbox is opened.
    const code = await this.#logins.makeCode(email)
    const person = await findPersonByEmail(this.#context.store.read, email)
    const language = person?.locale ?? locale
    const letter = person
      ? codeLetter(language, code, limits.codeMs / 60_000)
      : unknownLetter(language, email)
    this.#context.mail.post({ to: email, ...letter })
  }

  /** Exchanges a code for a login, which is always a new one. */
  async signIn(given: {
    email: string
    code: string
    address: string
    userAgent: string
  }): Promise<SignedIn | Refused> {
    const email = given.email.toLowerCase()
    const tooOften = await this.#counted([
      ['take', `sign-ins of ${email}`, limits.signInsPerAccount],
      ['look', `wrong codes from ${given.address}`, limits.wrongCodesPerAddress],
      ['look', 'wrong codes', limits.wrongCodesOverall],
    ])
    if (tooOften) return tooOften
    try {
      return await this.#logins.signIn(email, given.code, given.userAgent)
    } catch (error) {
      const refused = refusalOf(error)
      if (!refused) throw error
      const uncounted = await this.#counted([
        ['take', `wrong codes from ${given.address}`, limits.wrongCodesPerAddress],
        ['take', 'wrong codes', limits.wrongCodesOverall],
      ])
      if (uncounted?.code === 'service/unavailable') return uncounted
      return refused === 'login/code-wrong'
        ? { code: refused, details: await this.#triesLeft(email) }
        : { code: refused }
    }
  }

  /** The longest wait of these. While nobody can count, nobody signs in: who guesses must not gain by breaking the counter. */
  async #counted(
    all: readonly (readonly ['take' | 'look', name: string, rate: Rate])[],
  ): Promise<Refused | null> {
    const { rates } = this.#context
    try {
      const waits = await Promise.all(all.map(([how, name, rate]) => rates[how](name, rate)))
      const waitMs = Math.max(...waits)
      return waitMs > 0 ? { code: 'login/too-many', details: { waitMs } } : null
    } catch (error) {
      if (!(error instanceof RatesAwayError)) throw error
      return { code: 'service/unavailable', details: { waitMs: limits.redisReconnectMostMs } }
    }
  }

  /** Signs somebody in who shows nothing at all. Whoever calls it has made sure that only this machine can ask. */
  async signInUnasked(email: string, userAgent: string): Promise<SignedIn> {
    return this.#logins.signIn(email, await this.#logins.makeCode(email), userAgent)
  }

  async #triesLeft(email: string): Promise<{ triesLeft: number }> {
    const tried = await findTries(this.#context.store.read, this.#logins.codeName(email))
    return { triesLeft: tried === undefined ? 0 : Math.max(0, limits.codeTries - tried) }
  }

  /** For every request and every handshake: the signature, and one prepared select. */
  async findActorByCookie(header: string | undefined): Promise<Identified | undefined> {
    const signed = cookieOf(header, this.cookies.login)
    const token = signed && unsigned(signed, this.#loginKey)
    if (!token) return undefined
    const found = await findLogin(this.#context.store.read, token)
    return found && this.#identified(found, found.loginId)
  }

  /** From `Bearer TOKEN`, or from the token alone. */
  async findActorByToken(authorization: string | undefined): Promise<Identified | undefined> {
    const token = authorization?.match(/^(?:Bearer )?([A-Za-z0-9_-]{20,100})$/i)?.[1]
    if (!token) return undefined
    const found = await findToken(this.#context.store.read, hashOf(token))
    return found && this.#identified(found, null)
  }

  /** For a handshake: by the token that a program gives, else by the browser's cookie. */
  async identify(from: {
    cookie: string | undefined
    token: string | undefined
  }): Promise<{ actorId: string; loginId: string | null; expiresAt: number } | null> {
    const found =
      from.token === undefined
        ? await this.findActorByCookie(from.cookie)
        : await this.findActorByToken(from.token)
    return found ? { actorId: found.actor.id, loginId: found.loginId, expiresAt: found.expiresAt } : null
  }

  /** The wall's pass that a Cookie header carries, if it is one and still counts. */
  async findPass(header: string | undefined): Promise<PassRow | undefined> {
    const secret = cookieOf(header, this.cookies.pass)
    return secret === undefined ? undefined : this.findPassBySecret(secret)
  }

  findPassBySecret(secret: string): Promise<PassRow | undefined> {
    return findPass(this.#context.store.read, hashOf(secret))
  }

  /** Prolongs a login that is used, at most once a day; gives the cookies that say so. */
  async prolong(used: Identified, header: string): Promise<readonly string[]> {
    const leftMs = used.expiresAt - this.#context.clock.now()
    const isFresh = leftMs > limits.loginMs - limits.loginRefreshMs
    return used.loginId === null || isFresh ? [] : this.#logins.prolong(header)
  }

  /** Takes our cookies away from a browser. */
  get forgetting(): readonly string[] {
    return [setCookie(this.cookies, { name: this.cookies.login, value: '', maxAgeMs: 0 })]
  }

  /** Waits until the codes asked for are on their way. */
  async settle(): Promise<void> {
    await Promise.all(this.#pending)
    await this.#context.mail.settle()
  }

  async #identified(
    found: { personId: string; actorId: string; expiresAt: number },
    loginId: string | null,
  ): Promise<Identified | undefined> {
    const { actors, clock, store } = this.#context
    if (found.expiresAt <= clock.now()) return undefined
    // Somebody enrolled a moment ago, by another process, is not yet in the directory.
    if (!actors.actorOf(found.actorId)) await actors.refresh(store.read)
    const actor = actors.actorOf(found.actorId)
    if (!actor) return undefined
    return {
      actor,
      personId: found.personId,
      loginId: loginId ?? actor.confinedTo ?? null,
      expiresAt: found.expiresAt,
    }
  }
}

const REFUSALS: Readonly<Record<string, Refused['code']>> = {
  INVALID_OTP: 'login/code-wrong',
  OTP_EXPIRED: 'login/code-expired',
  TOO_MANY_ATTEMPTS: 'login/too-many',
}

const refusalOf = (error: unknown): Refused['code'] | undefined =>
  error instanceof APIError ? REFUSALS[String(error.body?.code)] : undefined
