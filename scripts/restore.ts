/** `npm run restore -- <file>`: puts a backup in the place of the database, and ledgers of erasures beside it. */
import { parseArgs } from 'node:util'
import { CopyError, restoreBackup } from '../db/backup.ts'
import { UnusableDatabaseError } from '../db/unusable.ts'
import { ErasureLedger, LedgerError, readLedger } from '../server/adapters/erasure-ledger.ts'
import { ConfigError, readConfig } from '../server/config.ts'

const USAGE = `Usage: npm run restore -- <file> [options]

  <file>            a backup, made by npm run backup of either database
  --replace         put a SQLite database that is there aside (PostgreSQL: give a new, empty database)
  --ledger <file>   add a ledger of erasures, such as another server's; may be given several times

The database is the one of DATABASE_URL or DATA_DIR; no server may run on it. What the ledger (ERASURE_LEDGER) remembers
is erased again when a server starts, before it listens.
`

class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Wish = { readonly file: string; readonly replace: boolean; readonly ledgers: readonly string[] }

function readWish(args: readonly string[]): Wish {
  const { values, positionals } = parsed(args)
  const [file, ...rest] = positionals
  if (!file || rest.length > 0) throw new UsageError('the name of one file is needed')
  return { file, replace: values.replace ?? false, ledgers: values.ledger ?? [] }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { replace: { type: 'boolean' }, ledger: { type: 'string', multiple: true } },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

async function restore({ file, replace, ledgers }: Wish): Promise<void> {
  const config = readConfig(process.env)
  const ledger = new ErasureLedger(config.erasureLedger)
  // Read before anything is done, so that a damaged one leaves all as it is.
  const added = ledgers.flatMap(readLedger)
  const remembered = ledger.list().length + added.length
  const remember = () => ledger.append(added)
  const { databaseUrl: url, migrateDatabaseUrl: migrateUrl } = config
  const done = await restoreBackup({ file, url, migrateUrl, replace, now: Date.now(), remember })
  ledger.close()
  process.stdout.write(`restored: ${done.logs} logs, ${done.entries} entries, every one checked\n`)
  if (done.putAside) process.stdout.write(`what was there before is ${done.putAside}\n`)
  process.stdout.write(
    `the ledger ${config.erasureLedger} holds ${remembered} erasures; those that this backup doesn't know are done again at the next start\n`,
  )
}

process.umask(0o077)
try {
  await restore(readWish(process.argv.slice(2)))
} catch (error) {
  if (error instanceof UsageError) process.stderr.write(`${error.message}\n\n${USAGE}`)
  else if (
    [ConfigError, CopyError, LedgerError, UnusableDatabaseError].some((known) => error instanceof known)
  )
    process.stderr.write(`${(error as Error).message}\n`)
  else throw error
  process.exit(1)
}
