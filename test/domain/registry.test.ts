/** The registry compared: by code, idempotent, with the names in their proper case. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareRegistry,
  nameKept,
  properName,
  type RegistryEntry,
  type RegistryPreview,
  type RegistryRow,
} from '../../server/domain/registry.ts'
import { findProvince, findRegion, hasSpecialStatute, REGIONS } from '../../server/domain/territory.ts'

const regions = ['Piemonte', 'Toscana']
const row = (over: Partial<RegistryRow> = {}): RegistryRow => ({
  istatCode: '001001',
  name: 'Agliè',
  region: 'Piemonte',
  province: 'TO',
  residents: 2_644,
  date: '2011-10-09',
  ...over,
})
const entry = (over: Partial<RegistryEntry> = {}): RegistryEntry => ({ ...row(), validTo: null, ...over })

/** What is held once the preview was brought in, without closing what is gone. */
const applied = (current: readonly RegistryEntry[], preview: RegistryPreview): RegistryEntry[] => {
  const held = new Map(current.map((one) => [one.istatCode, one]))
  for (const added of preview.added) held.set(added.istatCode, { ...added, validTo: null })
  for (const { next } of [...preview.changed, ...preview.redated])
    held.set(next.istatCode, { ...next, validTo: null })
  return [...held.values()]
}

describe('comparing', () => {
  it('finds what comes, changes and goes', () => {
    const current = [
      entry(),
      entry({ istatCode: '001002', name: 'Airasca', residents: 990 }),
      entry({ istatCode: '050001', name: 'Bientina', region: 'Toscana', province: 'PI' }),
      entry({ istatCode: '005122', name: 'Tonengo' }),
    ]
    const preview = compareRegistry(
      current,
      [
        row(),
        row({ istatCode: '001002', name: 'AIRASCA', residents: 1_004, date: '2024-01-10' }),
        row({ istatCode: '005123', name: 'MORANSENGO-TONENGO', province: null, residents: 300 }),
        row({ istatCode: '009001', region: 'Liguria' }),
      ],
      { regions },
    )
    expect(preview.unchanged).toBe(1)
    expect(preview.outside).toBe(1)
    expect(preview.unknownProvinces).toBe(1)
    expect(preview.added.map((one) => one.name)).toEqual(['Moransengo-Tonengo'])
    expect(preview.gone.map((one) => one.name)).toEqual(['Tonengo'])
    expect(preview.changed).toEqual([
      {
        next: row({ istatCode: '001002', name: 'Airasca', residents: 1_004, date: '2024-01-10' }),
        fields: [
          { field: 'residents', from: 990, to: 1_004 },
          { field: 'date', from: '2011-10-09', to: '2024-01-10' },
        ],
        classMove: { from: 'to-1000', to: 'to-5000' },
      },
    ])
  })

  it('keeps residents where a list has none, and newer ones where a list is older', () => {
    const current = [entry({ date: '2024-01-10' })]
    expect(compareRegistry(current, [row({ residents: null, date: null })], { regions }).unchanged).toBe(1)
    const older = compareRegistry(current, [row({ residents: 9_999, date: '2011-10-09' })], { regions })
    expect(older).toMatchObject({ unchanged: 1, older: 1, changed: [] })
  })

  it('notes the same figures of a newer day apart', () => {
    const preview = compareRegistry([entry()], [row({ date: '2024-01-10' })], { regions })
    expect(preview).toMatchObject({ changed: [], unchanged: 0 })
    expect(preview.redated.map((change) => change.next.date)).toEqual(['2024-01-10'])
  })

  it('opens again a closed municipality that is back, and leaves a closed one that is not', () => {
    const closed = entry({ validTo: '2025-01-01' })
    expect(compareRegistry([closed], [row()], { regions }).changed[0]?.fields).toEqual([
      { field: 'validTo', from: '2025-01-01', to: null },
    ])
    expect(compareRegistry([closed], [row({ istatCode: '001002' })], { regions }).gone).toEqual([])
  })

  it('is idempotent', () => {
    const name = fc.constantFrom('Agliè', 'AGLIÈ', 'AIRASCA', 'Ala di Stura', "ALBIANO D'IVREA")
    const anyRow = fc.record({
      istatCode: fc.integer({ min: 1, max: 12 }).map((n) => String(n).padStart(6, '0')),
      name,
      region: fc.constantFrom('Piemonte', 'Toscana', 'Liguria'),
      province: fc.constantFrom('TO', 'SI', null),
      residents: fc.option(fc.integer({ min: 0, max: 9_000 })),
      date: fc.constantFrom('2011-10-09', '2024-01-10', null),
    }) as fc.Arbitrary<RegistryRow>
    const file = fc.uniqueArray(anyRow, { selector: (one) => one.istatCode, maxLength: 12 })
    fc.assert(
      fc.property(file, file, (held, incoming) => {
        const current = held.map((one) => ({ ...one, validTo: null }))
        const once = applied(current, compareRegistry(current, incoming, { regions }))
        const again = compareRegistry(once, incoming, { regions })
        expect([again.added, again.changed, again.redated]).toEqual([[], [], []])
      }),
    )
  })
})

