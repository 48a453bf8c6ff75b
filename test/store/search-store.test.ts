/** The index on a real database: what is found, in which order, and what never is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listContentAnswers, listContentQuestions } from '../../db/content/content.ts'
import { openStore, type Store } from '../../db/open.ts'
import type { SearchEntry } from '../../db/search/search-index.ts'
import {
  indexEntry,
  removeFromIndex,
  removeSessionFromIndex,
  type SearchQuery,
  search,
} from '../../db/search-store.ts'
import { type FreshDatabase, freshDatabase } from '../support/database/fresh-database.ts'

let database: FreshDatabase
let store: Store

const entry = (over: Partial<SearchEntry> & { entityId: string }): SearchEntry => ({
  kind: 'question',
  sessionId: 'other',
  reach: 'everyone',
  title: '',
  text: '',
  ...over,
})

const find = async (text: string, over: Partial<SearchQuery> = {}) =>
  (await search(store.read, { text, limit: 20, ...over })).map((hit) => hit.entityId)

beforeAll(async () => {
  database = await freshDatabase()
  store = await openStore(database.url)
  await store.transaction(async (tx) => {
    for (const { id, title, text, forum_day } of listContentQuestions())
      await indexEntry(tx, entry({ entityId: id, sessionId: forum_day, title, text }))
    for (const { id, title, revisions } of listContentAnswers()) {
      const text = revisions.at(-1)?.parts.reasoning ?? ''
      await indexEntry(tx, entry({ entityId: id, kind: 'answer', sessionId: 'FD-1', title, text }))
    }
  })
})

afterAll(async () => {
  await store.close()
  await database.remove()
})

describe('search', () => {
  it('finds by stems, without accents or case, the title first', async () => {
    expect(await find('convenzione unione funzione sociale')).toContain('Q001')
    const [first] = await find('CONVENZIONI O UNIONI PER LE FUNZIONI SOCIALI', { kinds: ['question'] })
    expect(first).toBe('Q001')
    expect(await find('priorita')).toEqual(await find('priorità'))
    expect((await find('spese')).toSorted()).toEqual((await find('spesa')).toSorted())
  })

  it('finds every question by its own title', async () => {
    for (const { id, title } of listContentQuestions()) {
      const found = await find(title, { kinds: ['question'], limit: 5 })
      expect(found, title).toContain(id)
    }
  })

  it('puts what has all before what is near before what has a part', async () => {
    const hits = await search(store.read, { text: 'permesso di soggiorno scaduto', limit: 20 })
    const order = hits.map((hit) => ['all', 'near', 'part'].indexOf(hit.closeness))
    expect(order.length).toBeGreaterThan(3)
    expect(order).toEqual(order.toSorted())
  })

  it('marks in the excerpt what was asked for', async () => {
    const [hit] = await search(store.read, { text: 'assistente sociale condivisa', limit: 1 })
    const marked = hit?.excerpt.marks.map(([start, end]) => hit.excerpt.text.slice(start, end).toLowerCase())
    expect(marked).toEqual(expect.arrayContaining(['sociale', 'condivisa']))
    expect(hit?.excerpt.text.length).toBeLessThan(260)
  })

  it('keeps to sessions and kinds', async () => {
    const sessionOf = new Map(listContentQuestions().map((one) => [one.id, one.forum_day]))
    const found = await find('anagrafe', { sessionIds: ['FD-2'], kinds: ['question'] })
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((id) => sessionOf.get(id) === 'FD-2')).toBe(true)
    expect((await find('anagrafe', { kinds: ['answer'] })).every((id) => id.startsWith('A'))).toBe(true)
    expect(await find('anagrafe', { sessionIds: [] })).toEqual([])
  })

  it('an acronym finds what it stands for, and the other way round', async () => {
    await store.transaction(async (tx) => {
      await indexEntry(
        tx,
        entry({ entityId: 'long', text: 'Nel centro di accoglienza straordinaria mancano letti.' }),
      )
      await indexEntry(tx, entry({ entityId: 'short', text: 'Il CAS è pieno di ospiti.' }))
      await indexEntry(tx, entry({ entityId: 'apart', text: 'Accoglienza al centro; seduta straordinaria.' }))
    })
    expect((await find('CAS', { sessionIds: ['other'] })).toSorted()).toEqual(['long', 'short'])
    const found = await find('centro di accoglienza straordinaria', { sessionIds: ['other'] })
    expect(found).toEqual(expect.arrayContaining(['long', 'short']))
  })

  it('finds a word that is not finished, but not one that only begins like a short one', async () => {
    await store.transaction((tx) => indexEntry(tx, entry({ entityId: 'half', text: 'zanzariere per tutti' })))
    expect(await find('zanzar')).toEqual(['half'])
    expect(await find('zan')).toEqual([])
    expect(await find('zanzar '), 'the space ends the word').toEqual([])
  })
})

describe('what is no longer, or not for everyone', () => {
  it('replaces an entry: the old words find nothing', async () => {
    const made = entry({ entityId: 'edited', text: 'ornitorinco' })
    await store.transaction((tx) => indexEntry(tx, made))
    expect(await find('ornitorinco')).toEqual(['edited'])
    await store.transaction((tx) => indexEntry(tx, { ...made, text: 'ippopotamo' }))
    expect(await find('ornitorinco')).toEqual([])
    expect(await find('ippopotamo')).toEqual(['edited'])
    await store.transaction((tx) => removeFromIndex(tx, made))
    await store.transaction((tx) => removeFromIndex(tx, made))
    expect(await find('ippopotamo')).toEqual([])
    expect(await store.read.sql.all("SELECT * FROM search_entry WHERE text LIKE '%ippopotamo%'")).toEqual([])
  })

  it('forgets a whole session', async () => {
    const made = ['r1', 'r2'].map((entityId) =>
      entry({ entityId, sessionId: 'rehearsal', text: 'fenicottero' }),
    )
    await store.transaction(async (tx) => {
      for (const one of made) await indexEntry(tx, one)
    })
    expect(await find('fenicotteri')).toHaveLength(2)
    await store.transaction((tx) => removeSessionFromIndex(tx, 'rehearsal'))
    expect(await find('fenicotteri')).toEqual([])
  })

  it('gives the staff alone what is not for everyone', async () => {
    await store.transaction((tx) =>
      indexEntry(tx, entry({ entityId: 'inside', reach: 'staff', text: 'salamandra' })),
    )
    expect(await find('salamandra')).toEqual([])
    expect(await find('salamandra', { reach: 'staff' })).toEqual(['inside'])
  })

  it('is undone with its transaction', async () => {
    const undone = store.transaction(async (tx) => {
      await indexEntry(tx, entry({ entityId: 'undone', text: 'pipistrello' }))
      throw new Error('rolled back')
    })
    await expect(undone).rejects.toThrow('rolled back')
    expect(await find('pipistrello')).toEqual([])
  })
})

describe('whatever is typed', () => {
  it.each([
    '"',
    "' OR 1=1 --",
    'NEAR("a" "b", 2)',
    'title : permesso',
    'permesso*',
    '(((',
    'AND OR NOT',
    '^ + - { }',
    'di la il',
    '',
    'a\u0000b',
    '\ud800',
    '☃'.repeat(500),
    'parola '.repeat(5_000),
  ])('%j is answered', async (text) => {
    expect(Array.isArray(await find(text))).toBe(true)
  })

  it('operators are words', async () => {
    expect(await find('"permesso" NOT soggiorno)')).toEqual(await find('permesso not soggiorno '))
  })
})
