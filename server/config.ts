/**
 * The environment as one schema, and the readable list of what is wrong with it. It reads no file and opens nothing;
 * variables that it doesn't know are none of its business.
 */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { limits } from './domain/limits.ts'

export const MODES = ['production', 'development', 'demo'] as const
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** An empty variable is one that isn't set, as in a compose file with `NAME=`. */
const variable = <T extends z.ZodType>(schema: T) =>
  z.preprocess((raw) => (typeof raw === 'string' && raw.trim() === '' ? undefined : raw), schema)

const isCidr = (range: string): boolean => {
  const [address = '', bits, ...rest] = range.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  if (bits === undefined) return true
  const size = Number(bits)
  // A prefix of 0 would trust everybody's X-Forwarded-For.
  return /^\d{1,3}$/.test(bits) && size >= 1 && size <= (family === 4 ? 32 : 128)
}

const METRICS_NEED = `give at least ${limits.secretLength} random characters without spaces`

/** Who signs in by following a link, for a demonstration. */
const demoLinks = z.array(
  z.strictObject({
    secret: z.string().min(limits.secretLength),
    email: z.email(),
    to: z.string().regex(/^\/(?!\/)/),
  }),
)

const isPostgres = (url: string): boolean => /^postgres(ql)?:/.test(url)

/** On this machine as it is; anywhere else only where the line is encrypted and the server's name is checked. */
function isPostgresAddress(raw: string): boolean {
  if (!isPostgres(raw) || !URL.canParse(raw)) return false
  const url = new URL(raw)
  return LOOPBACK.has(hostOf(url)) || url.searchParams.get('sslmode') === 'verify-full'
}

const POSTGRES_NEEDS =
  'give postgres://user:password@host:5432/name?sslmode=verify-full; without TLS only on this machine'

