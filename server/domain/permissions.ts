/**
 * Who may do what: the one place that decides. A role is granted within a scope; a command names the ties to its
 * subject of which one is enough.
 */
import type { CommandType } from './commands.ts'
import type { BodyFacts } from './rows.ts'

export const ROLES = ['participant', 'expert', 'moderator', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** `edition`, or a narrower thing and its id. */
export type Scope = 'edition' | `session:${string}` | `theme:${string}` | `topic:${string}` | `body:${string}`

export type Grant = { readonly role: Role; readonly scope: Scope }

/** Within what each role can be granted. A participant takes part for a body. */
const SCOPES: Readonly<Record<Role, readonly string[]>> = {
  participant: ['edition', 'body'],
  expert: ['edition', 'session', 'theme', 'topic'],
  moderator: ['edition', 'session'],
  administrator: ['edition'],
}

export const isRole = (role: string): role is Role => (ROLES as readonly string[]).includes(role)

/** Whether the role can be granted within this scope. */
export function isScopeOf(role: Role, scope: string): scope is Scope {
  const [kind = '', ...id] = scope.split(':')
  return SCOPES[role].includes(kind) && (kind === 'edition' ? id.length === 0 : id.join(':') !== '')
}

/** Who acts: a person as the log names them, with what they are granted at this moment. */
export type Actor = {
  readonly id: string
  readonly kind: 'person' | 'system'
  readonly body: BodyFacts | null
  /** What the person does in the office, as the enrolment says it. */
  readonly office: string | null
  readonly grants: readonly Grant[]
  /** A synthetic person's rehearsal: whatever they are granted holds in this session alone. */
  readonly confinedTo?: string | undefined
}

export const SYSTEM: Actor = { id: 'system', kind: 'system', body: null, office: null, grants: [] }

/** What the tie of an actor to a command's subject is decided on. */
export type Subject = {
  readonly sessionId: string
  readonly themeId?: string | undefined
  readonly topicId?: string | undefined
  readonly askerId?: string | undefined
  readonly holder?: string | null | undefined
  readonly authorId?: string | undefined
}

/** The ties, each in the words of DOMAIN 3. */
export const TIES = [
  'participant',
  'asker',
  'expert',
  'holder',
  'author',
  'moderator',
  'administrator',
  'system',
] as const
export type Tie = (typeof TIES)[number]

const triage = ['moderator', 'expert'] as const

export const policy = {
  'question:ask': ['participant'],
  'question:edit': ['asker'],
  'question:withdraw': ['asker'],
  'question:vote': ['participant'],
  'question:follow': ['participant'],
  'question:inform': ['asker'],
  'question:followUp': ['asker'],
  'question:attach': ['asker'],
  'question:detach': ['asker'],
  'question:admit': triage,
  'question:unadmit': triage,
  'question:refuse': triage,
  'question:redirect': triage,
  'question:restore': triage,
  'question:classify': triage,
  'question:rewrite': ['moderator'],
  'question:split': triage,
  'question:carry': triage,
  'question:receive': ['system'],
  'question:uncarry': ['system'],
  'item:claim': ['expert'],
  'item:renew': ['holder'],
  'item:release': ['holder'],
  'item:handOver': ['holder'],
  'item:takeOver': ['expert'],
  'item:join': triage,
  'item:unjoin': triage,
  'item:askMore': ['holder'],
  'item:park': triage,
  'item:unpark': [...triage, 'system'],
  'item:note': triage,
  'item:expire': ['system'],
  'answer:send': ['holder'],
  'answer:approve': ['expert'],
  'answer:recall': ['holder'],
  'answer:return': ['expert'],
  'answer:publish': ['holder'],
  'answer:correct': ['expert'],
  'answer:recheck': ['expert', 'moderator'],
  'answer:supersede': ['expert'],
  'answer:withdraw': ['author', 'moderator'],
  'session:open': ['moderator'],
  'session:start': ['moderator'],
  'session:stop': ['moderator', 'system'],
  'session:close': ['moderator', 'system'],
  'session:archive': ['administrator', 'system'],
  'session:reopen': ['moderator'],
  'session:extend': ['moderator'],
  'session:pause': ['moderator'],
  'session:hold': ['moderator', 'system'],
  'session:announce': ['moderator'],
  'session:unannounce': ['moderator'],
  'session:advance': ['system'],
  'session:tally': ['system'],
  'participant:mute': ['moderator'],
  'participant:unmute': ['moderator'],
  'draft:save': ['participant', 'holder'],
  'draft:discard': ['participant', 'holder'],
  'text:erase': ['administrator', 'system'],
} as const satisfies Record<CommandType, readonly Tie[]>

function covers(scope: Scope, subject: Subject): boolean {
  if (scope === 'edition') return true
  if (scope === `session:${subject.sessionId}`) return true
  if (subject.themeId !== undefined && scope === `theme:${subject.themeId}`) return true
  return subject.topicId !== undefined && scope === `topic:${subject.topicId}`
}

const granted = (actor: Actor, role: Role, subject: Subject): boolean =>
  actor.grants.some((grant) => grant.role === role && covers(grant.scope, subject))

const isElsewhere = ({ confinedTo }: Actor, sessionId: string): boolean =>
  confinedTo !== undefined && confinedTo !== sessionId

/** Whether the actor has this tie to the subject. */
export function isTied(actor: Actor, tie: Tie, subject: Subject): boolean {
  if (isElsewhere(actor, subject.sessionId)) return false
  switch (tie) {
    case 'system':
      return actor.kind === 'system'
    case 'participant':
      // A participant takes part for a body, whichever session it is.
      return actor.grants.some((grant) => grant.role === 'participant')
    case 'asker':
      return subject.askerId === actor.id && isTied(actor, 'participant', subject)
    case 'expert':
      return granted(actor, 'expert', subject)
    case 'holder':
      return subject.holder === actor.id && granted(actor, 'expert', subject)
    case 'author':
      return subject.authorId === actor.id && granted(actor, 'expert', subject)
    case 'moderator':
      return granted(actor, 'moderator', subject) || granted(actor, 'administrator', subject)
    case 'administrator':
      return granted(actor, 'administrator', subject)
  }
}

export const may = (actor: Actor, action: CommandType, subject: Subject): boolean =>
  (policy[action] as readonly Tie[]).some((tie) => isTied(actor, tie, subject))

/** What belongs to no one session's log. */
export const editionPolicy = {
  'grant:list': ['administrator'],
  'grant:give': ['administrator'],
  'grant:revoke': ['administrator'],
  'pass:issue': ['moderator'],
  'pass:revoke': ['moderator'],
  'process:read': ['administrator'],
  'rehearsal:run': ['administrator'],
} as const satisfies Record<string, readonly Tie[]>
export type EditionAction = keyof typeof editionPolicy

/** `sessionId` where the action is about one session. */
export const mayInEdition = (actor: Actor, action: EditionAction, sessionId = ''): boolean =>
  editionPolicy[action].some((tie) => isTied(actor, tie, { sessionId }))

/** The classes in which a socket may enter a session, each seeing what its role may see. */
export const READER_CLASSES = ['feed', 'participant', 'expert', 'moderator'] as const
export type ReaderClass = (typeof READER_CLASSES)[number]

/** An expert of any topic sees the whole session's work; administrators enter as moderators. */
export function mayEnter(
  actor: Actor | null,
  as: ReaderClass,
  session: { id: string; visibility: string },
): boolean {
  if (actor && isElsewhere(actor, session.id)) return false
  if (as === 'feed') return session.visibility === 'public'
  if (as === 'participant') return actor !== null || session.visibility === 'public'
  if (actor === null) return false
  if (as === 'expert') return actor.grants.some((grant) => grant.role === 'expert')
  return isTied(actor, 'moderator', { sessionId: session.id })
}
