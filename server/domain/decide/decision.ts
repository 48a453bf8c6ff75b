/**
 * What deciding gives: facts for the log that are at the same time changes of rows, or a refusal. Deciding is pure; it
 * cannot fail half-way.
 */
import type { CommandType, Payloads } from '../commands.ts'
import type { Actor, Subject } from '../permissions.ts'
import type { Entity, Rows } from '../rows.ts'
import type { DraftFacts, State } from '../state.ts'
import type { RefusalCode } from './refusals.ts'

export type Topic = {
  readonly id: string
  readonly themeId: string
  /** Who publishes: the holder alone, or a second expert. */
  readonly review: 'none' | 'peer'
}

/** A row's new values. `words` and `pendingWords` are kept in memory and in text revisions, never in the log. */
export type Patch<E extends Entity> = Partial<Omit<Rows[E], 'id' | 'changedSeq'>>

export type Change<E extends Entity = Entity> = {
  [K in E]: {
    readonly entity: K
    readonly id: string
    /** The fact, in the log's words: `question asked`. */
    readonly kind: string
    readonly set: Patch<K>
    /** What a person wrote: stored as a revision of its own, bound to the log by a commitment. */
    readonly text?: { readonly rev: number; readonly content: Readonly<Record<string, unknown>> } | undefined
    /** All its text goes, for ever. */
    readonly erases?: true
  }
}[E]

export type DraftWrite =
  | {
      readonly write: 'save'
      readonly facts: DraftFacts
      readonly content: Readonly<Record<string, unknown>>
    }
  | { readonly write: 'drop'; readonly id: string }

/** Work that another log or the outside must do, stored with the facts it follows from. */
export type JobWrite = {
  readonly kind: 'carry' | 'notice'
  readonly key: string
  readonly payload: Record<string, string>
}

export type Decided = {
  readonly ok: true
  readonly result: Readonly<Record<string, unknown>>
  readonly changes: readonly Change[]
  readonly drafts?: readonly DraftWrite[]
  readonly jobs?: readonly JobWrite[]
}
export type Refused = {
  readonly ok: false
  readonly code: RefusalCode
  readonly details?: Readonly<Record<string, unknown>> | undefined
}
export type Decision = Decided | Refused

export type Context = {
  readonly state: State
  readonly actor: Actor
  readonly at: number
  readonly newId: () => string
  readonly topics: ReadonlyMap<string, Topic>
  /** Somebody else as they are granted now: to whom an item is handed over, or who is mentioned. */
  readonly actorOf: (id: string) => Actor | undefined
}

export type Decide<T extends CommandType> = {
  /** What the actor's tie is decided on, or a refusal where there is no such thing for this actor. */
  readonly subject: (context: Context, payload: Payloads[T]) => Subject | Refused
  readonly decide: (context: Context, payload: Payloads[T]) => Decision
}

export const refuse = (code: RefusalCode, details?: Readonly<Record<string, unknown>>): Refused =>
  details === undefined ? { ok: false, code } : { ok: false, code, details }

export const decided = (
  changes: readonly Change[],
  result: Readonly<Record<string, unknown>> = {},
  more: Pick<Decided, 'drafts' | 'jobs'> = {},
): Decided => ({ ok: true, result, changes, ...more })

export const isRefused = (value: object): value is Refused => 'ok' in value && value.ok === false
