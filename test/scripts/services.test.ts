/** PostgreSQL and Redis of our own: they start, are killed, and are back where they were. */
import pg from 'pg'
import { createClient } from 'redis'
import { expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../../scripts/services/postgres.ts'
import { startRedis } from '../../scripts/services/redis.ts'

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test.each(['fast', 'immediate', 'kill'] as const)(
  'PostgreSQL, stopped by %s, still has what was committed',
  async (how) => {
    const server = await startPostgres()
    onTestFinished(server.remove)
    const before = server.pid
    await ask(server.url, 'CREATE TABLE kept AS SELECT 7 AS number')
    await server.stop(how)
    await expect(ask(server.url, 'SELECT 1')).rejects.toThrow()
    await server.start()
    expect(await ask(server.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }])
    expect(server.pid).not.toBe(before)
  },
)

test('PostgreSQL takes settings, and says what is wrong with one', async () => {
  const server = await startPostgres({ settings: { max_connections: '12' } })
  onTestFinished(server.remove)
  expect(await ask(server.url, 'SHOW max_connections')).toEqual([{ max_connections: '12' }])
  await expect(startPostgres({ settings: { max_connections: 'many' } })).rejects.toThrow(/max_connections/)
})

test('Redis comes back empty on the same port', async () => {
  const server = await startRedis()
  onTestFinished(() => server.stop())
  const value = async (set?: string) => {
    const client = await createClient({ url: server.url }).connect()
    if (set !== undefined) await client.set('word', set)
    const found = await client.get('word')
    client.destroy()
    return found
  }
  expect(await value('said')).toBe('said')
  await server.stop('SIGKILL')
  await server.start()
  expect(await value()).toBeNull()
})
