/**
 * One flush of a room: inside a transaction that holds the log's lock, decides a group of commands on an overlay and
 * writes rows, entries and results. Nothing of it is true before the transaction has committed.
 */
import { createHmac } from 'node:crypto'
import { canonical } from '../../db/chain.ts'
import { dropFiles } from '../../db/file-store.ts'
import {
  type Appended,
  appendEntries,
  eraseText,
  type findCommands,
  type Log,
  type NewEntry,
  nameOfCommand,
  type Remembered,
  rememberCommands,
} from '../../db/log-store.ts'
import type { Handle, Tx } from '../../db/open.ts'
import {
  type DraftSave,
  dropDrafts,
  type JobSave,
  saveDrafts,
  saveJobs,
  saveRows,
} from '../../db/room-store.ts'
import type { CommandAck } from '../contract/socket.ts'
import type { Command } from '../domain/commands.ts'
import {
  type Change,
  type Context,
  type Decided,
  type Decision,
  type DraftWrite,
  decided,
  type Topic,
} from '../domain/decide/decision.ts'
import { tallyOf } from '../domain/decide/tally.ts'
import { apply, decide, loggedFields } from '../domain/decide.ts'
import { limits } from '../domain/limits.ts'
import { noticeOf, waitOf } from '../domain/notices.ts'
import { type Actor, SYSTEM } from '../domain/permissions.ts'
import { ENTITIES, type Entity, type Rows } from '../domain/rows.ts'
import type { State } from '../domain/state.ts'
import type { AudienceTag } from '../domain/views.ts'
import type { Touched } from './history.ts'
import type { Uncounted } from './uncounted.ts'

/** A command on its way into a log. Without a key it is the system's own and is not remembered. */
export type Submission = { readonly actorId: string; readonly key: string | null; readonly command: Command }

/** The edition's people as they are granted at this moment. */
export type Actors = {
  actorOf(id: string): Actor | undefined
  /** Exact inside the transaction that it is given. */
  refresh(handle: Handle): Promise<void>
}

/** Copies of what is stored, kept beside it in the same transaction: the search index. */
export type Indexer = (
  tx: Tx,
  flush: { sessionId: string; before: State; after: State; changes: readonly Change[] },
) => Promise<void>

/** Where erasures are written down that no restore may take back. */
export type Ledger = {
  append(erasures: readonly { at: number; log: string; id: string; rev: number }[]): void
}

export type Decider = {
  readonly sessionId: string
  readonly state: State
  readonly topics: ReadonlyMap<string, Topic>
  readonly actors: Actors
  readonly uncounted: Uncounted
  /** When another process counted last. */
  readonly othersTalliedAt: number
  readonly newId: () => string
  readonly secret: string
  readonly indexer?: Indexer | undefined
  readonly ledger?: Ledger | undefined
}

export type Flushed = {
  readonly answers: readonly CommandAck[]
  readonly overlay: State
  readonly touched: readonly Touched[]
  readonly changes: readonly Change[]
  readonly didTally: boolean
}

type Draft = { entry: NewEntry; change: Change; audience: readonly AudienceTag[] }

/** The group as it is being decided: an overlay, and what will be written of it. */
class Group {
  readonly answers: CommandAck[] = []
  readonly overlay: State
  readonly drafts: Draft[] = []
  readonly draftWrites: DraftWrite[] = []
  readonly jobs: JobSave[] = []
  readonly remembered = new Map<string, Remembered>()
  readonly rows = new Map<Entity, Set<string>>()
  didTally = false
  seq: number

  constructor(state: State, log: Log) {
    this.overlay = state.over()
    this.seq = log.nextSeq - 1
  }

  take(submission: Submission, decision: Decided): void {
    for (const change of decision.changes) {
      this.seq += 1
      const audience = apply(this.overlay, change, this.seq)
      const ids = this.rows.get(change.entity) ?? new Set<string>()
      this.rows.set(change.entity, ids.add(change.id))
      this.drafts.push({ change, audience, entry: entryOf(submission, change, audience) })
      this.#notice(change)
    }
    for (const write of decision.drafts ?? []) {
      if (write.write === 'save') this.overlay.putDraft(write.facts)
      else this.overlay.dropDraft(write.id)
      this.draftWrites.push(write)
    }
    this.jobs.push(...(decision.jobs ?? []))
  }

  /** Whoever is to hear of a change is found later: here it is one row, whose key nothing else in the log can have. */
  #notice(change: Change): void {
    const notice = noticeOf(this.overlay, change)
    if (notice === null) return
    const { fact, id, rev } = notice
    const sessionId = this.overlay.session.id
    const payload = { sessionId, fact, id, rev: String(rev) }
    this.jobs.push({ kind: 'notice', key: `${sessionId}:${this.seq}`, payload, waitMs: waitOf(fact) })
  }
}

const entryOf = (submission: Submission, change: Change, audience: readonly AudienceTag[]): NewEntry => ({
  kind: change.kind,
  entity: change.entity,
  entityId: change.id,
  data: loggedFields(change),
  audience,
  actorId: submission.actorId,
  text: change.text && { ...change.text, commandKey: submission.key ?? '' },
})

/** What a group is decided on, read under the log's lock. */
export type Given = {
  readonly log: Log
  readonly at: number
  /** What the database remembers of these commands. */
  readonly known: Awaited<ReturnType<typeof findCommands>>
  readonly submissions: readonly Submission[]
}

