/** What people say about themselves. It is no fact of the edition's log: it changes nobody's rights. */
import type { Store } from '../../db/open.ts'
import { saveLocale } from '../../db/person-store.ts'

export const chooseLocale = (store: Store, personId: string, locale: 'it' | 'en'): Promise<void> =>
  store.transaction((tx) => saveLocale(tx, personId, locale))
