/** The real HTTP house on a port of its own, over a fresh database; mails go to a real SMTP server, or to the outbox. */
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { findBodies } from '../../db/body-store.ts'
import { dialect } from '../../db/columns.ts'
import type { Clock } from '../../server/adapters/clock.ts'
import { buildApp } from '../../server/app.ts'
import { grantRole } from '../../server/commands/grant.ts'
import { readConfig } from '../../server/config.ts'
import { must } from '../../server/domain/assert.ts'
import { type Role, type Scope, SYSTEM } from '../../server/domain/permissions.ts'
import type { App } from '../../server/http/app-types.ts'
import { openParts, type Parts } from '../../server/parts.ts'
import { freshDatabase } from './database/fresh-database.ts'

export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly body: { ok: boolean; code?: string; details?: Record<string, unknown> } & Record<string, unknown>
  /** The cookies set, as a Cookie header gives them back. */
  readonly cookie: string
}

export type HttpServer = {
  readonly app: App
  readonly parts: Parts
  readonly url: string
  readonly origin: string
  readonly dataDir: string
  readonly logLines: readonly string[]
  readonly faults: readonly unknown[]
  call(method: string, path: string, sent?: Sent): Promise<Answer>
  /** A code for the address, as its mail brings it. */
  codeFor(email: string): Promise<string>
  /** Gives the role if one is named, signs in, and gives the cookie. */
  signIn(email: string, role?: Role, scope?: Scope): Promise<string>
  grant(email: string, role: Role, scope?: Scope): ReturnType<typeof grantRole>
  close(): Promise<void>
}

export type Sent = { body?: unknown; cookie?: string; headers?: Record<string, string> }

type Plan = {
  readonly env?: Readonly<Record<string, string>>
  /** Also on SQLite, where an installation must not: what counts there needs no common database. */
  readonly redisUrl?: string
  readonly clock?: Clock
  readonly plugins?: (app: App, parts: Parts) => Promise<void>
  readonly clientDir?: string
}

export async function startHttp(plan: Plan = {}): Promise<HttpServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'quesiti-http-'))
  // On SQLite the file is where an installation has it.
  const database = dialect === 'postgres' ? await freshDatabase() : undefined
  const settings = database
    ? { DATABASE_URL: database.url, SECRET: 'a secret of the tests, long enough for it' }
    : {}
  const config = readConfig({ DATA_DIR: dataDir, PORT: '0', MODE: 'development', ...settings, ...plan.env })
  const logLines: string[] = []
  const faults: unknown[] = []
  const parts = await openParts({
    config: { ...config, redisUrl: plan.redisUrl ?? config.redisUrl },
    ...(plan.clock ? { clock: plan.clock } : {}),
    findBodies,
    onFault: (error) => faults.push(error),
  })
  const app = await buildApp({
    ...parts,
    logTo: { write: (line) => logLines.push(line) },
    plugins: async (app) => plan.plugins?.(app, parts),
    clientDir: plan.clientDir,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  parts.listensOn(port)
  const url = `http://127.0.0.1:${port}`
  const origin = parts.origins.base()

  const call: HttpServer['call'] = async (method, path, { body, cookie, headers } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(method === 'GET' ? {} : { origin, 'x-quesiti': '1' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : ({ ok: response.ok, text } as Answer['body']),
      cookie: response.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; '),
    }
  }

  const codeFor = async (email: string): Promise<string> => {
    await call('POST', '/api/auth/code', { body: { email } })
    await parts.identity.settle()
    const outbox = must(parts.mail.outbox, 'a server of this plan keeps its mails')
    // Notices go there too.
    const isCode = (mail: { to: string; text: string }) =>
      mail.to === email.toLowerCase() && /^\d{6}$/m.test(mail.text)
    const mail = must(outbox().find(isCode))
    return must(mail.text.match(/^\d{6}$/m))[0]
  }

  const grant: HttpServer['grant'] = (email, role, scope = 'edition') =>
    grantRole(parts.edition, SYSTEM.id, { email, role, scope })

  return {
    app,
    parts,
    url,
    origin,
    dataDir,
    logLines,
    faults,
    call,
    codeFor,
    grant,
    signIn: async (email, role, scope) => {
      if (role) await grant(email, role, scope)
      const code = await codeFor(email)
      return (await call('POST', '/api/auth/sign-in', { body: { email, code } })).cookie
    },
    close: async () => {
      await app.close()
      await parts.close()
      await database?.remove()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export type SmtpServer = { readonly url: string; readonly mails: ParsedMail[]; close(): Promise<void> }

/** A real SMTP server; `refuse` makes it answer every recipient with that code. */
export async function startSmtp(refuse?: () => number | null): Promise<SmtpServer> {
  const mails: ParsedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      const code = refuse?.() ?? null
      done(code === null ? undefined : Object.assign(new Error('refused'), { responseCode: code }))
    },
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail)
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