describe('names', () => {
  it.each([
    ['Agliè', 'AGLIÈ', 'Agliè'],
    ['Agliè', "AGLIE'", 'Agliè'],
    ["Sant'Angelo Le Fratte", "SANT'ANGELO LE FRATTE", "Sant'Angelo Le Fratte"],
    ['Popoli', 'POPOLI TERME', 'Popoli Terme'],
    ['Aldino', 'ALDINO/ALDEIN', 'Aldino'],
    ['AGLIÈ', 'Agliè', 'Agliè'],
  ])('held %s, file %s: %s', (held, incoming, expected) => {
    expect(nameKept(held, incoming)).toBe(expected)
  })

  it.each([
    ["ALBIANO D'IVREA", "Albiano d'Ivrea"],
    ["CASTELNUOVO NE' MONTI", "Castelnuovo ne' Monti"],
    ["SANT'AGATA SUL SANTERNO", "Sant'Agata sul Santerno"],
    ["L'AQUILA", "L'Aquila"],
    ['VERBANO-CUSIO-OSSOLA', 'Verbano-Cusio-Ossola'],
    ['SOTTO IL MONTE GIOVANNI XXIII', 'Sotto il Monte Giovanni XXIII'],
    ['Già scritto bene', 'Già scritto bene'],
  ])('%s is written %s', (capitals, expected) => {
    expect(properName(capitals)).toBe(expected)
  })
})

describe('territory', () => {
  it.each([
    ['PIEMONTE', 'Piemonte'],
    ['EMILIA ROMAGNA', 'Emilia-Romagna'],
    ['FRIULI VENEZIA GIULIA', 'Friuli-Venezia Giulia'],
    ['Trentino-Alto Adige/Südtirol', 'Trentino-Alto Adige'],
    ["Valle d'Aosta/Vallée d'Aoste", "Valle d'Aosta"],
    ['Atlantide', null],
  ])('region %s', (written, expected) => {
    expect(findRegion(written)).toBe(expected)
  })

  it.each([
    ['cn', 'CN'],
    ['NA', 'NA'],
    ['VERBANO-CUSIO-OSSOLA', 'VB'],
    ["FORLI'-CESENA", 'FC'],
    ['Bolzano/Bozen', 'BZ'],
    ['REGGIO DI CALABRIA', 'RC'],
    ['Terra di Mezzo', null],
  ])('province %s', (written, expected) => {
    expect(findProvince(written)).toBe(expected)
  })

  it('has twenty regions, five of special statute', () => {
    expect(REGIONS).toHaveLength(20)
    expect(REGIONS.filter(hasSpecialStatute)).toHaveLength(5)
  })
})
