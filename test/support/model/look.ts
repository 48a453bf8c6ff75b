/** Looks into a world's database file at once, between two steps of it, without being one of its processes. */
import Database from 'better-sqlite3'

export class Look {
  readonly #file: Database.Database
  readonly #statements = new Map<string, Database.Statement>()

  constructor(path: string) {
    this.#file = new Database(path, { readonly: true })
  }

  /** What is committed. */
  all<Row>(sql: string, ...values: readonly unknown[]): Row[] {
    const known = this.#statements.get(sql) ?? this.#file.prepare(sql)
    this.#statements.set(sql, known)
    return known.all(...values) as Row[]
  }

  close(): void {
    this.#file.close()
  }
}
