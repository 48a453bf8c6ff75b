/**
 * Loaded into a server by a drill: ends the process where a transaction commits in which somebody wrote a given word, right
 * before the database is told or right after it has said that it did. Neither the server nor the database knows of it.
 */
import Database from 'better-sqlite3'
import pg from 'pg'

export type CommitPlace = 'before' | 'after'
type Doom = { readonly word: string; readonly place: CommitPlace }

let doom: Doom | undefined
const end = (place: CommitPlace): void => {
  if (doom?.place === place) process.kill(process.pid, 'SIGKILL')
}

/** The next commit of this word is the last. */
export function endAtCommit(next: Doom): void {
  doom = next
}

const { exec } = Database.prototype
Database.prototype.exec = function watched(sql: string) {
  const isIt = doom !== undefined && sql === 'COMMIT' && holds(this, doom.word)
  if (isIt) end('before')
  const done = exec.call(this, sql)
  if (isIt) end('after')
  return done
}

const holds = (connection: Database.Database, word: string): boolean =>
  connection.prepare("SELECT 1 FROM text_rev WHERE text LIKE '%' || ? || '%'").get(word) !== undefined

type Asked = string | { readonly text?: string; readonly values?: unknown }
type Query = (asked: Asked, ...rest: unknown[]) => unknown

/** Connections on which the word was written. */
const marked = new WeakSet<object>()
const line = pg.Client.prototype as unknown as { query: Query }
const { query } = line
line.query = function watched(this: object, asked, ...rest) {
  const text = typeof asked === 'string' ? asked : (asked.text ?? '')
  if (doom !== undefined && text.startsWith('INSERT') && JSON.stringify([asked, rest]).includes(doom.word))
    marked.add(this)
  if (!marked.has(this) || !text.includes('COMMIT')) return query.call(this, asked, ...rest)
  end('before')
  const answer = query.call(this, asked, ...rest) as Promise<unknown>
  return answer.then((said) => {
    end('after')
    return said
  })
}
