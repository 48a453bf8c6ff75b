/**
 * What a query finds is the same on every database: what a third way finds that knows none, by looking for the query's
 * stems in each text's. The order is each database's own.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getWords, listContentQuestions } from '../../db/content/content.ts'
import { type Alternative, type QueryGroup, stemQuery, stemText } from '../../db/language/stems.ts'
import { openStore, type Store } from '../../db/open.ts'
import { indexEntry, search } from '../../db/search-store.ts'
import { type FreshDatabase, freshDatabase } from '../support/database/fresh-database.ts'

type Said = { readonly id: string; readonly title: string; readonly text: string }

/** What people paste: other scripts, ligatures, fractions, signs that are letters only to some. */
const STRANGE = [
  'Straße nach Αθήνας, ΟΔΟΣ οδός, İstanbul ısı, ﬁrma œuvre',
  'permesso ½ ⑴ x² n.º 1ª ⅷ ㎏ №5 art.3',
  'ﷺ الإقامة תושב 住民票 ベトナム 한국어 हिन्दी ไทย',
  '𝐩𝐞𝐫𝐦𝐞𝐬𝐬𝐨 𞤀𞤣𞤤𞤢𞤥 ᲐᲑ ꟗ 𖹀 👍🏽 e\u0301tat c\u0327a',
  "l'anagrafe dell’anagrafe all´anagrafe o'clock \\ ' \" : * & | ! <-> ()",
  'a\tb\nc\u00a0d\u200be\u00adf\ufeffg',
  `${'z'.repeat(63)}𞤀 ${'é'.repeat(70)}`,
]

const SAID: readonly Said[] = [
  ...listContentQuestions().map(({ id, title, text }) => ({ id, title, text })),
  ...STRANGE.map((text, place) => ({ id: `strange ${place}`, title: place % 2 ? text : '', text })),
  // A phrase doesn't run on from a title into its text, nor over another word.
  { id: 'across', title: 'Carta', text: 'identità elettronica' },
  { id: 'apart', title: 'Prova', text: 'minore qualunque straniero, forse non accompagnato' },
]

const WORD = /[\p{L}\p{N}\p{M}]+/gu
const wordsOf = (text: string): string[] => text.match(WORD) ?? []

/** Every so many of them: the whole pack, within a second or two. */
const some = <T>(all: readonly T[], every: number): T[] => all.filter((_, place) => place % every === 0)

const words = [...new Set(SAID.flatMap(({ title, text }) => wordsOf(`${title} ${text}`)))]
const inflected = (word: string) => ['a', 'e', 'i', 'o'].map((end) => word.replace(/[aeio]$/, end))
const accented = (word: string) => word.replace(/[aeiou]$/, (end) => `${end}\u0300`).normalize('NFC')
const pairs = SAID.flatMap(({ text }) => {
  const all = wordsOf(text)
  return all.slice(1).map((word, place) => `${all[place]} ${word}`)
})

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  'a word, as it is written': words.map((word) => `${word} `),
  'a word that may not be finished': some(words, 3).map((word) => word.slice(0, 5)),
  'a word in several inflections': some(words, 5).flatMap(inflected),
  'a word in capitals, or with another accent': some(words, 4).flatMap((word) => [
    word.toUpperCase(),
    accented(word),
  ]),
  'two words that stand together': some(pairs, 5),
  'two words of different questions': some(words, 7).map((word, place) => `${word} ${words[place]} `),
  'a whole title': SAID.map(({ title }) => title),
  'a term and its synonyms': getWords().synonyms.flatMap(({ terms }) => terms),
  'a term with a word beside it': getWords().synonyms.flatMap(({ terms }) => [
    `${terms[0]} comune`,
    `comune ${terms[1]}`,
  ]),
  'signs of any search syntax': [
    ...['"carta identità"', 'permesso NOT soggiorno', 'permesso & !soggiorno', 'carta <-> identità', 'perm*'],
    ...['title:permesso', "permesso':*", "''", '\\', 'NEAR(carta identità)', '^permesso', '-permesso +carta'],
    ...['permesso | soggiorno', '(permesso', 'a" OR "b', "'; DROP TABLE search_entry; --", 'permesso:AB'],
  ],
  'what people paste': STRANGE.flatMap((text) => [text, ...text.split(/\s+/u)]),
}

let database: FreshDatabase
let store: Store
beforeAll(async () => {
  database = await freshDatabase()
  store = await openStore(database.url)
  await store.transaction(async (tx) => {
    for (const { id, title, text } of SAID)
      await indexEntry(tx, {
        kind: 'question',
        entityId: id,
        sessionId: 's1',
        reach: 'everyone',
        title,
        text,
      })
  })
})
afterAll(async () => {
  await store.close()
  await database.remove()
})

const STEMS = SAID.map(({ id, title, text }) => ({
  id,
  fields: [title, text].map((field) => stemText(field).split(' ')),
}))
type Stems = (typeof STEMS)[number]

function holds({ fields }: Stems, { stems, together }: Alternative): boolean {
  if (!together) return stems.every((stem) => fields.some((field) => field.includes(stem)))
  return fields.some((field) => ` ${field.join(' ')} `.includes(` ${stems.join(' ')} `))
}

const isThere = (entry: Stems, { same }: QueryGroup): boolean => same.some((one) => holds(entry, one))

const isNear = (entry: Stems, group: QueryGroup): boolean =>
  isThere(entry, group) ||
  group.related.some((one) => holds(entry, one)) ||
  (group.prefix !== null && entry.fields.flat().some((stem) => stem.startsWith(group.prefix ?? '')))

function expected(text: string): string[] {
  const { all } = stemQuery(text)
  if (all.length === 0) return []
  const closenessOf = (entry: Stems): string | null => {
    if (all.every((group) => isThere(entry, group))) return 'all'
    if (all.every((group) => isNear(entry, group))) return 'near'
    return all.some((group) => isThere(entry, group)) ? 'part' : null
  }
  return STEMS.flatMap((entry) => {
    const closeness = closenessOf(entry)
    return closeness === null ? [] : [`${closeness} ${entry.id}`]
  }).toSorted()
}

const found = async (text: string): Promise<string[]> =>
  (await search(store.read, { text, limit: 100 }))
    .map(({ closeness, entityId }) => `${closeness} ${entityId}`)
    .toSorted()

describe('the same is found on every database', () => {
  test.each(Object.entries(QUERIES))('%s', async (_name, queries) => {
    const wrong: object[] = []
    let hits = 0
    for (const text of new Set(queries)) {
      const [is, should] = [await found(text), expected(text)]
      hits += is.length
      if (is.join() !== should.join())
        wrong.push({
          text,
          tooMany: is.filter((hit) => !should.includes(hit)),
          missing: should.filter((hit) => !is.includes(hit)),
        })
    }
    expect(wrong).toEqual([])
    expect(hits, 'queries that find something').toBeGreaterThan(10)
  })
})