const schema = z.object({
  HOST: variable(
    z
      .string()
      .refine((host) => isIP(host) > 0 || host === 'localhost', {
        error: 'give an IP address to listen on, such as 127.0.0.1 or 0.0.0.0',
      })
      .transform((host) => (host === 'localhost' ? '127.0.0.1' : host))
      .default('127.0.0.1'),
  ),
  PORT: variable(
    z
      .string()
      .regex(/^\d{1,5}$/, { error: 'give a port number from 0 to 65535' })
      .transform(Number)
      .refine((port) => port <= 65_535, { error: 'give a port number from 0 to 65535' })
      .default(3000),
  ),
  PUBLIC_URL: variable(
    z
      .url({
        protocol: /^https?$/,
        error: 'give the address people type, such as https://quesiti.example.it',
      })
      .transform((raw) => new URL(raw))
      .refine((url) => url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '', {
        error: 'give only scheme, host and port, such as https://quesiti.example.it',
      })
      .optional(),
  ),
  DATA_DIR: variable(z.string().default('./data')),
  ERASURE_LEDGER: variable(z.string().optional()),
  DATABASE_URL: variable(
    z
      .string()
      .refine((url) => isPostgres(url) || /^file:.+/.test(url), {
        error: 'give file:PATH for SQLite, or postgres://user:password@host:5432/name',
      })
      .refine((url) => !isPostgres(url) || isPostgresAddress(url), { error: POSTGRES_NEEDS })
      .optional(),
  ),
  MIGRATE_DATABASE_URL: variable(z.string().refine(isPostgresAddress, { error: POSTGRES_NEEDS }).optional()),
  REDIS_URL: variable(
    z
      .url({
        protocol: /^rediss?$/,
        error: 'give rediss://user:password@host:6379, or redis:// on this machine',
      })
      .refine((url) => url.startsWith('rediss:') || LOOPBACK.has(hostOf(new URL(url))), {
        error: 'a Redis on another machine is reached with TLS only: give rediss://…',
      })
      .optional(),
  ),
  SECRET: variable(
    z
      .string()
      .min(limits.secretLength, { error: `give at least ${limits.secretLength} random characters` })
      .optional(),
  ),
  SMTP_URL: variable(
    z
      .url({
        protocol: /^smtps?$/,
        error: 'give smtp://user:password@host:587 or smtps://user:password@host:465',
      })
      .optional(),
  ),
  MAIL_FROM: variable(
    z
      .string()
      .regex(/^[^\r\n<>]*(<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, {
        error: 'give a sender, such as Quesiti <quesiti@example.it>',
      })
      .optional(),
  ),
  TRUST_PROXY: variable(
    z
      .string()
      .transform((raw) => raw.split(',').map((range) => range.trim()))
      .refine((ranges) => ranges.every(isCidr), {
        error: 'give the proxies as addresses or ranges, such as 10.0.0.0/8,192.168.1.7',
      })
      .optional(),
  ),
  METRICS_TOKEN: variable(
    z
      .string()
      .min(limits.secretLength, { error: METRICS_NEED })
      .regex(/^[\x21-\x7e]+$/, { error: METRICS_NEED })
      .optional(),
  ),
  LOG_LEVEL: variable(z.enum(LOG_LEVELS, { error: `give one of ${LOG_LEVELS.join(', ')}` }).default('info')),
  DEMO_LINKS: variable(
    z
      .string()
      .transform((raw, context): z.infer<typeof demoLinks> => {
        const parsed = demoLinks.safeParse(jsonOf(raw))
        if (parsed.success) return parsed.data
        context.addIssue({ code: 'custom', message: 'npm run demo makes it: leave it out' })
        return z.NEVER
      })
      .optional(),
  ),
  MODE: variable(z.enum(MODES, { error: `give one of ${MODES.join(', ')}` }).default('production')),
})

function jsonOf(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

export type DemoLink = z.infer<typeof demoLinks>[number]

export type Config = {
  readonly host: string
  readonly port: number
  /** Undefined where the address is simply the one it listens on. */
  readonly publicUrl: URL | undefined
  readonly dataDir: string
  /** The file that remembers, whatever database is put back, what was erased. */
  readonly erasureLedger: string
  readonly databaseUrl: string
  /** By whom tables are made, where that is not whom the server runs as. */
  readonly migrateDatabaseUrl: string | undefined
  /** Where several processes wake each other and share limits. */
  readonly redisUrl: string | undefined
  readonly secret: string | undefined
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly trustProxy: readonly string[]
  /** Who shows it may read the process's numbers. */
  readonly metricsToken: string | undefined
  readonly logLevel: (typeof LOG_LEVELS)[number]
  readonly mode: (typeof MODES)[number]
  /** None but in demo mode, which listens on this machine alone. */
  readonly demoLinks: readonly DemoLink[]
}

export type ConfigFault = { readonly name: string; readonly fault: string }

/** The configuration is not usable; the message is the list to show. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly faults: readonly ConfigFault[]

  constructor(faults: readonly ConfigFault[]) {
    const width = Math.max(...faults.map(({ name }) => name.length))
    const lines = faults.map(({ name, fault }) => `  ${name.padEnd(width)}  ${fault}`)
    super(`Quesiti can't start, these settings are wrong:\n${lines.join('\n')}`)
    this.faults = faults
  }
}

/** Reads the environment; throws a `ConfigError` that names every wrong variable at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = schema.safeParse(env)
  const faults = parsed.success ? contradictions(parsed.data) : faultsOf(parsed.error)
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  const { data } = parsed
  const dataDir = resolve(data.DATA_DIR)
  return {
    host: data.HOST,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL,
    dataDir,
    erasureLedger: resolve(data.ERASURE_LEDGER ?? `${dataDir}/erasures.jsonl`),
    databaseUrl: data.DATABASE_URL ?? `file:${dataDir}/quesiti.db`,
    migrateDatabaseUrl: data.MIGRATE_DATABASE_URL,
    redisUrl: data.REDIS_URL,
    secret: data.SECRET,
    smtpUrl: data.SMTP_URL,
    mailFrom: data.MAIL_FROM ?? 'Quesiti <quesiti@localhost>',
    trustProxy: data.TRUST_PROXY ?? [],
    metricsToken: data.METRICS_TOKEN,
    logLevel: data.LOG_LEVEL,
    mode: data.MODE,
    demoLinks: data.DEMO_LINKS ?? [],
  }
}

function faultsOf(error: z.ZodError): ConfigFault[] {
  const first = new Map<string, string>()
  for (const issue of error.issues) {
    const name = String(issue.path[0])
    if (!first.has(name)) first.set(name, issue.message)
  }
  return [...first].map(([name, fault]) => ({ name, fault }))
}

/** What is right by itself and wrong together. */
function contradictions(data: z.infer<typeof schema>): ConfigFault[] {
  const faults: ConfigFault[] = []
  const isLocal = LOOPBACK.has(data.HOST)
  if (data.MODE !== 'production' && !isLocal) {
    faults.push({
      name: 'HOST',
      fault: `MODE=${data.MODE} shows sign-in codes: it listens on 127.0.0.1 only`,
    })
  }
  if (data.MODE !== 'demo' && data.DEMO_LINKS) {
    faults.push({ name: 'DEMO_LINKS', fault: 'whoever follows one is signed in: only with MODE=demo' })
  }
  if (data.MODE !== 'production' && data.PUBLIC_URL && !LOOPBACK.has(hostOf(data.PUBLIC_URL))) {
    faults.push({
      name: 'PUBLIC_URL',
      fault: `MODE=${data.MODE} shows sign-in codes: its address is on this machine only`,
    })
  }
  if (data.MODE === 'production' && !isLocal && !data.PUBLIC_URL) {
    faults.push({ name: 'PUBLIC_URL', fault: 'must be given when HOST is reachable from other machines' })
  }
  if (data.MIGRATE_DATABASE_URL && !isPostgres(data.DATABASE_URL ?? '')) {
    faults.push({ name: 'MIGRATE_DATABASE_URL', fault: 'only together with DATABASE_URL=postgres://…' })
  }
  if (isPostgres(data.DATABASE_URL ?? '') && !data.SECRET) {
    faults.push({ name: 'SECRET', fault: 'must be given on PostgreSQL: all processes have the same one' })
  }
  if (data.REDIS_URL && !isPostgres(data.DATABASE_URL ?? '')) {
    faults.push({
      name: 'REDIS_URL',
      fault: 'joins several processes, and SQLite serves one: give DATABASE_URL=postgres://… too',
    })
  }
  if (data.SMTP_URL && !data.MAIL_FROM) {
    faults.push({ name: 'MAIL_FROM', fault: 'must be given together with SMTP_URL' })
  }
  return faults
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')
