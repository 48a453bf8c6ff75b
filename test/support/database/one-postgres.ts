/**
 * One PostgreSQL for all the projects of a run that want one: the one that DATABASE_URL names, or a real one of our own
 * that is gone afterwards. On it a database with nothing but tables, from which every test's own is copied.
 */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '../../../db/drivers/postgres-migrations.ts'
import { startPostgres } from '../../../scripts/services/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { readonly url: string; readonly template: string }
  }
}

type Server = { readonly url: string; readonly template: string; remove(): Promise<void> }
type Shared = { server: Promise<Server>; users: number }

// Each project sets up by itself, in the same process.
const kept = globalThis as { onePostgres?: Shared | undefined }

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  kept.onePostgres ??= { server: start(), users: 0 }
  const shared = kept.onePostgres
  shared.users += 1
  const { url, template, remove } = await shared.server
  project.provide('postgres', { url, template })
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    kept.onePostgres = undefined
    await remove()
  }
}

async function start(): Promise<Server> {
  const given = process.env.DATABASE_URL
  const isGiven = given !== undefined && /^postgres(ql)?:/.test(given)
  // Whatever it loses in a power cut nobody misses.
  const own = isGiven
    ? undefined
    : await startPostgres({ settings: { fsync: 'off', max_connections: '300' } })
  const url = own?.url ?? given ?? ''
  const template = `quesiti_template_${randomBytes(6).toString('hex')}`
  await command(url, `CREATE DATABASE ${template}`)
  const address = new URL(url)
  address.pathname = `/${template}`
  await migrateDatabase(address.href, undefined)
  return {
    url,
    template,
    remove: own?.remove ?? (() => command(url, `DROP DATABASE ${template} WITH (FORCE)`)),
  }
}

async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
