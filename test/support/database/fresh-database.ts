/** A database for one test: a file of its own, or, where the run was given a PostgreSQL, a database on it. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { isPostgres } from '../../../db/open.ts'

export type FreshDatabase = { readonly url: string; remove(): Promise<void> }

export async function freshDatabase(): Promise<FreshDatabase> {
  const server = process.env.DATABASE_URL
  if (server && isPostgres(server)) return onServer(server)
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-db-'))
  return {
    url: `file:${join(folder, 'quesiti.db')}`,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function onServer(server: string): Promise<FreshDatabase> {
  const name = `quesiti_${randomBytes(8).toString('hex')}`
  const template = process.env.QUESITI_TEST_TEMPLATE
  await command(server, `CREATE DATABASE ${name}${template ? ` TEMPLATE ${template}` : ''}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, remove: () => command(server, `DROP DATABASE ${name} WITH (FORCE)`) }
}

async function command(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
