/** The environment: what is right is read, what is wrong is listed whole. */
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../server/config.ts'

const faultsOf = (env: Record<string, string>): Record<string, string> => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError)
      return Object.fromEntries(error.faults.map(({ name, fault }) => [name, fault]))
    throw error
  }
  return {}
}

test('nothing is needed to start', () => {
  const config = readConfig({ QUESITI_SOMETHING: 'unknown', PATH: '/bin', SMTP_URL: '' })
  expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, mode: 'production', trustProxy: [] })
  expect(config.databaseUrl).toMatch(/^file:.*\/data\/quesiti\.db$/)
})

test.each([
  ['HOST', 'quesiti.example.it'],
  ['PORT', '70000'],
  ['PORT', '3000; rm'],
  ['PUBLIC_URL', 'comune.example.it'],
  ['PUBLIC_URL', 'ftp://quesiti.example.it'],
  ['PUBLIC_URL', 'https://quesiti.example.it/under/a/path'],
  ['PUBLIC_URL', 'https://somebody@quesiti.example.it'],
  ['DATABASE_URL', 'postgres://db.example.it/quesiti'],
  ['DATABASE_URL', 'postgresql://db.example.it/quesiti?sslmode=require'],
  ['DATABASE_URL', 'postgres://no address at all'],
  ['MIGRATE_DATABASE_URL', 'postgres://owner@db.example.it/quesiti'],
  ['REDIS_URL', 'redis://redis.example.it:6379'],
  ['REDIS_URL', 'http://127.0.0.1:6379'],
  ['DATABASE_URL', 'mysql://localhost/quesiti'],
  ['SECRET', 'short'],
  ['SMTP_URL', 'http://mail.example.it'],
  ['MAIL_FROM', 'Quesiti\r\nBcc: everybody@example.it <q@example.it>'],
  ['TRUST_PROXY', 'true'],
  ['TRUST_PROXY', '0.0.0.0/0'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['TRUST_PROXY', '10.0.0.0/8,everybody'],
  ['METRICS_TOKEN', 'too-short'],
  ['METRICS_TOKEN', 'a token that is long enough and has spaces in it'],
  ['LOG_LEVEL', 'loud'],
  ['MODE', 'test'],
])('%s=%s stops the start and says what would be right', (name, value) => {
  const faults = faultsOf({ [name]: value })
  expect(Object.keys(faults)).toEqual([name])
  expect(faults[name]?.length).toBeGreaterThan(15)
  expect(faults[name]).not.toContain(value)
})

test('all that is wrong is listed at once, one line each', () => {
  const wrong = () => readConfig({ PORT: 'x', MODE: 'y', TRUST_PROXY: 'z' })
  expect(wrong).toThrow(ConfigError)
  expect(wrong).toThrow(/^Quesiti can't start.*\n {2}PORT .*\n {2}TRUST_PROXY .*\n {2}MODE .*$/)
})

describe('what is right by itself and wrong together', () => {
  test('sign-in codes are shown to this machine alone', () => {
    expect(faultsOf({ MODE: 'demo', HOST: '0.0.0.0' })).toHaveProperty('HOST')
    expect(faultsOf({ MODE: 'development', PUBLIC_URL: 'https://example.it' })).toHaveProperty('PUBLIC_URL')
    expect(faultsOf({ MODE: 'demo', PUBLIC_URL: 'http://[::1]:3000' })).toEqual({})
  })
  test('others need an address by which to reach it', () => {
    expect(faultsOf({ HOST: '0.0.0.0' })).toHaveProperty('PUBLIC_URL')
    expect(faultsOf({ HOST: '0.0.0.0', PUBLIC_URL: 'https://quesiti.example.it' })).toEqual({})
  })
  test('a mail has a sender', () => {
    expect(faultsOf({ SMTP_URL: 'smtp://127.0.0.1:25' })).toHaveProperty('MAIL_FROM')
  })
})

describe('several processes', () => {
  const SECRET = 'a'.repeat(64)
  const far = 'postgres://quesiti@db.example.it/quesiti?sslmode=verify-full'
  test('another machine is reached with TLS, this one as it is', () => {
    expect(faultsOf({ DATABASE_URL: far, SECRET, REDIS_URL: 'rediss://redis.example.it' })).toEqual({})
    const here = { DATABASE_URL: 'postgres://127.0.0.1/quesiti', SECRET, REDIS_URL: 'redis://[::1]:6379' }
    expect(faultsOf(here)).toEqual({})
  })
  test('they share a secret, and a database that serves several', () => {
    expect(faultsOf({ DATABASE_URL: far })).toHaveProperty('SECRET')
    expect(faultsOf({ REDIS_URL: 'redis://127.0.0.1' })).toHaveProperty('REDIS_URL')
    expect(faultsOf({ MIGRATE_DATABASE_URL: far })).toHaveProperty('MIGRATE_DATABASE_URL')
  })
})

test('proxies are read as a list', () => {
  expect(readConfig({ TRUST_PROXY: '10.0.0.0/8, ::1' }).trustProxy).toEqual(['10.0.0.0/8', '::1'])
})
