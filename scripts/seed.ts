/** `npm run db:seed`: brings the content into the database, as often as you like. With `--bare` nothing invented. */
import { parseArgs } from 'node:util'
import { UnusableDatabaseError } from '../db/unusable.ts'
import { ConfigError, readConfig } from '../server/config.ts'
import { withEdition } from './seeding/edition.ts'
import { seedBasis, seedProgramme } from './seeding/programme.ts'

const NAMES = {
  municipalities: 'municipalities',
  themes: 'themes and topics',
  bodies: 'invented bodies',
  days: 'forum days',
  roles: 'roles of invented people',
} as const

process.umask(0o077)
try {
  const { values } = parseArgs({ options: { bare: { type: 'boolean', default: false } } })
  const { databaseUrl, migrateDatabaseUrl } = readConfig(process.env)
  const seeded = await withEdition(databaseUrl, values.bare ? seedBasis : seedProgramme, migrateDatabaseUrl)
  for (const [name, count] of Object.entries(seeded))
    process.stdout.write(`${String(count).padStart(5)} new ${NAMES[name as keyof typeof NAMES]}\n`)
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof UnusableDatabaseError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
