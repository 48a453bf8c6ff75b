/** Files of municipalities as offices have them, and every way in which one can be wrong. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRegistryFile, REGISTRY_BYTES_MAX, REGISTRY_ROWS_MAX } from '../../db/registry-file.ts'

const ANPR = 'DATA ELABORAZIONE,REGIONE,PROVINCIA,COD_ISTAT_COMUNE,COMUNE,RESIDENTI'
const anpr = (...lines: readonly string[]) => [ANPR, ...lines, ''].join('\n')
const AGLIE = '10-01-2024,PIEMONTE,TORINO,001001,AGLIÈ,2560'
const bytes = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => Uint8Array.from(text, (char) => (char === '’' ? 0x92 : char.charCodeAt(0)))

// The headings of ISTAT's list as published, line break within a quote included.
const ISTAT = [
  'Codice Regione',
  '"Codice dell\'Unità territoriale sovracomunale \n(valida a fini statistici)"',
  'Codice Provincia (Storico)(1)',
  'Progressivo del Comune (2)',
  'Codice Comune formato alfanumerico',
  'Denominazione (Italiana e straniera)',
  'Denominazione in italiano',
  'Denominazione altra lingua',
  'Codice Ripartizione Geografica',
  'Ripartizione geografica',
  'Denominazione Regione',
  '"Denominazione dell\'Unità territoriale sovracomunale \n(valida a fini statistici)"',
  'Flag Comune capoluogo di provincia/città metropolitana/libero consorzio',
  'Sigla automobilistica',
  'Codice Comune formato numerico',
].join(';')
const istat = (...lines: readonly string[]) => [ISTAT, ...lines, ''].join('\r\n')
const istatLine = (code: string, name: string) =>
  `01;201;001;001;${code};${name};${name};;1;Nord-ovest;Piemonte;Torino;0;TO;${Number(code)}`

describe('layouts', () => {
  it("reads ANPR's residents", () => {
    expect(parseRegistryFile(bytes(anpr(AGLIE)))).toEqual({
      ok: true,
      layout: 'anpr',
      encoding: 'utf-8',
      separator: ',',
      rows: [
        {
          istatCode: '001001',
          name: 'AGLIÈ',
          region: 'Piemonte',
          province: 'TO',
          residents: 2_560,
          date: '2024-01-10',
        },
      ],
    })
  })

  it("reads ISTAT's list, which has no residents", () => {
    const result = parseRegistryFile(
      latin(istat(istatLine('001001', 'Agliè'), istatLine('001004', 'Albiano d’Ivrea'))),
    )
    expect(result).toMatchObject({ ok: true, layout: 'istat', encoding: 'windows-1252', separator: ';' })
    expect(
      result.ok && result.rows.map((row) => [row.istatCode, row.name, row.province, row.residents]),
    ).toEqual([
      ['001001', 'Agliè', 'TO', null],
      ['001004', "Albiano d'Ivrea", 'TO', null],
    ])
  })

  it.each([
    ['UTF-8', bytes(anpr(AGLIE)), 'utf-8', ','],
    ['UTF-8 with its mark', bytes(`\ufeff${anpr(AGLIE)}`), 'utf-8', ','],
    ['Windows-1252', latin(anpr(AGLIE)), 'windows-1252', ','],
    ['semicolons', bytes(anpr(AGLIE).replaceAll(',', ';')), 'utf-8', ';'],
    ['line ends of Windows', bytes(anpr(AGLIE).replaceAll('\n', '\r\n')), 'utf-8', ','],
    ['quotes', bytes(anpr(AGLIE.replace('AGLIÈ', '"AGLIÈ"'))), 'utf-8', ','],
    ['empty lines at the end', bytes(`${anpr(AGLIE)}\n,,,,,\n\n`), 'utf-8', ','],
    ['columns in another order and more of them', bytes(reordered(anpr(AGLIE))), 'utf-8', ','],
  ])('reads %s', (_case, file, encoding, separator) => {
    const result = parseRegistryFile(file)
    expect(result).toMatchObject({ ok: true, encoding, separator })
    expect(result.ok && result.rows).toMatchObject([{ istatCode: '001001', name: 'AGLIÈ', residents: 2_560 }])
  })

  it('knows no province rather than a wrong one', () => {
    const result = parseRegistryFile(bytes(anpr(AGLIE.replace('TORINO', 'TERRA DI MEZZO'))))
    expect(result.ok && result.rows[0]?.province).toBeNull()
  })
})

describe('a wrong file is refused whole', () => {
  const AIRASCA = '10-01-2024,PIEMONTE,TORINO,001002,AIRASCA,3700'
  it.each([
    ['empty', '', 'registry/empty', { line: 1, column: 1 }],
    ['headings alone', anpr(), 'registry/empty', { line: 1, column: 1 }],
    ['other headings', 'a,b,c\n1,2,3\n', 'registry/layout', { line: 1, heading: 'a' }],
    [
      'a cell too few',
      anpr(AGLIE, '10-01-2024,PIEMONTE,TORINO,001002,AIRASCA'),
      'registry/row',
      { line: 3, column: 6 },
    ],
    ['a cell too many', anpr(AGLIE, `${AIRASCA},x`), 'registry/row', { line: 3, column: 7 }],
    [
      'an open quote',
      anpr(AGLIE, '10-01-2024,PIEMONTE,TORINO,001002,"AIRASCA,3700', AIRASCA),
      'registry/row',
      { line: 3 },
    ],
    [
      'a quote in a word',
      anpr(AGLIE, AIRASCA.replace('AIRASCA', 'AIR"ASCA')),
      'registry/row',
      { line: 3, column: 5 },
    ],
    [
      'a code without its zeros',
      anpr(AGLIE, AIRASCA.replace('001002', '1002')),
      'registry/value',
      { line: 3, column: 4, heading: 'COD_ISTAT_COMUNE' },
    ],
    [
      'letters for residents',
      anpr(AIRASCA.replace('3700', '3.700')),
      'registry/value',
      { line: 2, column: 6 },
    ],
    ['fewer than none', anpr(AIRASCA.replace('3700', '-1')), 'registry/value', { line: 2, column: 6 }],
    [
      'too many residents',
      anpr(AIRASCA.replace('3700', '99999999')),
      'registry/value',
      { line: 2, column: 6 },
    ],
    ['a day that is none', anpr(AIRASCA.replace('10-01', '31-02')), 'registry/value', { line: 2, column: 1 }],
    [
      'a day the other way round',
      anpr(AIRASCA.replace('10-01-2024', '2024-01-10')),
      'registry/value',
      { line: 2, column: 1 },
    ],
    [
      'a region that is none',
      anpr(AGLIE, AIRASCA.replace('PIEMONTE', 'ATLANTIDE')),
      'registry/value',
      { line: 3, column: 2, heading: 'REGIONE' },
    ],
    ['no name', anpr(AIRASCA.replace('AIRASCA', ' ')), 'registry/value', { line: 2, column: 5 }],
    [
      'a code twice',
      anpr(AGLIE, AIRASCA, AGLIE),
      'registry/duplicate-code',
      { line: 4, column: 4, firstLine: 2 },
    ],
    [
      'a zero byte',
      anpr(AGLIE, AIRASCA.replace('AIRASCA', 'AIR\0ASCA')),
      'registry/encoding',
      { line: 3, column: 38 },
    ],
  ] as const)('%s', (_case, file, code, details) => {
    expect(parseRegistryFile(bytes(file))).toMatchObject({ ok: false, code, details })
  })

  it.each([
    ['UTF-16', Uint8Array.from(Buffer.from(`\ufeff${anpr(AGLIE)}`, 'utf16le'))],
    ['a spreadsheet', Uint8Array.from([0x50, 0x4b, 3, 4, 0x14, 0, 8, 0, 0xff, 0xfe])],
    ['bytes of no Windows-1252', Uint8Array.from([...bytes(`${ANPR}\n`), 0x81, 0xe8])],
  ])('%s', (_case, file) => {
    expect(parseRegistryFile(file)).toMatchObject({ ok: false, code: 'registry/encoding' })
  })

  it('too many bytes, too many rows', () => {
    expect(parseRegistryFile(new Uint8Array(REGISTRY_BYTES_MAX + 1))).toMatchObject({
      code: 'registry/too-large',
    })
    const lines = Array.from({ length: REGISTRY_ROWS_MAX + 1 }, (_, n) =>
      AIRASCA.replace('001002', String(n).padStart(6, '0')),
    )
    expect(parseRegistryFile(bytes(anpr(...lines)))).toMatchObject({ code: 'registry/too-large' })
    expect(parseRegistryFile(bytes(anpr(...lines.slice(1))))).toMatchObject({ ok: true })
  })

  it('whatever the bytes, it answers and never throws', () => {
    const anyFile = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((tail) => bytes(`${anpr(AGLIE)}${tail}`)),
      fc
        .array(fc.constantFrom('"', ',', ';', '\n', '\r', 'A', '001001', 'PIEMONTE'), { maxLength: 40 })
        .map((parts) => bytes(`${ANPR}\n${parts.join('')}`)),
    )
    fc.assert(fc.property(anyFile, (file) => typeof parseRegistryFile(file).ok === 'boolean'))
  })
})

function reordered(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line, place) => [...line.split(',').reverse(), place === 0 ? 'NOTE' : 'x'].join(','))
    .join('\n')
}
