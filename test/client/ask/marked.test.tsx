/** The text behind a textarea: the same words, with what was found underlined, and nothing of it read aloud. */
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { findPersonalData } from '../../../client/state/privacy-guard.ts'
import { setLanguage } from '../../../client/text/text.ts'
import { TextArea } from '../../../client/ui/field/text-area.tsx'

beforeAll(() => setLanguage('it'))
afterEach(cleanup)

const text = 'La sig.ra Anna Prova\n(PRVNNA80A41Z352X) chiede.'
const draw = (marks: readonly { from: number; to: number }[] | undefined) =>
  render(<TextArea label="Testo" value={text} onInput={() => undefined} {...(marks ? { marks } : {})} />)

test('what is found is marked at its place, in the same text, out of the ear', () => {
  const { container } = draw(findPersonalData(text))
  const behind = container.querySelector('.marked__behind')
  expect(behind?.textContent).toBe(text)
  expect([...(behind?.querySelectorAll('mark') ?? [])].map((mark) => mark.textContent)).toEqual([
    'Anna Prova',
    'PRVNNA80A41Z352X',
  ])
  expect(behind?.getAttribute('aria-hidden')).toBe('true')
})

test('marks come and go without another textarea in its place: the caret stays', () => {
  const { rerender } = draw([])
  const before = screen.getByRole('textbox', { name: 'Testo' })
  rerender(<TextArea label="Testo" value={text} onInput={() => undefined} marks={findPersonalData(text)} />)
  expect(screen.getByRole('textbox', { name: 'Testo' })).toBe(before)
  rerender(<TextArea label="Testo" value={text} onInput={() => undefined} marks={[]} />)
  expect(screen.getByRole('textbox', { name: 'Testo' })).toBe(before)
})

test('without marks nothing lies behind', () => {
  expect(draw(undefined).container.querySelector('.marked')).toBeNull()
})
