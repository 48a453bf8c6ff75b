/** The image and the compose file, as far as they can be checked without running them: what they name is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../server/config.ts'

type Service = {
  image?: string
  build?: string
  profiles?: string[]
  environment?: Record<string, string>
  volumes?: string[]
  configs?: { source: string }[]
  depends_on?: Record<string, unknown>
  read_only?: boolean
}
type Compose = {
  services: Record<string, Service>
  configs: Record<string, { content: string }>
  volumes: Record<string, object>
}

const compose: Compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true })
const dockerfile = readFileSync('Dockerfile', 'utf8')
const apps = Object.entries(compose.services).filter(([, service]) => service.build !== undefined)

/** As a filled-in .env would have it. */
const FILLED: Readonly<Record<string, string>> = {
  SITE: 'quesiti.example.it',
  SECRET: 's'.repeat(32),
  DATABASE_PASSWORD: 'a1',
  OWNER_PASSWORD: 'b2',
  REDIS_PASSWORD: 'c3',
  SMTP_URL: 'smtps://mail.example.it',
  MAIL_FROM: 'quesiti@example.it',
  METRICS_TOKEN: 'm'.repeat(32),
}
const filled = (raw: string): string =>
  raw.replace(/\$\{(\w+)[^}]*\}/g, (_whole, name: string) => FILLED[name] ?? `unknown ${name}`)

const settingsOf = (service: Service): Record<string, string> => ({
  ...Object.fromEntries(
    [...dockerfile.matchAll(/(\b[A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]),
  ),
  ...Object.fromEntries(Object.entries(service.environment ?? {}).map(([name, raw]) => [name, filled(raw)])),
})

test.each(apps)('%s starts with settings that the server knows and takes', (_name, service) => {
  const source = readFileSync('server/config.ts', 'utf8')
  for (const name of Object.keys(settingsOf(service)))
    expect(source.includes(`  ${name}: variable(`) || /^NODE_/.test(name), name).toBe(true)
  expect(() => readConfig(settingsOf(service))).not.toThrow()
  expect(service.read_only).toBe(true)
})

test('one process on SQLite, two on PostgreSQL and Redis, each with a role of its own', () => {
  expect(apps.map(([name, { profiles }]) => [name, profiles])).toEqual([
    ['app', ['sqlite']],
    ['app-1', ['scale']],
    ['app-2', ['scale']],
  ])
  const config = readConfig(settingsOf(compose.services['app-2'] ?? {}))
  expect(new URL(config.databaseUrl).username).not.toBe(new URL(config.migrateDatabaseUrl ?? '').username)
  expect(config.redisUrl).toMatch(/^rediss:/)
})

test('whatever a service depends on, mounts or is given, is there and in its profile', () => {
  for (const [name, service] of Object.entries(compose.services)) {
    for (const other of Object.keys(service.depends_on ?? {}))
      expect(compose.services[other]?.profiles, `${name} on ${other}`).toEqual(service.profiles)
    for (const volume of service.volumes ?? [])
      expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0])
    for (const { source } of service.configs ?? []) expect(Object.keys(compose.configs)).toContain(source)
  }
})

test('every file that the image takes is there, and is not kept out of it', () => {
  const admitted = readFileSync('.dockerignore', 'utf8').split('\n')
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, files = '']) =>
    files.split(' '),
  )
  expect(copied.length).toBeGreaterThan(5)
  for (const file of copied) {
    expect(existsSync(file), file).toBe(true)
    expect(admitted, file).toContain(`!${file}`)
  }
})

test('the server is the first process, no superuser, looked at by itself; it needs only what production has', () => {
  expect(dockerfile).toMatch(/^CMD \["node", "server\/main\.ts"\]$/m)
  expect(dockerfile).toMatch(/^USER node$/m)
  expect(dockerfile).toMatch(/HEALTHCHECK [\s\S]*\/livez/)
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>
  }
  const sources = ['server', 'db'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
      .map((path) => readFileSync(join(folder, path), 'utf8')),
  )
  const packages = sources.flatMap((source) =>
    [...source.matchAll(/^(?:import|export) (?!type ).*?from '([^.'][^']*)'/gms)].map(
      ([, name = '']) => name,
    ),
  )
  const missing = packages.filter((name) => {
    const [scope = '', rest] = name.split('/')
    return !name.startsWith('node:') && !dependencies[scope.startsWith('@') ? `${scope}/${rest}` : scope]
  })
  expect(packages.length).toBeGreaterThan(50)
  expect(missing).toEqual([])
})

test('the manual has every setting, and no other', () => {
  const manual = readFileSync('docs/operations.md', 'utf8')
  const table = manual.slice(manual.indexOf('| variable |'), manual.indexOf('**TLS.**'))
  const known = [...readFileSync('server/config.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): variable\(/gm)].map(
    ([, name]) => name,
  )
  const named = [...table.matchAll(/^(?:\| )?(`[A-Z_`, ]+`)/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/[A-Z_]+/g)].map(([name]) => name),
  )
  expect(known.length).toBeGreaterThan(12)
  expect([...new Set(named)].toSorted()).toEqual(known.toSorted())
})
