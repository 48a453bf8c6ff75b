/** What has changed between two versions of an answer: only the parts and lines that differ, whole when put together. */
import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import {
  type ChangedPart,
  changedParts,
  type Segment,
} from '../../../client/pages/question/answer/version-diff.ts'
import type { AnswerWords } from '../../../server/domain/commands.ts'

const words = (more: Partial<AnswerWords> = {}): AnswerWords => ({
  inBrief: 'Servono due anni di residenza.',
  reasoning: 'La legge vuole la convivenza.\n\nLa bambina acquista.',
  appliesTo: 'Figli minori conviventi.',
  whatToDo: ['Accertate la convivenza.', 'Formate l’attestazione.'],
  notCovered: '',
  references: [{ act: 'L. 91/1992', provision: 'art. 14', checked: true }],
  lawAsOf: '2025-05-24',
  ...more,
})

const shown = (line: readonly Segment[]) =>
  line
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+${text}+` : `-${text}-`))
    .join('')
const shownOf = (parts: readonly ChangedPart[]) =>
  parts.map(({ part, lines }) => [part, lines.map(shown)] as const)

test('two equal versions have nothing to show', () => {
  expect(changedParts(words(), words())).toEqual([])
})

test('a word that changed is shown in its sentence, the rest of the answer is not', () => {
  const after = words({ inBrief: 'Servono tre anni di residenza.' })
  expect(shownOf(changedParts(words(), after))).toEqual([
    ['inBrief', ['Servono -due-+tre+ anni di residenza.']],
  ])
})

test('a paragraph that came is shown alone, and so is a step that went', () => {
  const after = words({
    reasoning: 'La legge vuole la convivenza.\n\nOra anche la residenza.\n\nLa bambina acquista.',
    whatToDo: ['Accertate la convivenza.'],
  })
  expect(shownOf(changedParts(words(), after))).toEqual([
    ['whatToDo', ['-Formate l’attestazione.-']],
    ['reasoning', ['+Ora anche la residenza.+']],
  ])
})

test('sentences with little in common are shown one after the other', () => {
  const after = words({ inBrief: 'No, mai.' })
  expect(shownOf(changedParts(words(), after))).toEqual([
    ['inBrief', ['-Servono due anni di residenza.-', '+No, mai.+']],
  ])
})

test('references and the date of the law are compared too', () => {
  const after = words({
    references: [{ act: 'L. 91/1992', provision: 'art. 14', note: 'testo del 2025', checked: true }],
    lawAsOf: '2026-01-01',
  })
  expect(changedParts(words(), after).map(({ part }) => part)).toEqual(['references', 'lawAsOf'])
})

const someText = fc.stringMatching(/^[a-c \n]{0,30}$/)
const someWords = fc.record({
  inBrief: someText,
  reasoning: someText,
  whatToDo: fc.array(someText, { maxLength: 4 }),
})

property.prop([someWords, someWords])(
  'a version is told from another exactly where it differs',
  (one, two) => {
    const parts = changedParts(words(one), words(two)).map(({ part }) => part)
    expect(parts.includes('inBrief')).toBe(one.inBrief !== two.inBrief)
    const lines = (text: string) => text.split('\n').filter((line) => line !== '')
    expect(parts.includes('reasoning')).toBe(
      JSON.stringify(lines(one.reasoning)) !== JSON.stringify(lines(two.reasoning)),
    )
  },
)

property.prop([someText, someText])(
  'what stayed and what came make the new text, what stayed and went the old',
  (one, two) => {
    const [part] = changedParts(words({ inBrief: one }), words({ inBrief: two }))
    const line: readonly Segment[] = part?.lines.flat() ?? [{ kind: 'same', text: one }]
    const without = (kind: Segment['kind']) =>
      line
        .filter((segment) => segment.kind !== kind)
        .map(({ text }) => text)
        .join('')
    expect(without('added')).toBe(one)
    expect(without('removed')).toBe(two)
  },
)
