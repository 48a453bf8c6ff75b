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

/** Who signs in by following a link, for a demonstration. */
const demoLinks = z.array(
  z.strictObject({
    secret: z.string().min(limits.secretLength),
    email: z.email(),
    to: z.string().regex(/^\/(?!\/)/),
  }),
)

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
  DATABASE_URL: variable(
    z
      .string()
      .refine((url) => !/^postgres(ql)?:/.test(url), {
        error:
          'PostgreSQL is not supported yet, this version runs on SQLite: leave it out, or give file:PATH',
      })
      .refine((url) => /^postgres(ql)?:/.test(url) || /^file:.+/.test(url), {
        error: 'give the address of a SQLite file, as file:PATH',
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
  readonly databaseUrl: string
  readonly secret: string | undefined
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly trustProxy: readonly string[]
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
    databaseUrl: data.DATABASE_URL ?? `file:${dataDir}/quesiti.db`,
    secret: data.SECRET,
    smtpUrl: data.SMTP_URL,
    mailFrom: data.MAIL_FROM ?? 'Quesiti <quesiti@localhost>',
    trustProxy: data.TRUST_PROXY ?? [],
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
  if (data.SMTP_URL && !data.MAIL_FROM) {
    faults.push({ name: 'MAIL_FROM', fault: 'must be given together with SMTP_URL' })
  }
  return faults
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')
