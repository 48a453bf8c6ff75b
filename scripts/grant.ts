/** `npm run grant -- <e-mail> <role> […]`: gives or takes a role, also while the server runs; prints a token if asked. */
import { parseArgs } from 'node:util'
import { openStore } from '../db/open.ts'
import { UnusableDatabaseError } from '../db/unusable.ts'
import { openClock } from '../server/adapters/database-clock.ts'
import { newId } from '../server/adapters/ids.ts'
import { issueToken } from '../server/commands/access.ts'
import { type Edition, openEdition } from '../server/commands/edition.ts'
import { grantRole, revokeRole } from '../server/commands/grant.ts'
import { ConfigError, readConfig } from '../server/config.ts'
import { email as emailSchema } from '../server/contract/rest.ts'
import { isRole, isScopeOf, ROLES, type Role, type Scope, SYSTEM } from '../server/domain/permissions.ts'
import { AppError } from '../server/errors.ts'

const USAGE = `Usage: npm run grant -- <e-mail> <role> [options]

  <role>            one of ${ROLES.join(', ')}
  --scope <scope>   edition (default), session:ID, theme:ID, topic:ID or body:ID
  --office <text>   what the person does in the office
  --revoke          take the role back instead
  --token           print a token for programs, good for 24 hours
`

class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Wish = {
  readonly email: string
  readonly role: Role
  readonly scope: Scope
  readonly office: string | undefined
  readonly revoke: boolean
  readonly token: boolean
}

function readWish(args: readonly string[]): Wish {
  const { values, positionals } = parsed(args)
  const [rawEmail, role, ...rest] = positionals
  if (rawEmail === undefined || role === undefined) throw new UsageError('an e-mail and a role are needed')
  if (rest.length > 0) throw new UsageError(`too much: ${rest.join(' ')}`)
  const email = emailSchema.safeParse(rawEmail)
  if (!email.success) throw new UsageError(`not an e-mail address: ${rawEmail}`)
  if (!isRole(role)) throw new UsageError(`no such role: ${role}`)
  const { scope = 'edition', office, revoke = false, token = false } = values
  if (!isScopeOf(role, scope)) throw new UsageError(`${role} can't be granted within ${scope}`)
  if (revoke && token) throw new UsageError('--revoke and --token contradict each other')
  return { email: email.data, role, scope, office, revoke, token }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        scope: { type: 'string' },
        office: { type: 'string' },
        revoke: { type: 'boolean' },
        token: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

async function run(wish: Wish): Promise<void> {
  const { databaseUrl, migrateDatabaseUrl: migrateUrl } = readConfig(process.env)
  const store = await openStore(databaseUrl, { migrateUrl })
  try {
    const clock = await openClock(store)
    const { id } = await openEdition({ store, clock, newId })
    // Nobody's rights are asked here, and no memory kept: a running server sees the log move by itself.
    const actors = { actorOf: () => undefined, refresh: async () => {} }
    await carryOut({ id, store, clock, newId, actors }, wish)
  } finally {
    await store.close()
  }
}

async function carryOut(edition: Edition, wish: Wish): Promise<void> {
  const named = `${wish.email}: ${wish.role} (${wish.scope})`
  if (wish.revoke) {
    await revokeRole(edition, SYSTEM.id, wish)
    process.stdout.write(`${named} revoked\n`)
    return
  }
  const { isNew } = await grantRole(edition, SYSTEM.id, wish)
  process.stdout.write(`${named} ${isNew ? 'granted' : 'was granted already'}\n`)
  if (!wish.token) return
  const { token, expiresAt } = await issueToken(edition, SYSTEM.id, {
    email: wish.email,
    purpose: 'command line',
  })
  const until = new Date(expiresAt).toISOString()
  process.stdout.write(`Until ${until}, send this header:\nAuthorization: Bearer ${token}\n`)
}

process.umask(0o077)
try {
  await run(readWish(process.argv.slice(2)))
} catch (error) {
  if (error instanceof UsageError) process.stderr.write(`${error.message}\n\n${USAGE}`)
  else if (error instanceof ConfigError || error instanceof UnusableDatabaseError)
    process.stderr.write(`${error.message}\n`)
  else if (error instanceof AppError && error.code === 'grant/not-found')
    process.stderr.write('Nobody with this address holds this role within this scope.\n')
  else throw error
  process.exit(1)
}
