/**
 * The program as it may be tomorrow: its log has entries of an entity and fields that today's doesn't know, its database a
 * table and a column more. Today's has to live with all of that.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Edit, plant } from './planted.ts'

const NEWER: readonly Edit[] = [
  {
    file: 'server/rooms/flush.ts',
    from: 'entries: group.drafts.map(({ entry }) => entry) }',
    to: `entries: [
    ...group.drafts.map(({ entry }) => ({ ...entry, data: { ...entry.data, mood: 'calm' } })),
    ...(group.drafts.length === 0 ? [] : [{
      kind: 'badge given', entity: 'badge', entityId: decider.newId(), data: { colour: 'blue' },
      audience: ['public'], actorId: 'system',
    }]),
  ] }`,
  },
]

const MIGRATION = `CREATE TABLE badge (id text PRIMARY KEY NOT NULL);
--> statement-breakpoint
ALTER TABLE question ADD COLUMN mood text DEFAULT 'calm' NOT NULL;
`

type Journal = {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[]
}

/** A copy of the source that is a version ahead, for as long as `use` takes. */
export async function withNewer<T>(use: (root: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(resolve('.tmp/newer-'))
  try {
    const root = join(folder, 'newer')
    plant(root, ['server', 'db'], NEWER)
    for (const dialect of ['postgres', 'sqlite']) addMigration(join(root, 'db/migrations', dialect))
    return await use(root)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function addMigration(folder: string): void {
  const path = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(path, 'utf8')) as Journal
  const when = Math.max(...journal.entries.map((entry) => entry.when)) + 1
  const tag = '9999_tomorrow'
  journal.entries.push({ idx: journal.entries.length, version: '7', when, tag, breakpoints: true })
  writeFileSync(path, JSON.stringify(journal))
  writeFileSync(join(folder, `${tag}.sql`), MIGRATION)
}
