/**
 * The baseline of durable commands: the same rows, entries, hashes and remembered commands, byte for byte, written by hand
 * with prepared statements of better-sqlite3, one synced transaction a group. It decides nothing and keeps nothing in memory.
 */
import { createHmac } from 'node:crypto'
import Database from 'better-sqlite3'
import { canonical, commitmentOf, type Entry, hashOf, newSalt } from '../../../db/chain.ts'
import { newId } from '../../../server/adapters/ids.ts'
import { must } from '../../../server/domain/assert.ts'
import { limits } from '../../../server/domain/limits.ts'
import { type CommandKind, newKey } from '../forum/commands-given.ts'
import type { AskSample, Samples, Values, VoteSample } from './samples.ts'

/** `small row`: one row of 400 bytes and nothing else, the least that can be called durable. */
export type RawKind = CommandKind | 'small row'
type Given = { readonly kind: RawKind; readonly payload: unknown; readonly answer: (seq: number) => void }
type Statement = Database.Statement<unknown[]>
type Entries = { asked: object; opened: object; voted: object }

const SMALL_ROW = 'x'.repeat(400)
const SECRET = 'a secret of the bench'

export class RawLog {
  readonly #database: Database.Database
  readonly #samples: Samples
  /** The entries' data as objects, to be written anew for each command. */
  readonly #entries: Entries
  readonly #statements = new Map<string, Statement>()
  readonly #text: unknown
  #waiting: Given[] = []
  #isScheduled = false
  #seq = 1_000
  #head: string

  /** The database has the engine's own tables, indexes and triggers already. */
  constructor(path: string, samples: Samples) {
    const { ask, vote } = samples
    this.#database = new Database(path)
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = FULL',
      'cache_size = -65536',
      'wal_autocheckpoint = 4096',
    ])
      this.#database.pragma(pragma)
    this.#database.exec('CREATE TABLE small_row (id TEXT PRIMARY KEY, words TEXT)')
    this.#samples = samples
    this.#head = String(ask.events[0].hash)
    this.#text = JSON.parse(String(ask.text.text))
    this.#entries = { asked: dataOf(ask.events[0]), opened: dataOf(ask.events[1]), voted: dataOf(vote.event) }
    const { log_id: id, prev_hash: head_hash, at: last_at } = ask.events[0]
    this.#insert('log', {
      id: must(id),
      kind: 'session',
      next_seq: this.#seq,
      last_at: must(last_at),
      head_hash: must(head_hash),
    })
  }

  /** Resolves with its position once it is on disk. */
  submit(kind: RawKind, payload: unknown): Promise<number> {
    return new Promise((answer) => {
      this.#waiting.push({ kind, payload, answer })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => this.#flush())
  }

  #flush(): void {
    const group = this.#waiting.splice(0, limits.flushCommands)
    const at = Date.now()
    this.#database.exec('BEGIN IMMEDIATE')
    const seqs = group.map(({ kind, payload }) => this.#write(kind, payload, at))
    this.#run('UPDATE log SET next_seq = ?, last_at = ?, head_hash = ?', [this.#seq + 1, at, this.#head])
    this.#database.exec('COMMIT')
    for (const [place, { answer }] of group.entries()) answer(seqs[place] ?? 0)
    this.#isScheduled = false
    if (this.#waiting.length > 0) this.#schedule()
  }

  #write(kind: RawKind, payload: unknown, at: number): number {
    if (kind === 'question:ask') this.#ask(this.#samples.ask, payload, at)
    else if (kind === 'question:vote') this.#vote(this.#samples.vote, payload, at)
    else this.#insert('small_row', { id: newKey(), words: SMALL_ROW })
    return this.#seq
  }

  #ask(sample: AskSample, payload: unknown, at: number): void {
    const id = newId()
    const workItemId = newId()
    const text = canonical(this.#text)
    const salt = newSalt()
    const ids = { workItemId, ownItemId: workItemId, askedAt: at, statusAt: at }
    this.#event(sample.events[0], {
      entityId: id,
      at,
      commitment: commitmentOf(salt, text),
      data: JSON.stringify({ ...this.#entries.asked, ...ids }),
    })
    const asked = this.#seq
    const opened = { ...this.#entries.opened, leadId: id, questionIds: [id], queuedAt: at }
    this.#event(sample.events[1], {
      entityId: workItemId,
      at,
      commitment: null,
      data: JSON.stringify(opened),
    })
    const key = newKey()
    this.#insert('text_rev', { ...sample.text, entity_id: id, text, salt, command_key: key })
    const question = { id, work_item_id: workItemId, own_item_id: workItemId, changed_seq: asked }
    this.#insert('question', { ...sample.question, ...question })
    this.#insert('work_item', { ...sample.item, id: workItemId, lead_id: id, changed_seq: this.#seq })
    this.#remember(sample.command, { key, payload, at })
  }

  #vote(sample: VoteSample, payload: unknown, at: number): void {
    const questionId = newId()
    const id = `${questionId}:${sample.vote.actor_id}`
    const data = JSON.stringify({ ...this.#entries.voted, questionId })
    this.#event(sample.event, { entityId: id, at, commitment: null, data })
    this.#insert('vote', { ...sample.vote, id, question_id: questionId, changed_seq: this.#seq })
    this.#remember(sample.command, { key: newKey(), payload, at })
  }

  #event(sample: Values, made: Pick<Entry, 'entityId' | 'at' | 'commitment' | 'data'>): void {
    const seq = ++this.#seq
    const previous = this.#head
    this.#head = hashOf(previous, { ...factsOf(sample), ...made, seq })
    const { entityId: entity_id, ...rest } = made
    this.#insert('event', { ...sample, ...rest, seq, entity_id, prev_hash: previous, hash: this.#head })
  }

  #remember(sample: Values, { key, payload, at }: { key: string; payload: unknown; at: number }): void {
    const payload_hash = createHmac('sha256', SECRET).update(JSON.stringify(payload)).digest('base64url')
    this.#insert('command', { ...sample, key, at, payload_hash })
  }

  #insert(table: string, row: Values): void {
    const statement = this.#statements.get(table)
    if (statement) {
      statement.run(Object.values(row))
      return
    }
    const columns = Object.keys(row).map((name) => `"${name}"`)
    const made = this.#database.prepare<unknown[]>(
      `INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    this.#statements.set(table, made)
    made.run(Object.values(row))
  }

  #run(sql: string, values: readonly unknown[]): void {
    const statement = this.#statements.get(sql) ?? this.#database.prepare<unknown[]>(sql)
    this.#statements.set(sql, statement)
    statement.run([...values])
  }
}

const factsOf = (event: Values) => ({
  kind: String(event.kind),
  entity: String(event.entity),
  textRev: event.text_rev === null ? null : Number(event.text_rev),
  audience: String(event.audience),
  actorId: String(event.actor_id),
})

const dataOf = (event: Values): object => JSON.parse(String(event.data))
