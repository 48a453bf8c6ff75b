/** `npm run backup -- <file>`: a backup of the database, also while servers run on it. */
import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CopyError, takeBackup } from '../db/backup.ts'
import { UnusableDatabaseError } from '../db/unusable.ts'
import { ConfigError, readConfig } from '../server/config.ts'

const USAGE = `Usage: npm run backup -- <file>

  <file>   where to write it; must not exist yet

The database is the one of DATABASE_URL or DATA_DIR. The file is a SQLite database, whichever database it is taken of;
it holds what people wrote and their addresses, and nobody's sign-in. npm run restore puts it back.
`

class UsageError extends Error {
  override readonly name = 'UsageError'
}

function readFile(args: readonly string[]): string {
  try {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
    if (positionals.length === 1 && positionals[0]) return positionals[0]
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
  throw new UsageError('the name of one file is needed')
}

process.umask(0o077)
try {
  const file = readFile(process.argv.slice(2))
  const began = performance.now()
  await takeBackup({ url: readConfig(process.env).databaseUrl, file })
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  process.stdout.write(`${file}: ${statSync(file).size} bytes in ${seconds} s\n`)
} catch (error) {
  if (error instanceof UsageError) process.stderr.write(`${error.message}\n\n${USAGE}`)
  else if ([ConfigError, CopyError, UnusableDatabaseError].some((known) => error instanceof known))
    process.stderr.write(`${(error as Error).message}\n`)
  else throw error
  process.exit(1)
}
