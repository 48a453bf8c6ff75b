/**
 * Process: founds what a site's servers work on, in the database that its environment names, before they start; and reads
 * there afterwards what became of the commands. Which database it is was decided when the process began.
 */
import { listThemes } from '../../../db/content/content.ts'
import { openStore, type Store } from '../../../db/open.ts'
import { createClock } from '../../../server/adapters/clock.ts'
import { newId } from '../../../server/adapters/ids.ts'
import { openEdition } from '../../../server/commands/edition.ts'
import { createSession } from '../../../server/commands/session.ts'
import { must } from '../../../server/domain/assert.ts'
import { SYSTEM } from '../../../server/domain/permissions.ts'
import { type Call, historyFaults, readStored } from '../../fault/history.ts'
import { type Person, seedPeople } from '../forum/day.ts'
import { answer } from './child.ts'

export type TownWish = { readonly participants: number; readonly isRehearsal: boolean }
export type Founded = { readonly sessionId: string; readonly people: readonly Person[] }

const HOUR_MS = 3_600_000
const CLOSES_AFTER_MS = 24 * HOUR_MS
const url = must(process.env.DATABASE_URL)

async function within<T>(body: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(url)
  try {
    return await body(store)
  } finally {
    await store.close()
  }
}

answer({
  found: ({ participants, isRehearsal }: TownWish): Promise<Founded> =>
    within(async (store) => {
      const people = await seedPeople(store, participants)
      const making = { store, clock: createClock(), newId }
      const { id: editionId } = await openEdition(making)
      const now = making.clock.now()
      const sessionId = await createSession(making, SYSTEM.id, {
        editionId,
        code: 'SITE',
        title: 'Anagrafe dei cittadini stranieri',
        opensAt: now - 2,
        liveAt: now - 1,
        closesAt: now + CLOSES_AFTER_MS,
        themeIds: listThemes().map(({ id }) => id),
        admission: 'open',
        rehearsal: isRehearsal,
        asksPerPerson: 1_000_000,
        asksPerBody: 1_000_000,
      })
      return { sessionId, people: people.participants }
    }),
  /** What of these commands was lost, doubled or put in the wrong place. */
  check: ({ sessionId, calls }: { sessionId: string; calls: readonly Call[] }): Promise<string[]> =>
    within(async (store) => {
      // Nobody's: what the system gave.
      const stored = await readStored(store, sessionId)
      const results = new Map([...stored.results].filter(([name]) => !name.startsWith(`${SYSTEM.id} `)))
      return historyFaults(calls, { ...stored, results })
    }),
})
