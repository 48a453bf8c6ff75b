// @vitest-environment node
/** The acts that are known, and where an article of theirs is read as it stood on a day. */
import { expect, test } from 'vitest'
import { ACTS, addressOfLaw, articleOf, dayInAddress } from '../../../client/state/desk/acts.ts'
import { listContentAnswers } from '../../../db/content/content.ts'

const CITIZENSHIP = 'https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:1992-02-05;91'

test('the acts are those that the content’s answers rest on, at the same addresses', () => {
  const cited = new Map(
    listContentAnswers()
      .flatMap(({ normative_refs }) => normative_refs)
      .flatMap(({ act, urn }) => (urn === null ? [] : [[act, urn.split('~')[0]] as const])),
  )
  expect(new Map(ACTS.map(({ act, urn }) => [act, urn]))).toEqual(cited)
})

test.each([
  ['art. 14', '14'],
  ['art. 9-bis, c. 2', '9bis'],
  ['artt. 14-16', '14'],
  ['Art 5 ter', '5ter'],
  ['sent. 33/2019', null],
  ['', null],
])('«%s» is article %j', (provision, article) => {
  expect(articleOf(provision)).toBe(article)
})

test('an address names the article and the day; of an act that isn’t known there is none', () => {
  expect(addressOfLaw('L. 91/1992', 'art. 9-bis', '2025-06-30')).toBe(`${CITIZENSHIP}~art9bis!vig=2025-06-30`)
  expect(addressOfLaw('l 91/1992', '', '')).toBe(CITIZENSHIP)
  expect(addressOfLaw('Circolare 45', 'art. 1', '2025-06-30')).toBeNull()
  expect(dayInAddress(`${CITIZENSHIP}~art14!vig=2025-06-30`)).toBe('2025-06-30')
  expect(dayInAddress('https://example.it')).toBeNull()
})
