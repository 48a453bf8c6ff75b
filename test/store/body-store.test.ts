/** Bodies on a real database: the seed, an import and its log, the search by which a person finds their office. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  findBodies,
  findBody,
  listBodies,
  listMembers,
  listMemberships,
  listRegistryEntries,
  searchBodies,
} from '../../db/body-store.ts'
import { getShippedRegistry, listDemoBodies } from '../../db/content/content.ts'
import { listEntries } from '../../db/log-store.ts'
import { openStore, type Store } from '../../db/open.ts'
import { verifyLog } from '../../db/verify.ts'
import { type Edition, openEdition } from '../../server/commands/edition.ts'
import {
  importRegistry,
  previewRegistry,
  seedDemoBodies,
  seedRegistry,
} from '../../server/commands/registry.ts'
import { eligibility, FIRST_EDITION } from '../../server/domain/body.ts'
import { type FreshDatabase, freshDatabase } from '../support/database/fresh-database.ts'

const { regions } = FIRST_EDITION
const day = '2026-11-25'
let database: FreshDatabase
let store: Store
let edition: Edition

beforeAll(async () => {
  database = await freshDatabase()
  store = await openStore(database.url)
  let count = 0
  const clock = { now: () => Date.UTC(2026, 10, 25), jumpMs: () => 0 }
  const newId = () => `id-${count++}`
  const { id } = await openEdition({ store, clock, newId })
  const actors = { actorOf: () => undefined, refresh: async () => {} }
  edition = { id, store, clock, newId, actors }
  expect(await seedRegistry(edition, regions)).toBe(1_451)
  expect(await seedDemoBodies(edition)).toBe(20)
})

afterAll(async () => {
  await store.close()
  await database.remove()
})

const names = async (text: string, limit = 5) =>
  (await searchBodies(store.read, { text, limit, day })).map((row) => row.name)

describe('the seed', () => {
  it('brings each body once, whoever asks again', async () => {
    expect(await seedRegistry(edition, regions)).toBe(0)
    expect(await seedDemoBodies(edition)).toBe(0)
    expect(await listBodies(store.read)).toHaveLength(1_471)
  })

  it('marks the invented ones, and they alone have no code', async () => {
    const rows = await listBodies(store.read)
    expect(rows.filter((row) => row.fictional)).toHaveLength(20)
    expect(rows.every((row) => row.fictional === (row.istatCode === null))).toBe(true)
  })

  it('keeps bodies as the domain judges them', async () => {
    for (const { body, expected } of listDemoBodies()) {
      const row = await findBody(store.read, body.id)
      expect(row && eligibility(row, { rules: FIRST_EDITION, day }).reason).toBe(expected.reason_code)
    }
    const registry = (await listBodies(store.read)).filter((row) => !row.fictional)
    expect(registry.every((row) => eligibility(row, { rules: FIRST_EDITION, day }).eligible)).toBe(true)
  })

  it('knows the members of a union', async () => {
    expect((await listMembers(store.read, 'B005')).map((row) => row.id).toSorted()).toEqual([
      'B001',
      'B002',
      'B003',
    ])
    expect(await listMemberships(store.read)).toHaveLength(10)
  })

  it('gives what a question keeps of a body', async () => {
    const facts = await findBodies(store.read, ['istat-001001', 'B005', 'nobody'])
    expect([...facts.keys()].toSorted()).toEqual(['B005', 'istat-001001'])
    expect(facts.get('istat-001001')).toEqual({
      id: 'istat-001001',
      name: 'Comune di Agliè',
      kind: 'COMUNE',
      region: 'Piemonte',
      residents: 2_644,
      mountain: false,
      island: false,
    })
    expect((await findBodies(store.read, [])).size).toBe(0)
  })

  it('writes every body into a log that verifies', async () => {
    const verdict = await verifyLog(store, edition.id)
    expect(verdict).toMatchObject({ ok: true })
    const entries = await listEntries(store.read, edition.id, { after: 0, limit: 5_000 })
    expect(new Set(entries.filter((one) => one.kind === 'body added').map((one) => one.entityId)).size).toBe(
      1_471,
    )
  })
})

describe('looking for a body', () => {
  it.each([
    ['agl', 'Comune di Agliè'],
    ['AGLIE', 'Comune di Agliè'],
    ['comune di agliè', 'Comune di Agliè'],
    ["albiano d'iv", "Comune di Albiano d'Ivrea"],
    ['d ivrea albiano', "Comune di Albiano d'Ivrea"],
    ['valdesempio', 'Unione dei Comuni Valdesempio'],
  ])('%s finds %s', async (text, name) => {
    expect(await names(text)).toContain(name)
  })

  it('puts names that begin with the text first', async () => {
    const [first, second] = await names('rocca', 50)
    expect(first).toMatch(/^Comune di Rocca/)
    expect(second).toMatch(/^Comune di Rocca/)
  })

  it.each(['', '   ', '%', '_', "'; DROP TABLE body; --", '\u0000', 'x'.repeat(10_000), 'glie'])(
    'finds nothing for %j',
    async (text) => {
      expect(await names(text)).toEqual([])
    },
  )

  it('gives no more than asked', async () => {
    expect(await names('comune', 3)).toHaveLength(3)
    expect(await names('comune', 100_000)).toHaveLength(50)
  })
})

describe('an import', () => {
  const anpr = getShippedRegistry().rows.map((row) => ({
    ...row,
    name: row.name.toUpperCase(),
    residents: row.istatCode === '001001' ? 5_100 : row.residents,
    date: '2024-01-10',
  }))
  const [gone] = anpr.splice(1, 1)
  const wanted = { rows: anpr, source: 'ANPR', regions, closeGoneFrom: day }

  it('is previewed without a write', async () => {
    const before = await listRegistryEntries(store.read)
    const preview = await previewRegistry(store.read, wanted)
    expect(preview).toMatchObject({ added: [], unchanged: 0 })
    expect(preview.changed.map((one) => [one.next.name, one.classMove])).toEqual([
      ['Agliè', { from: 'to-5000', to: 'over-5000' }],
    ])
    expect(preview.redated).toHaveLength(1_449)
    expect(preview.gone.map((one) => one.istatCode)).toEqual([gone?.istatCode])
    expect(await listRegistryEntries(store.read)).toEqual(before)
  })

  it('writes what the preview said, and nothing the second time', async () => {
    await importRegistry(edition, wanted)
    expect(await findBody(store.read, 'istat-001001')).toMatchObject({
      name: 'Comune di Agliè',
      residents: 5_100,
      residentsDate: '2024-01-10',
      residentsSource: 'ANPR',
    })
    expect(await findBody(store.read, `istat-${gone?.istatCode}`)).toMatchObject({ validTo: day })
    expect(await names('airasca')).toEqual([])
    const again = await importRegistry(edition, wanted)
    expect([again.added, again.changed, again.redated, again.gone]).toEqual([[], [], [], []])
    expect(await verifyLog(store, edition.id)).toMatchObject({ ok: true })
  })

  it('leaves the invented bodies alone, and the seed does not undo it', async () => {
    expect(
      (await listBodies(store.read)).filter((row) => row.fictional && row.validTo === null),
    ).toHaveLength(20)
    await seedRegistry(edition, regions)
    expect(await findBody(store.read, `istat-${gone?.istatCode}`)).toMatchObject({ validTo: day })
  })
})
