/** The rehearsals of which something is left. */
import type { Store } from '../../db/open.ts'
import { listRehearsals } from '../../db/rehearsal-store.ts'

export const readRehearsals = ({ read }: Store) => listRehearsals(read)
