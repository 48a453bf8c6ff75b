/** What somebody chose to hear of by e-mail; who chose nothing hears of everything. */
import { listChoices } from '../../db/notice-store.ts'
import type { Store } from '../../db/open.ts'
import { MATTERS, type Matter } from '../domain/notices.ts'

export async function readChoices(
  { read }: Store,
  personId: string,
): Promise<{ matter: Matter; on: boolean }[]> {
  const chosen = new Map((await listChoices(read, personId)).map(({ matter, on }) => [matter, on]))
  return MATTERS.map((matter) => ({ matter, on: chosen.get(matter) ?? true }))
}
