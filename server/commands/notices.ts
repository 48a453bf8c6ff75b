/**
 * What people choose to hear of by e-mail, and who is to hear of a notice. It is no fact of the edition's log: it changes
 * nobody's rights.
 */
import { type Job, spreadJob } from '../../db/due-store.ts'
import { saveChoice } from '../../db/notice-store.ts'
import type { Store } from '../../db/open.ts'
import { isFact, keyOf, MATTERS, type Matter, type Notice, recipientsOf } from '../domain/notices.ts'
import type { Actor } from '../domain/permissions.ts'
import type { State } from '../domain/state.ts'

export const chooseNotice = (
  store: Store,
  personId: string,
  choice: { matter: Matter; on: boolean; at: number },
): Promise<void> => store.transaction((tx) => saveChoice(tx, personId, choice))

/** No mail of any kind, or of every kind. */
export const chooseAllNotices = (
  store: Store,
  personId: string,
  choice: { on: boolean; at: number },
): Promise<void> =>
  store.transaction(async (tx) => {
    for (const matter of MATTERS) await saveChoice(tx, personId, { matter, ...choice })
  })

/** A job's notice; undefined for one of a version that knows more. */
export function noticeIn({ payload }: Job): Notice | undefined {
  const { fact, id, rev } = payload
  return isFact(fact) && id !== undefined && rev !== undefined ? { fact, id, rev: Number(rev) } : undefined
}

type Spreading = { readonly state: State; readonly everybody: Iterable<Actor>; readonly at: number }

/** One mail a person: what is there already, sent or not, is not written again. */
export async function spreadNotice(
  store: Store,
  job: Job,
  { notice, state, everybody, at }: Spreading & { notice: Notice },
): Promise<number> {
  const jobs = recipientsOf(state, notice, everybody).map((actorId) => ({
    kind: 'mail',
    key: keyOf(notice, actorId),
    payload: { ...job.payload, actorId },
  }))
  await spreadJob(store, job.id, { at, jobs })
  return jobs.length
}
