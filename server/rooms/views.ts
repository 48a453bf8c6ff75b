/**
 * What a reader is sent: the changes of a range of the log, or a snapshot of everything. The part of a snapshot that a
 * whole class shares is made once for each head and kept as text.
 */
import type { Frame, ViewChange } from '../contract/socket.ts'
import { limits } from '../domain/limits.ts'
import type { ReaderClass } from '../domain/permissions.ts'
import { ENTITIES, type Entity, type Rows } from '../domain/rows.ts'
import type { State } from '../domain/state.ts'
import { type AudienceTag, isNamed, type Reader, type View, viewFor } from '../domain/views.ts'
import type { History, Touched } from './history.ts'

export const classReader = (as: ReaderClass): Reader => ({ as, actorId: null, bodyId: null })

/** The newest view, or gone, of each row touched by these entries and visible to the reader. */
export function changesFor(state: State, reader: Reader, entries: readonly Touched[]): ViewChange[] {
  const tagsByRow = new Map<string, { entity: Entity; id: string; tags: AudienceTag[] }>()
  for (const { entity, id, audience } of entries) {
    // Of another version's: nobody is told of it.
    if (audience.length === 0) continue
    const key = `${entity} ${id}`
    const known = tagsByRow.get(key)
    if (known) known.tags.push(...audience)
    else tagsByRow.set(key, { entity, id, tags: [...audience] })
  }
  const changes: ViewChange[] = []
  for (const { entity, id, tags } of tagsByRow.values()) {
    const row = state.get(entity, id)
    const view = viewFor(reader, entity, row as never)
    if (view) changes.push(view)
    else if (isNamed(tags, reader)) changes.push({ entity, id, changedSeq: row.changedSeq, gone: true })
  }
  return changes
}

export const frameOf = (
  history: History,
  range: { from: number; now: number; changes: ViewChange[] },
): Frame => ({
  from: range.from,
  to: history.head,
  hash: history.headHash,
  now: range.now,
  changes: range.changes,
})

/** What a page can't be drawn without comes before the newest of everything else. */
const FIRST: ReadonlySet<Entity> = new Set(['session', 'announcement', 'queue'])

type Room = { readonly state: State; readonly history: History }

/** A part of a snapshot as JSON in two pieces: what its whole class is sent, and the reader's own rows with the end. */
export type SnapshotPart = { readonly shared: SharedText; readonly own: string }

/** Text for many readers, encoded once. */
export class SharedText {
  readonly text: string
  #bytes: Buffer | undefined

  constructor(text: string) {
    this.text = text
  }

  get bytes(): Buffer {
    this.#bytes ??= Buffer.from(this.text)
    return this.#bytes
  }
}

export class Snapshots {
  readonly #room: Room
  readonly #cache = new Map<ReaderClass, { seq: number; parts: readonly SharedText[] }>()

  constructor(room: Room) {
    this.#room = room
  }

  /**
   * A snapshot at the head, as the JSON of its parts without the leading `{"now":…,`: each sending puts its own clock
   * before it. The reader's own rows come in the last part, after their class's view of the same rows.
   */
  partsFor(reader: Reader): SnapshotPart[] {
    const shared = this.#sharedParts(reader.as)
    const own = this.#ownViews(reader).map((view) => JSON.stringify(view))
    return shared.map((part, place) => {
      const isLast = place === shared.length - 1
      const isFirst = part.text.endsWith('[')
      const views = isLast && own.length > 0 ? `${isFirst ? '' : ','}${own.join(',')}` : ''
      return { shared: part, own: `${views}]}` }
    })
  }

  #sharedParts(as: ReaderClass): readonly SharedText[] {
    const { head, headHash } = this.#room.history
    const known = this.#cache.get(as)
    if (known?.seq === head) return known.parts
    const all = inParts(this.#sharedViews(as))
    const parts = all.map((views, place) => {
      const which = `"part":${place + 1},"parts":${all.length}`
      return new SharedText(`"seq":${head},"hash":"${headHash}",${which},"views":[${views}`)
    })
    this.#cache.set(as, { seq: head, parts })
    return parts
  }

  #sharedViews(as: ReaderClass): View[] {
    const reader = classReader(as)
    const views: View[] = []
    for (const entity of ENTITIES) {
      for (const row of this.#room.state.list(entity)) {
        const view = viewFor(reader, entity, row as never) as View | null
        if (view) views.push(view)
      }
    }
    const rank = (view: View) => (FIRST.has(view.entity) ? 0 : 1)
    return views.sort((one, two) => rank(one) - rank(two) || two.changedSeq - one.changedSeq)
  }

  #ownViews(reader: Reader): View[] {
    const views: View[] = []
    for (const [entity, row] of ownRows(this.#room.state, reader)) {
      const view = viewFor(reader, entity, row as never) as View | null
      if (view) views.push(view)
    }
    return views
  }
}

/** Rows of which the reader, as a person or a body, sees more than their class. */
function* ownRows(state: State, reader: Reader): Generator<[Entity, Rows[Entity]]> {
  const { actorId, bodyId } = reader
  if (reader.as === 'feed') return
  const questions = new Map<string, Rows['question']>()
  if (actorId) for (const row of state.listBy('questionsByActor', actorId)) questions.set(row.id, row)
  if (bodyId) for (const row of state.listBy('questionsByBody', bodyId)) questions.set(row.id, row)
  for (const row of questions.values()) {
    yield ['question', row]
    if (row.answerId) yield ['answer', state.get('answer', row.answerId)]
    for (const message of state.listBy('messagesByQuestion', row.id)) yield ['message', message]
  }
  if (!actorId) return
  for (const row of state.listBy('votesByActor', actorId)) yield ['vote', row]
  for (const row of state.listBy('followsByActor', actorId)) yield ['follow', row]
  const mute = state.find('mute', actorId)
  if (mute) yield ['mute', mute]
}

/** Views as comma-separated JSON, in parts of at most `snapshotPartBytes` (UTF-16 units stand in for bytes of Italian). */
function inParts(views: readonly View[]): string[] {
  const parts: string[] = []
  let part = ''
  for (const view of views) {
    const json = JSON.stringify(view)
    if (part !== '' && part.length + json.length > limits.snapshotPartBytes) {
      parts.push(part)
      part = ''
    }
    part += part === '' ? json : `,${json}`
  }
  parts.push(part)
  return parts
}