/** Decides and writes a group at the instant `at`. The log is locked, `decider.state` at its head, the actors refreshed. */
export async function flushGroup(
  tx: Tx,
  decider: Decider,
  { log, at, known, submissions }: Given,
): Promise<Flushed> {
  const group = new Group(decider.state, log)
  for (const submission of submissions) {
    group.answers.push(answerOf({ decider, group, at, submission }, known))
  }
  const appended = await appendEntries(tx, log, { at, entries: group.drafts.map(({ entry }) => entry) })
  await writeGroup(tx, decider, { group, at })
  return {
    answers: group.answers,
    overlay: group.overlay,
    changes: group.drafts.map(({ change }) => change),
    touched: group.drafts.map((draft, place) => touchedBy(draft, appended[place])),
    didTally: group.didTally,
  }
}

const touchedBy = ({ change, audience }: Draft, appended: Appended | undefined): Touched => ({
  seq: appended?.entry.seq ?? 0,
  entity: change.entity,
  id: change.id,
  audience,
  hash: appended?.hash ?? '',
})

type Turn = { decider: Decider; group: Group; at: number; submission: Submission }

function answerOf(turn: Turn, stored: Given['known']): CommandAck {
  const { decider, group, at, submission } = turn
  const { actorId, key, command } = submission
  if (key === null) return decideOne(turn)
  const name = nameOfCommand(submission)
  const payloadHash = createHmac('sha256', decider.secret)
    .update(`${decider.sessionId} ${command.type} ${canonical(command.payload)}`)
    .digest('base64url')
  const known = group.remembered.get(name) ?? stored.get(name)
  if (known) {
    // An erasure drops the hash: what was asked can't be compared any more, its result still stands.
    const isSame = known.payloadHash === null || known.payloadHash === payloadHash
    return isSame ? JSON.parse(known.result) : { ok: false, code: 'command/key-conflict' }
  }
  const ack = decideOne(turn)
  const result = JSON.stringify(ack)
  group.remembered.set(name, { actorId, key, logId: decider.sessionId, payloadHash, result, at })
  return ack
}

function decideOne({ decider, group, at, submission }: Turn): CommandAck {
  const decision = decisionOf(decider, { group, at, submission })
  if (!decision.ok) return decision
  group.take(submission, decision)
  return { ok: true, seq: group.seq, at, result: decision.result }
}

function decisionOf(
  decider: Decider,
  { group, at, submission }: { group: Group; at: number; submission: Submission },
): Decision {
  const isSystem = submission.key === null
  const context: Context = {
    state: group.overlay,
    actor: isSystem ? SYSTEM : (decider.actors.actorOf(submission.actorId) ?? stranger(submission.actorId)),
    at,
    newId: decider.newId,
    topics: decider.topics,
    actorOf: (id) => decider.actors.actorOf(id),
  }
  if (submission.command.type === 'session:tally' && isSystem) {
    // Of several processes that count, the first one wins; the others look again when their time comes.
    if (at < decider.othersTalliedAt + limits.tallyAfterMs) return decided([])
    group.didTally = true
    const uncounted = decider.uncounted.copy()
    for (const { change } of group.drafts) uncounted.add(group.overlay, change)
    return tallyOf(uncounted.list())(context)
  }
  return decide(context, submission.command)
}

/** Somebody who is granted nothing any more, or never was. */
const stranger = (id: string): Actor => ({ id, kind: 'person', body: null, office: null, grants: [] })

async function writeGroup(
  tx: Tx,
  decider: Decider,
  { group, at }: { group: Group; at: number },
): Promise<void> {
  const { sessionId } = decider
  for (const entity of ENTITIES) {
    const rows = [...(group.rows.get(entity) ?? [])].map(
      (id) => group.overlay.get(entity, id) as Rows[Entity],
    )
    await saveRows(tx, sessionId, { entity, rows })
  }
  await writeDrafts(tx, sessionId, { group, at })
  await saveJobs(tx, at, group.jobs)
  await rememberCommands(tx, [...group.remembered.values()])
  const erased = await eraseAll(tx, { group, at, log: sessionId })
  const changes = group.drafts.map(({ change }) => change)
  const moved = { sessionId, before: decider.state, after: group.overlay, changes }
  if (changes.length > 0) await decider.indexer?.(tx, moved)
  // An attachment's file has its message's id.
  const gone = changes.flatMap(({ entity, id, erases }) => (erases && entity === 'message' ? [id] : []))
  await dropFiles(tx, gone)
  // Before the commit: no erasure that is done or acknowledged is missing there.
  if (erased.length > 0) decider.ledger?.append(erased)
}

type Erased = Parameters<Ledger['append']>[0][number]

async function eraseAll(
  tx: Tx,
  { group, at, log }: { group: Group; at: number; log: string },
): Promise<Erased[]> {
  const erased: Erased[] = []
  for (const [place, { change }] of group.drafts.entries()) {
    if (!change.erases) continue
    const { id } = change
    const rev = await eraseText(tx, id, { at, before: revAfter(group, place) })
    if (rev !== undefined) erased.push({ at, log, id, rev })
  }
  return erased
}

/** The revision that was written, in the same group, after the change at this place: an erasure leaves it alone. */
const revAfter = (group: Group, place: number): number | undefined =>
  group.drafts
    .slice(place + 1)
    .find(({ change }) => change.id === group.drafts[place]?.change.id && change.text)?.change.text?.rev

async function writeDrafts(
  tx: Tx,
  sessionId: string,
  { group, at }: { group: Group; at: number },
): Promise<void> {
  // Within one flush the last write of a draft wins.
  const last = new Map(
    group.draftWrites.map((write) => [write.write === 'save' ? write.facts.id : write.id, write]),
  )
  const saves: DraftSave[] = []
  const drops: string[] = []
  for (const [id, write] of last) {
    if (write.write === 'save') saves.push({ ...write.facts, content: write.content })
    else drops.push(id)
  }
  await saveDrafts(tx, sessionId, { at, drafts: saves })
  await dropDrafts(tx, drops)
}
