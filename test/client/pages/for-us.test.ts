/** Whether an answer is good for the reader's body: never a yes that nobody could know. */
import { expect, test } from 'vitest'
import { forUs } from '../../../client/pages/question/answer/for-us.ts'

const comune = { kind: 'COMUNE', region: 'Piemonte' }
const sicilian = { kind: 'COMUNE', region: 'Sicilia' }

test('without conditions nothing is said; with none that binds it is good for all', () => {
  expect(forUs(undefined, comune)).toBeUndefined()
  expect(forUs({}, comune)).toEqual({ kind: 'yes', isForAll: true })
  expect(forUs({ bodyTypes: [], regions: [] }, comune)).toEqual({ kind: 'yes', isForAll: true })
})

test('another kind of body or another region is a no', () => {
  expect(forUs({ bodyTypes: ['UNIONE'] }, comune)?.kind).toBe('no')
  expect(forUs({ bodyTypes: ['COMUNE', 'UNIONE'] }, comune)?.kind).toBe('yes')
  expect(forUs({ regions: ['Toscana'] }, comune)?.kind).toBe('no')
  expect(forUs({ specialStatuteRegion: true }, comune)?.kind).toBe('no')
})

test('in a Region with a special statute a rule of the ordinary ones is to be looked at', () => {
  expect(forUs({ specialStatuteRegion: false }, comune)).toEqual({ kind: 'yes', isForAll: false })
  expect(forUs({ specialStatuteRegion: false }, sicilian)?.kind).toBe('depends')
  expect(forUs({ specialStatuteRegion: true }, sicilian)).toEqual({ kind: 'yes', isForAll: false })
})

test('what is not known of the body is never a yes', () => {
  expect(forUs({ mountain: true }, comune)?.kind).toBe('depends')
  expect(forUs({ maxResidents: 5_000 }, comune)?.kind).toBe('depends')
  expect(forUs({ bodyTypes: ['UNIONE'], maxResidents: 5_000 }, comune)?.kind).toBe('no')
})

test('what is known of the body decides: the last inhabitant that is counted is within', () => {
  const hamlet = { ...comune, residents: 5_000, mountain: true }
  expect(forUs({ mountain: true }, hamlet)).toEqual({ kind: 'yes', isForAll: false })
  expect(forUs({ mountain: false }, hamlet)).toEqual({ kind: 'no', why: { kind: 'mountain', only: false } })
  expect(forUs({ maxResidents: 5_000 }, hamlet)?.kind).toBe('yes')
  expect(forUs({ maxResidents: 4_999 }, hamlet)?.kind).toBe('no')
  expect(forUs({ minResidents: 5_001 }, hamlet)?.kind).toBe('no')
  expect(forUs({ minResidents: 1_000, maxResidents: 5_000, mountain: true }, hamlet)?.kind).toBe('yes')
  expect(forUs({ maxResidents: 5_000 }, { ...hamlet, residents: null })?.kind).toBe('depends')
  expect(forUs({ maxResidents: 5_000 }, { ...hamlet, kind: 'UNIONE' })?.kind).toBe('depends')
})
