/**
 * A data folder as an edition has it on a forum day: the registry's bodies, themes, people with tokens. It is written
 * once a run by the server's own commands and copied for each bench. Sessions are planned by the server's process.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getShippedRegistry, listThemes, listTopics } from '../../../db/content/content.ts'
import { openStore, type Store } from '../../../db/open.ts'
import { saveThemes } from '../../../db/theme-store.ts'
import { createClock } from '../../../server/adapters/clock.ts'
import { newId } from '../../../server/adapters/ids.ts'
import { issueToken } from '../../../server/commands/access.ts'
import { type Edition, openEdition } from '../../../server/commands/edition.ts'
import { grantRole } from '../../../server/commands/grant.ts'
import { seedRegistry } from '../../../server/commands/registry.ts'
import { must } from '../../../server/domain/assert.ts'
import { type Role, type Scope, SYSTEM } from '../../../server/domain/permissions.ts'

export type Person = { readonly actorId: string; readonly token: string }
export type Day = {
  readonly folder: string
  readonly participants: readonly Person[]
  /** Who asked before a bench begins: others than those who then vote. */
  readonly askers: readonly Person[]
  readonly expert: Person
}

/** The people of the largest bench. */
const PARTICIPANTS = 10_000
const ASKERS = 200

let seeded: Promise<Day> | undefined

/** A folder of the caller's own; it is removed after the body. */
export async function withDay<T>(isQuick: boolean, body: (day: Day) => Promise<T>): Promise<T> {
  seeded ??= seed(isQuick ? 100 : PARTICIPANTS)
  const first = await seeded
  const folder = await newFolder()
  try {
    await cp(first.folder, folder, { recursive: true })
    return await body({ ...first, folder })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes what the run was copied from. */
export async function forgetDay(): Promise<void> {
  const day = await seeded
  if (day) await rm(day.folder, { recursive: true, force: true })
}

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'quesiti-bench-'))

async function seed(count: number): Promise<Day> {
  const folder = await newFolder()
  const store = await openStore(`file:${join(folder, 'quesiti.db')}`)
  const people = await seedPeople(store, count)
  await store.close()
  return { folder, ...people }
}

/** The edition, the registry's bodies, themes and people, in an empty database. */
export async function seedPeople(store: Store, count: number): Promise<Omit<Day, 'folder'>> {
  const making = { store, clock: createClock(), newId }
  const { id, regions } = await openEdition(making)
  return store.transaction(async (tx) => {
    // The server's own commands, but thousands of them in one transaction.
    const within: Store = { ...store, read: tx, transaction: (body) => body(tx) }
    const actors = { actorOf: () => undefined, refresh: async () => {} }
    const edition: Edition = { ...making, store: within, id, actors }
    await seedRegistry(edition, regions)
    await saveThemes(tx, themesOf(id))
    return {
      participants: await enrolAll(edition, 'p', count),
      askers: await enrolAll(edition, 'a', Math.min(count, ASKERS)),
      expert: await enrol(edition, 'expert', { role: 'expert', scope: 'edition' }),
    }
  })
}

async function enrolAll(edition: Edition, prefix: string, count: number): Promise<Person[]> {
  const { rows } = getShippedRegistry()
  const people: Person[] = []
  for (let n = 0; n < count; n++) {
    const scope: Scope = `body:istat-${must(rows[n % rows.length]).istatCode}`
    people.push(await enrol(edition, `${prefix}${n}`, { role: 'participant', scope }))
  }
  return people
}

async function enrol(edition: Edition, name: string, grant: { role: Role; scope: Scope }): Promise<Person> {
  const email = `${name}@example.it`
  const { actorId } = await grantRole(edition, SYSTEM.id, { email, ...grant })
  const { token } = await issueToken(edition, SYSTEM.id, { email, purpose: 'bench' })
  return { actorId, token }
}

const themesOf = (editionId: string) => ({
  themes: listThemes().map((theme, n) => ({
    id: theme.id,
    editionId,
    label: theme.label,
    place: n + 1,
    review: 'none' as const,
  })),
  topics: listTopics().map((topic, n) => ({
    id: topic.id,
    editionId,
    themeId: topic.theme,
    code: topic.code,
    label: topic.label,
    shortLabel: topic.short_label,
    place: n + 1,
  })),
})
