/**
 * What a room knows: its rows by kind and id, and the few indexes that decisions need. A state can lie over another as
 * an overlay, in which a flush is decided; the base takes it over only once its transaction is on disk.
 */
import { must } from './assert.ts'
import { ENTITIES, type Entity, type Rows } from './rows.ts'

type Key<E extends Entity> = (row: Rows[E]) => string | null

/** Indexes only ever grow: who reads one checks the row. That keeps an overlay's index a plain union. */
const INDEXES = {
  questionsByActor: { of: 'question', key: ((row) => row.actorId) satisfies Key<'question'> },
  questionsByBody: { of: 'question', key: ((row) => row.body?.id ?? null) satisfies Key<'question'> },
  questionsBySource: { of: 'question', key: ((row) => row.carriedFrom) satisfies Key<'question'> },
  questionsByTheme: { of: 'question', key: ((row) => row.themeId) satisfies Key<'question'> },
  itemsByHolder: { of: 'workItem', key: ((row) => row.holder) satisfies Key<'workItem'> },
  itemsByTheme: { of: 'workItem', key: ((row) => row.themeId) satisfies Key<'workItem'> },
  votesByQuestion: { of: 'vote', key: ((row) => row.questionId) satisfies Key<'vote'> },
  votesByActor: { of: 'vote', key: ((row) => row.actorId) satisfies Key<'vote'> },
  followsByQuestion: { of: 'follow', key: ((row) => row.questionId) satisfies Key<'follow'> },
  followsByActor: { of: 'follow', key: ((row) => row.actorId) satisfies Key<'follow'> },
  messagesByQuestion: { of: 'message', key: ((row) => row.questionId) satisfies Key<'message'> },
  notesByItem: { of: 'note', key: ((row) => row.workItemId) satisfies Key<'note'> },
} as const

export type IndexName = keyof typeof INDEXES
type IndexedEntity<Name extends IndexName> = (typeof INDEXES)[Name]['of']

const BY_ENTITY = Map.groupBy(Object.keys(INDEXES) as IndexName[], (name): Entity => INDEXES[name].of)

type Tables = { [E in Entity]: Map<string, Rows[E]> }

/** A draft's facts that decisions need; its content is never in memory. */
export type DraftFacts = {
  readonly id: string
  readonly kind: 'ask' | 'answer'
  readonly actorId: string
  readonly itemId: string | null
  readonly rev: number
  /** Of the content: two saves of one revision are the same only if it is the same. */
  readonly digest: string
  /** When the server first held it; grace at closing time is decided on this. */
  readonly firstHeldAt: number
}

export class State {
  readonly #base: State | null
  readonly #tables: Tables
  readonly #indexes = new Map<IndexName, Map<string, Set<string>>>()
  readonly #drafts = new Map<string, DraftFacts | null>()
  #lastNumber = 0

  constructor(base: State | null = null) {
    this.#base = base
    this.#tables = Object.fromEntries(ENTITIES.map((entity) => [entity, new Map()])) as Tables
  }

  /** An overlay of this state: it reads through, and keeps what is put into it. */
  over(): State {
    return new State(this)
  }

  find<E extends Entity>(entity: E, id: string): Rows[E] | undefined {
    return this.#tables[entity].get(id) ?? this.#base?.find(entity, id)
  }

  get<E extends Entity>(entity: E, id: string): Rows[E] {
    return must(this.find(entity, id), `no ${entity} ${id}`)
  }

  /** The session that this room is; there is exactly one. */
  get session(): Rows['session'] {
    for (const row of this.#tables.session.values()) return row
    return must(this.#base, 'a room has its session').session
  }

  /** The session's counter: the highest number given here. Those of questions carried in belong to other sessions. */
  get lastNumber(): number {
    return Math.max(this.#lastNumber, this.#base?.lastNumber ?? 0)
  }

  put<E extends Entity>(entity: E, row: Rows[E]): void {
    this.#tables[entity].set(row.id, row)
    if (entity === 'question') this.#countNumber(row as Rows['question'])
    for (const name of BY_ENTITY.get(entity) ?? []) {
      const key = (INDEXES[name].key as Key<E>)(row)
      if (key !== null) this.#setOf(name, key).add(row.id)
    }
  }

  /** All rows of a kind, the overlay's in place of the base's. */
  list<E extends Entity>(entity: E): Rows[E][] {
    const over = this.#tables[entity]
    if (!this.#base) return [...over.values()]
    const rows = this.#base.list(entity).map((row) => over.get(row.id) ?? row)
    for (const row of over.values()) if (!this.#base.find(entity, row.id)) rows.push(row)
    return rows
  }

  listBy<Name extends IndexName>(name: Name, key: string): Rows[IndexedEntity<Name>][] {
    const entity = INDEXES[name].of
    return [...this.#idsBy(name, key)].map((id) => this.get(entity, id) as Rows[IndexedEntity<Name>])
  }

  findDraft(id: string): DraftFacts | undefined {
    const own = this.#drafts.get(id)
    return own === undefined ? this.#base?.findDraft(id) : (own ?? undefined)
  }

  /** How many drafts somebody keeps in this session. */
  countDrafts(actorId: string): number {
    let count = this.#base?.countDrafts(actorId) ?? 0
    for (const [id, draft] of this.#drafts) {
      if (draft?.actorId === actorId) count += 1
      if (this.#base?.findDraft(id)?.actorId === actorId) count -= 1
    }
    return count
  }

  putDraft(draft: DraftFacts): void {
    this.#drafts.set(draft.id, draft)
  }

  dropDraft(id: string): void {
    this.#drafts.set(id, null)
  }

  /** All drafts there are, or all of those meant, in place of what was known of them. */
  replaceDrafts(drafts: readonly DraftFacts[], isMeant: (draft: DraftFacts) => boolean = () => true): void {
    for (const [id, draft] of this.#drafts) if (draft === null || isMeant(draft)) this.#drafts.delete(id)
    for (const draft of drafts) this.putDraft(draft)
  }

  /** Takes over what an overlay of this state holds. */
  absorb(overlay: State): void {
    for (const entity of ENTITIES) {
      for (const row of overlay.#tables[entity].values()) this.put(entity, row as never)
    }
    for (const [id, draft] of overlay.#drafts) draft ? this.#drafts.set(id, draft) : this.#drafts.delete(id)
  }

  #countNumber(question: Rows['question']): void {
    const prefix = `${this.session.code}-`
    if (!question.number.startsWith(prefix)) return
    this.#lastNumber = Math.max(this.#lastNumber, Number(question.number.slice(prefix.length)))
  }

  #setOf(name: IndexName, key: string): Set<string> {
    const index = this.#indexes.get(name) ?? new Map<string, Set<string>>()
    this.#indexes.set(name, index)
    const ids = index.get(key) ?? new Set<string>()
    index.set(key, ids)
    return ids
  }

  #idsBy(name: IndexName, key: string): ReadonlySet<string> {
    const own = this.#indexes.get(name)?.get(key)
    const below = this.#base ? this.#base.#idsBy(name, key) : undefined
    if (!own) return below ?? new Set()
    return below ? below.union(own) : own
  }
}
