// @vitest-environment node
/** What the privacy guard finds in a text, what it leaves alone, and what is left when it is taken out. */
import { expect, test } from 'vitest'
import {
  type FindingKind,
  findPersonalData,
  withoutPersonalData,
} from '../../../client/state/privacy-guard.ts'
import { listContentQuestions } from '../../../db/content/content.ts'

const found = (text: string): [FindingKind, string][] =>
  findPersonalData(text).map(({ kind, from, to }) => [kind, text.slice(from, to)])

test('a tax code is found, however it is written', () => {
  for (const code of ['PRVSMR80A01Z352X', 'prvsmr80a01z352x', 'PRV SMR 80A01 Z352X', 'PRVSMRUMALMZPRNX'])
    expect(found(`il residente ${code}, ha`), code).toEqual([['taxCode', code]])
})

test('what is only like a tax code is none', () => {
  for (const text of ['APRVSMR80A01Z352X', 'PRVSMR80F01Z352X', 'PRVSMR80A01Z352', 'DELIBERAZIONI2024'])
    expect(found(text), text).toEqual([])
})

test('an address is found without the full stop after it', () => {
  expect(found('Scrive a mario.rossi+1@comune.esempio.it. Poi')).toEqual([
    ['email', 'mario.rossi+1@comune.esempio.it'],
  ])
})

test('telephone numbers are found; dates, laws and protocol numbers are none', () => {
  for (const number of ['3331234567', '+39 333 123 4567', '333-1234567', '06 1234567', '0574/123456'])
    expect(found(`tel. ${number}`), number).toEqual([['phone', number]])
  for (const text of [
    'il 05/10/2025 e il 01-02-2024',
    'prot. 0012345/2025',
    'D.P.R. 223/1989, art. 7, comma 3',
    'n. 3301 del 12.03.2024',
    'euro 3.500.000,00',
    'L. 91/1992, art. 14; 333 residenti',
  ])
    expect(found(text), text).toEqual([])
})

test('an account is found by its check digits alone', () => {
  expect(found('IBAN IT60 X054 2811 1010 0000 0123 456')).toEqual([
    ['iban', 'IT60 X054 2811 1010 0000 0123 456'],
  ])
  expect(found('IT60X0542811101000000123456')).toEqual([['iban', 'IT60X0542811101000000123456']])
  expect(found('IT61X0542811101000000123456')).toEqual([])
})

test('a name is found after the words that announce one, and before its tax code', () => {
  const cases: [string, [FindingKind, string][]][] = [
    ['la sig.ra Anna Prova chiede', [['name', 'Anna Prova']]],
    ['il signor D’Esempio ha', [['name', 'D’Esempio']]],
    ['Il Sig. Karim Ben Alì non', [['name', 'Karim Ben Alì']]],
    ['un minore di nome Luca', [['name', 'Luca']]],
    [
      'Un residente straniero, Samir Prova (PRVSMR80A01Z352X), ha',
      [
        ['name', 'Samir Prova'],
        ['taxCode', 'PRVSMR80A01Z352X'],
      ],
    ],
  ]
  for (const [text, findings] of cases) expect(found(text), text).toEqual(findings)
})

test('offices, places and laws are no names', () => {
  for (const text of [
    'La Questura di Prato e il Ministero dell’Interno',
    'il Comune di Poggio Esempio in Regione Toscana',
    'i signori residenti chiedono',
    'Testo Unico Immigrazione',
  ])
    expect(found(text), text).toEqual([])
})

test('the questions of a whole day raise one alarm: where somebody did write a name', () => {
  const alarms = listContentQuestions().flatMap(({ title, text }) => found(`${title}\n${text}`))
  expect(alarms).toEqual([['name', 'Prova Esempio']])
})

test('taken out, a name leaves its replacement and a number no trace', () => {
  const clean = (text: string) => withoutPersonalData(text, findPersonalData(text), 'un residente')
  expect(clean('Un residente straniero, Samir Prova (PRVSMR80A01Z352X), ha il permesso.')).toBe(
    'Un residente straniero, un residente, ha il permesso.',
  )
  expect(clean('Chiamare il 333 1234567 o a@b.it.')).toBe('Chiamare il o.')
  expect(findPersonalData(clean('sig. Mario Prova, c.f. PRVSMR80A01Z352X, tel. 3331234567'))).toEqual([])
})

test('a long text of one kind of sign is searched at once', () => {
  for (const sign of ['a', 'A', '3', ' ', 'Aa ', 'a.', 'a@'])
    expect(findPersonalData(sign.repeat(2_000 / sign.length)).length).toBeGreaterThanOrEqual(0)
}, 1_000)
