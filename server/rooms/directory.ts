/**
 * The edition's people in memory: who acts, with which roles and for which body. It follows the edition's log, whoever
 * wrote to it, and says who changed. What a role allows is not known here.
 */
import { type EventRow, findLog, holdStill, listEntries } from '../../db/log-store.ts'
import type { Handle, Store, Tx } from '../../db/open.ts'
import { type GrantRow, listActors, listGrants } from '../../db/person-store.ts'
import { listSynthetic, type SyntheticRow } from '../../db/rehearsal-store.ts'
import { must } from '../domain/assert.ts'
import { limits } from '../domain/limits.ts'
import type { Actor } from '../domain/permissions.ts'
import type { BodyFacts } from '../domain/rows.ts'
import { AstrayError } from './astray.ts'
import type { Actors } from './flush.ts'

/** The facts of bodies by id, as they are stored now. */
export type FindBodies = (handle: Handle, ids: readonly string[]) => Promise<ReadonlyMap<string, BodyFacts>>

/** Whose rights changed, which logins ended and which passes were revoked since the last time. */
export type DirectoryChange = {
  readonly actorIds: ReadonlySet<string>
  readonly loginIds: ReadonlySet<string>
  readonly passIds: ReadonlySet<string>
}

type Place = { readonly seq: number; readonly hash: string }
type Listener = (change: DirectoryChange) => void

export type DirectoryContext = {
  readonly store: Store
  readonly editionId: string
  readonly findBodies: FindBodies
  /** The database was put back to another log than was read. */
  readonly onAstray?: ((error: AstrayError) => void) | undefined
}

export class Directory implements Actors {
  readonly #context: DirectoryContext
  readonly #listeners = new Set<Listener>()
  #actors = new Map<string, Actor>()
  #place: Place = { seq: 0, hash: '' }

  private constructor(context: DirectoryContext) {
    this.#context = context
  }

  static async load(context: DirectoryContext): Promise<Directory> {
    const directory = new Directory(context)
    await directory.#read()
    return directory
  }

  /** Whose log it follows, and how far it has. */
  get id(): string {
    return this.#context.editionId
  }

  get head(): number {
    return this.#place.seq
  }

  actorOf(id: string): Actor | undefined {
    return this.#actors.get(id)
  }

  /** Everybody who can act at all. */
  list(): IterableIterator<Actor> {
    return this.#actors.values()
  }

