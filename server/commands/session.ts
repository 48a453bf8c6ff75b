/** Plans a session: its log begins with the fact that it was created, and its row belongs to that log for ever. */
import { appendEntries, createLog, lockLog } from '../../db/log-store.ts'
import type { Store } from '../../db/open.ts'
import { listSessions, saveRows } from '../../db/room-store.ts'
import { type Clock, instantIn } from '../adapters/clock.ts'
import { limits } from '../domain/limits.ts'
import type { SessionRow } from '../domain/rows.ts'
import { AppError } from '../errors.ts'

export type SessionPlan = Pick<
  SessionRow,
  'editionId' | 'code' | 'title' | 'opensAt' | 'liveAt' | 'closesAt' | 'themeIds'
> &
  Partial<
    Pick<
      SessionRow,
      | 'kind'
      | 'breakFrom'
      | 'breakTo'
      | 'visibility'
      | 'admission'
      | 'rehearsal'
      | 'asksPerPerson'
      | 'asksPerBody'
    >
  >

type Planning = { store: Store; clock: Clock; newId: () => string }

/** Creates the session and gives its id. The code must be free; the instants must follow each other. */
export async function createSession(
  { store, clock, newId }: Planning,
  actorId: string,
  plan: SessionPlan,
): Promise<string> {
  if (!(plan.opensAt <= plan.liveAt && plan.liveAt < plan.closesAt)) throw new AppError('session/bad-times')
  const id = newId()
  await store.transaction(async (tx) => {
    const taken = (await listSessions(tx)).some(
      (row) => row.editionId === plan.editionId && row.code === plan.code,
    )
    if (taken) throw new AppError('session/code-taken', { code: plan.code })
    await createLog(tx, id, 'session')
    const [log, now] = await Promise.all([lockLog(tx, id), instantIn(clock, tx)])
    const fields = planned(plan)
    const [first] = await appendEntries(tx, log, {
      at: Math.max(now, log.lastAt),
      entries: [
        {
          kind: 'session created',
          entity: 'session',
          entityId: id,
          data: fields,
          audience: ['public'],
          actorId,
        },
      ],
    })
    await saveRows(tx, id, {
      entity: 'session',
      rows: [{ ...fields, id, changedSeq: first?.entry.seq ?? 1 }],
    })
  })
  return id
}

const planned = (plan: SessionPlan): Omit<SessionRow, 'id' | 'changedSeq'> => ({
  editionId: plan.editionId,
  code: plan.code,
  kind: plan.kind ?? 'forum',
  title: plan.title,
  phase: 'scheduled',
  paused: false,
  held: false,
  opensAt: plan.opensAt,
  liveAt: plan.liveAt,
  closesAt: plan.closesAt,
  breakFrom: plan.breakFrom ?? null,
  breakTo: plan.breakTo ?? null,
  visibility: plan.visibility ?? 'beneficiaries',
  admission: plan.admission ?? 'reviewed',
  rehearsal: plan.rehearsal ?? false,
  themeIds: plan.themeIds,
  asksPerPerson: plan.asksPerPerson ?? limits.asksPerPerson,
  asksPerBody: plan.asksPerBody ?? limits.asksPerBody,
})
