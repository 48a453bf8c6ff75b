/** An answer's seven parts, the lists that stand still, and the words two questions share: what the desk is worked out with. */
import { beforeAll, expect, test } from 'vitest'
import {
  draftOf,
  EMPTY_ANSWER,
  isFilled,
  missingParts,
  plainText,
  tooLongParts,
  uncheckedReferences,
  wordsOf,
} from '../../../client/state/desk/answer-words.ts'
import { hold, NO_GROUPS, neighbour, successor } from '../../../client/state/desk/groups.ts'
import { countShared, sharedPieces } from '../../../client/state/desk/shared-words.ts'
import { setLanguage } from '../../../client/text/text.ts'
import type { AnswerDraft } from '../../../server/domain/commands.ts'

beforeAll(() => setLanguage('it'))

const whole: AnswerDraft = {
  inBrief: 'Basta la ricevuta.',
  reasoning: 'La circolare lo dice.',
  appliesTo: 'A tutti.',
  whatToDo: ['Registrate la domanda.', '  '],
  notCovered: '',
  references: [{ act: 'D.P.R. 223/1989', provision: 'art. 7', checked: false }],
  lawAsOf: '2025-06-30',
}

test('what is missing is what an answer can’t be sent without, in the order of its parts', () => {
  expect(missingParts(EMPTY_ANSWER)).toEqual(['inBrief', 'reasoning', 'appliesTo', 'lawAsOf'])
  expect(missingParts(whole)).toEqual([])
  expect(missingParts({ ...whole, reasoning: ' \n' })).toEqual(['reasoning'])
  expect([isFilled(whole, 'notCovered'), isFilled(whole, 'whatToDo'), isFilled(whole, 'references')]).toEqual(
    [false, true, true],
  )
})

test('a part that is too long is found by what a person counts as characters', () => {
  expect(tooLongParts({ ...whole, inBrief: 'é'.repeat(140) })).toEqual([])
  expect(tooLongParts({ ...whole, inBrief: 'é'.repeat(141), whatToDo: ['x'.repeat(401)] })).toEqual([
    'inBrief',
    'whatToDo',
  ])
})

test('what is sent leaves out empty steps and keeps what the earlier version said beside its parts', () => {
  const sent = wordsOf(whole, { conditions: { mountain: true }, cites: ['a1'] })
  expect(sent.whatToDo).toEqual(['Registrate la domanda.'])
  expect([sent.conditions, sent.cites]).toEqual([{ mountain: true }, ['a1']])
  expect(wordsOf(whole)).not.toHaveProperty('conditions')
})

test('whatever a stored text holds becomes a whole draft', () => {
  expect(draftOf({})).toEqual(EMPTY_ANSWER)
  expect(draftOf({ ...whole, changeReason: 'x', whatToDo: 'no list' })).toEqual({ ...whole, whatToDo: [] })
})

test('unchecked references are counted, and a draft can be taken along as plain text', () => {
  expect(uncheckedReferences(whole)).toBe(1)
  expect(plainText(whole)).toContain('D.P.R. 223/1989 art. 7')
  expect(plainText(EMPTY_ANSWER)).toBe('')
})

test('while a list is held every row keeps its place, and new ones wait', () => {
  const before = { ...NO_GROUPS, free: ['a', 'b', 'c'], others: ['d'] }
  const now = { ...NO_GROUPS, free: ['new', 'c', 'a'], others: ['b', 'd'] }
  const { groups, waiting } = hold(before, now)
  expect(groups.free).toEqual(['a', 'b', 'c'])
  expect(groups.others).toEqual(['d'])
  expect(waiting).toEqual(['new'])
})

test('what is admitted meanwhile waits to be shown among those to take', () => {
  const before = { ...NO_GROUPS, free: ['a'], toAdmit: ['x', 'y'] }
  const { groups, waiting } = hold(before, { ...NO_GROUPS, free: ['x', 'a'], toAdmit: ['y'] })
  expect([groups.free, groups.toAdmit, waiting]).toEqual([['a'], ['x', 'y'], ['x']])
})

test('what the reader takes or gives back moves at once', () => {
  const before = { ...NO_GROUPS, free: ['a', 'b'] }
  expect(hold(before, { ...NO_GROUPS, mine: ['a'], free: ['b'] }).groups).toEqual({
    ...NO_GROUPS,
    mine: ['a'],
    free: ['b'],
  })
  const held = { ...NO_GROUPS, mine: ['a'], free: ['b'] }
  const given = hold(held, { ...NO_GROUPS, free: ['a', 'b'] })
  expect([given.groups.mine, given.groups.free, given.waiting]).toEqual([[], ['b', 'a'], []])
})

test('the next row and the one before stay inside the list', () => {
  const ids = ['a', 'b', 'c']
  expect([neighbour(ids, 'a', 1), neighbour(ids, 'c', 1), neighbour(ids, 'a', -1)]).toEqual(['b', 'c', 'a'])
  expect([neighbour(ids, undefined, 1), neighbour(ids, 'gone', -1), neighbour([], 'a', 1)]).toEqual([
    'a',
    'c',
    undefined,
  ])
})

test('after a row has left comes the one below it, else the one above', () => {
  expect([successor(['a', 'b', 'c'], 'b'), successor(['a', 'b'], 'b'), successor(['a'], 'a')]).toEqual([
    'c',
    'a',
    undefined,
  ])
})

const marked = (one: string, two: string) =>
  sharedPieces(one, two)
    .filter(({ isShared }) => isShared)
    .map(({ text }) => text)

test('shared words are marked by their roots, and the text stays whole', () => {
  const two = 'Un cittadino romeno chiede iscrizione e attestazione.'
  expect(marked('Le attestazioni e le iscrizioni dei cittadini', two)).toEqual([
    'cittadino',
    'iscrizione',
    'attestazione',
  ])
  expect(
    sharedPieces('Le attestazioni', two)
      .map(({ text }) => text)
      .join(''),
  ).toBe(two)
  expect(marked('tra e con per', two)).toEqual([])
  expect(marked('Quando chiede il Comune?', two)).toEqual([])
  expect(countShared('Iscrizione del cittadino', 'Cittadini, cittadine, iscrizioni')).toBe(2)
})
