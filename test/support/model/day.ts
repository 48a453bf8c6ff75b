/** The day that every case begins with: an open session, people with their roles in the edition's log, as one file. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqlitePath } from '../../../db/drivers/sqlite.ts'
import { appendEntries, createLog, lockLog } from '../../../db/log-store.ts'
import type { Tx } from '../../../db/open.ts'
import { saveActor, saveEdition, saveGrant, savePerson } from '../../../db/person-store.ts'
import { must } from '../../../server/domain/assert.ts'
import { type Role, type Scope, SYSTEM } from '../../../server/domain/permissions.ts'
import { MINUTE_MS, makeForum, people, START } from '../forum.ts'
import { WHO, type Who } from './steps.ts'

export type Template = { readonly path: string; readonly sessionId: string; readonly editionId: string }

/** Memory, where there is any: that a disk keeps what it was told to is tried elsewhere. */
const MEMORY = '/dev/shm'
const EDITION = 'e1'

/** What each of them is granted, as it is given and taken back. */
export function rightsOf(who: Who): { email: string; role: Role; scope: Scope; office: string | null } {
  const { grants, body, office } = people[who]
  const { role } = must(grants[0])
  return { email: `${who}@example.it`, role, scope: body ? `body:${body.id}` : 'edition', office }
}

export async function makeTemplate(): Promise<Template & { remove(): void }> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'quesiti-model-'))
  const forum = await makeForum({
    admission: 'open',
    rehearsal: true,
    closesAt: START + 10 * MINUTE_MS,
    asksPerPerson: 1_000,
    asksPerBody: 1_000,
  })
  await forum.store.transaction(enrolAll)
  const path = join(folder, 'template.db')
  await forum.store.read.sql.all('PRAGMA wal_checkpoint(TRUNCATE)')
  copyFileSync(sqlitePath(forum.url), path)
  await forum.close()
  const { sessionId } = forum
  return {
    path,
    sessionId,
    editionId: EDITION,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function enrolAll(tx: Tx): Promise<void> {
  const edition = { name: 'Prima edizione', regions: ['Piemonte'], maxPopulation: 5_000 }
  await saveEdition(tx, { id: EDITION, ...edition, populationReferenceDate: '2011-10-09', openedAt: START })
  await createLog(tx, EDITION, 'edition')
  const entries = WHO.map((who) => ({
    kind: 'role granted',
    entity: 'grant',
    entityId: `grant-${who}`,
    data: { actorId: who, ...rightsOf(who) },
    audience: ['staff'],
    actorId: SYSTEM.id,
  }))
  await appendEntries(tx, await lockLog(tx, EDITION), { at: START, entries })
  for (const [place, who] of WHO.entries()) {
    const { email, role, scope, office } = rightsOf(who)
    await savePerson(tx, { id: `person-${who}`, email, name: who, at: START })
    await saveActor(tx, { id: who, personId: `person-${who}`, at: START })
    await saveGrant(tx, {
      ...{ id: `grant-${who}`, editionId: EDITION, personId: `person-${who}`, role, scope, office },
      ...{ grantedAt: START, revokedAt: null, changedSeq: place + 1 },
    })
  }
}