  /** Calls the listener, soon, after people changed; returns how to stop. */
  onChanged(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Looks whether the edition's log has moved. Call it every second, and after writing to that log. */
  async follow(): Promise<void> {
    const { read } = this.#context.store
    const before = this.#place
    const head = await this.#headOf(read)
    // Only a database that was put back holds less than was read before it was asked.
    if (head.seq < before.seq) return this.#readAnew(() => this.#read())
    return this.refresh(read)
  }

  /** From another log than was read: whoever was or is somebody may be somebody else now. */
  async #readAnew(read: () => Promise<void>): Promise<void> {
    const former = [...this.#actors.keys()]
    await read()
    this.#context.onAstray?.(new AstrayError())
    const actorIds = new Set([...former, ...this.#actors.keys()])
    setImmediate(() => this.#tell({ actorIds, loginIds: new Set(), passIds: new Set() }))
  }

  #read(): Promise<void> {
    return this.#context.store.snapshot(async (read) => this.#readIn(read, await this.#headOf(read)))
  }

  async #readIn(handle: Handle, head: Place): Promise<void> {
    const actors = await this.#loadActors(handle)
    const cast = await this.#loadCast(handle)
    this.#actors = actors
    this.#replaceCast(new Set(), cast)
    this.#place = head
  }

  /** Exact for what the handle sees; costs one prepared select while nobody changed. */
  async refresh(handle: Handle): Promise<void> {
    const isSteady = 'writable' in handle
    // Nobody's rights change before what is decided on them is stored.
    if (isSteady) holdStill(handle as Tx, this.#context.editionId)
    const head = await this.#headOf(handle)
    const from = this.#place
    if (head.seq === from.seq && head.hash === from.hash) return
    // A head behind ours is of a handle that sees less than we did already. What is held still is seen whole.
    if (head.seq < from.seq && !isSteady) return
    const entries = await listEntries(handle, this.#context.editionId, {
      after: from.seq,
      limit: limits.replayEntries,
    })
    if (from.seq > 0 && (head.seq <= from.seq || entries[0]?.prevHash !== from.hash))
      return this.#readAnew(() => this.#readIn(handle, head))
    const isWhole = entries.at(-1)?.seq !== head.seq
    const change = this.#changeOf(entries)
    const loaded = await this.#loadActors(handle, isWhole ? undefined : [...change.actorIds])
    const cast = await this.#loadCast(handle, isWhole ? undefined : change.rehearsalIds)
    // Somebody else may have come further while these rows were read.
    if (this.#place.seq > head.seq) return
    if (isWhole) this.#actors = loaded
    else for (const [id, actor] of loaded) this.#actors.set(id, actor)
    this.#replaceCast(change.rehearsalIds, cast)
    this.#place = head
    const actorIds = isWhole ? new Set(loaded.keys()) : change.actorIds
    setImmediate(() => this.#tell({ ...change, actorIds }))
  }

  async #headOf(handle: Handle): Promise<Place> {
    const log = must(await findLog(handle, this.#context.editionId), 'an edition has its log')
    return { seq: log.nextSeq - 1, hash: log.headHash }
  }

  #changeOf(entries: readonly EventRow[]): DirectoryChange & { rehearsalIds: ReadonlySet<string> } {
    const actorIds = new Set<string>()
    const loginIds = new Set<string>()
    const passIds = new Set<string>()
    const bodyIds = new Set<string>()
    const rehearsalIds = new Set<string>()
    for (const entry of entries) {
      if (entry.entity === 'actor') actorIds.add(entry.entityId)
      if (entry.entity === 'grant') actorIds.add(JSON.parse(entry.data).actorId)
      if (entry.entity === 'body') bodyIds.add(entry.entityId)
      if (entry.entity === 'rehearsal') rehearsalIds.add(entry.entityId)
      // Its people came in by their rehearsal as others by their login.
      if (entry.kind === 'rehearsal ended') loginIds.add(entry.entityId)
      if (entry.kind === 'login ended') loginIds.add(entry.entityId)
      if (entry.kind === 'pass revoked') passIds.add(entry.entityId)
    }
    if (bodyIds.size > 0) {
      for (const actor of this.#actors.values())
        if (actor.grants.some((grant) => bodyIds.has(bodyIdOf(grant.scope) ?? ''))) actorIds.add(actor.id)
    }
    return { actorIds, loginIds, passIds, rehearsalIds }
  }

  async #loadActors(handle: Handle, ids?: readonly string[]): Promise<Map<string, Actor>> {
    if (ids?.length === 0) return new Map()
    const people = await listActors(handle, ids)
    const personIds = people.flatMap(({ personId }) => personId ?? [])
    const grants = await listGrants(handle, this.#context.editionId, ids && personIds)
    const byPerson = Map.groupBy(grants, ({ personId }) => personId)
    const bodyIds = new Set(grants.flatMap(({ scope }) => bodyIdOf(scope) ?? []))
    const bodies = bodyIds.size > 0 ? await this.#context.findBodies(handle, [...bodyIds]) : new Map()
    return new Map(
      people.map(({ id, personId }) => [id, actorFrom(id, byPerson.get(personId ?? '') ?? [], bodies)]),
    )
  }

  /** The synthetic people of these rehearsals, or of all. */
  async #loadCast(handle: Handle, rehearsalIds?: ReadonlySet<string>): Promise<Actor[]> {
    if (rehearsalIds?.size === 0) return []
    const rows = await listSynthetic(handle, rehearsalIds ? { sessionIds: [...rehearsalIds] } : {})
    const bodyIds = new Set(rows.flatMap(({ bodyId }) => bodyId ?? []))
    const bodies = bodyIds.size > 0 ? await this.#context.findBodies(handle, [...bodyIds]) : new Map()
    return rows.map((row) => syntheticActor(row, bodies))
  }

  #replaceCast(rehearsalIds: ReadonlySet<string>, cast: readonly Actor[]): void {
    if (rehearsalIds.size > 0) {
      for (const [id, { confinedTo }] of this.#actors)
        if (confinedTo !== undefined && rehearsalIds.has(confinedTo)) this.#actors.delete(id)
    }
    for (const actor of cast) this.#actors.set(actor.id, actor)
  }

  #tell(change: DirectoryChange): void {
    for (const listener of this.#listeners) listener(change)
  }
}

const bodyIdOf = (scope: string): string | undefined =>
  scope.startsWith('body:') ? scope.slice('body:'.length) : undefined

const syntheticActor = (row: SyntheticRow, bodies: ReadonlyMap<string, BodyFacts>): Actor => ({
  id: row.actorId,
  kind: 'person',
  body: bodies.get(row.bodyId ?? '') ?? null,
  office: null,
  grants: [
    { role: row.role, scope: row.bodyId === null ? `session:${row.sessionId}` : `body:${row.bodyId}` },
  ],
  confinedTo: row.sessionId,
})

/** A person takes part for the body of their first participant's grant, in the office that it names. */
function actorFrom(id: string, granted: readonly GrantRow[], bodies: ReadonlyMap<string, BodyFacts>): Actor {
  const taking = granted.find((row) => row.role === 'participant' && bodies.has(bodyIdOf(row.scope) ?? ''))
  return {
    id,
    kind: 'person',
    body: (taking && bodies.get(bodyIdOf(taking.scope) ?? '')) ?? null,
    office: taking?.office ?? granted.find((row) => row.office !== null)?.office ?? null,
    grants: granted.map(({ role, scope }) => ({ role, scope })),
  }
}
