/**
 * Who may come in: accounts as the identity library keeps them, under our names, and what is ours: roles, tokens, wall
 * passes, the edition. The log never names a person, only an actor.
 */
import type { Matter } from '../../server/domain/notices.ts'
import type { Role, Scope } from '../../server/domain/permissions.ts'
import {
  big,
  dateTime,
  flag,
  index,
  instant,
  int,
  json,
  primaryKey,
  table,
  text,
  uniqueIndex,
} from '../columns.ts'

/** The identity library's `user`. */
export const person = table(
  'person',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    emailVerified: flag().notNull(),
    image: text(),
    /** In which language we write to this person; null where we were never told. */
    locale: text().$type<'it' | 'en'>(),
    createdAt: dateTime().notNull(),
    updatedAt: dateTime().notNull(),
  },
  (columns) => [uniqueIndex('person_email').on(columns.email)],
)

/** Of what somebody wants to hear by e-mail, where they chose; without a row it is as `notices.ts` has it. */
export const noticeChoice = table(
  'notice_choice',
  {
    personId: text().notNull(),
    matter: text().$type<Matter>().notNull(),
    on: flag().notNull(),
    chosenAt: instant().notNull(),
  },
  (columns) => [primaryKey({ columns: [columns.personId, columns.matter] })],
)

/** The identity library's `session`: somebody who signed in, on one browser. */
export const login = table(
  'login',
  {
    id: text().primaryKey(),
    personId: text().notNull(),
    token: text().notNull(),
    expiresAt: dateTime().notNull(),
    ipAddress: text(),
    userAgent: text(),
    createdAt: dateTime().notNull(),
    updatedAt: dateTime().notNull(),
  },
  (columns) => [uniqueIndex('login_token').on(columns.token), index('login_person').on(columns.personId)],
)

/** The identity library's link to an outside identity provider; unused while codes are sent by e-mail. */
export const account = table(
  'account',
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    personId: text().notNull(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: dateTime(),
    refreshTokenExpiresAt: dateTime(),
    scope: text(),
    password: text(),
    createdAt: dateTime().notNull(),
    updatedAt: dateTime().notNull(),
  },
  (columns) => [index('account_person').on(columns.personId)],
)

/** The identity library's codes, hashed, each with its tries. */
export const verification = table(
  'verification',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: dateTime().notNull(),
    createdAt: dateTime().notNull(),
    updatedAt: dateTime().notNull(),
  },
  (columns) => [index('verification_identifier').on(columns.identifier)],
)

/** One run of the programme. Its log has its id. */
export const edition = table('edition', {
  id: text().primaryKey(),
  name: text().notNull(),
  regions: json<readonly string[]>().notNull(),
  maxPopulation: int().notNull(),
  /** A day, `YYYY-MM-DD`: which census a body's residents are counted by. */
  populationReferenceDate: text().notNull(),
  openedAt: instant().notNull(),
})

/** A role within a scope. A revoked one stays: who could do what, and when, is kept. */
export const grant = table(
  'grant',
  {
    id: text().primaryKey(),
    editionId: text().notNull(),
    personId: text().notNull(),
    role: text().$type<Role>().notNull(),
    scope: text().$type<Scope>().notNull(),
    /** What the person does in the office. */
    office: text(),
    grantedAt: instant().notNull(),
    revokedAt: instant(),
    changedSeq: big().notNull(),
  },
  (columns) => [index('grant_person').on(columns.editionId, columns.personId)],
)

/** A secret that stands for a person in a header, for programs. Only its hash is kept. */
export const token = table(
  'token',
  {
    id: text().primaryKey(),
    hash: text().notNull(),
    personId: text().notNull(),
    purpose: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (columns) => [uniqueIndex('token_hash').on(columns.hash)],
)

/** Lets one screen show one session's wall, without an account, until it is revoked. */
export const pass = table(
  'pass',
  {
    id: text().primaryKey(),
    hash: text().notNull(),
    sessionId: text().notNull(),
    issuedAt: instant().notNull(),
    revokedAt: instant(),
    changedSeq: big().notNull(),
  },
  (columns) => [uniqueIndex('pass_hash').on(columns.hash), index('pass_session').on(columns.sessionId)],
)
