/** The keys of a desk: which stroke does what, when letters write instead, and the list that shows them. */
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { KeyList } from '../../../client/components/keys/key-list.tsx'
import { actionOf } from '../../../client/components/keys/keyboard.ts'
import { type Handlers, useKeys } from '../../../client/components/keys/use-keys.ts'
import { useLetters } from '../../../client/components/keys/use-letters.ts'
import { setLanguage } from '../../../client/text/text.ts'

beforeAll(() => setLanguage('it'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const stroke = (
  key: string,
  held: { ctrl?: boolean; alt?: boolean; meta?: boolean; code?: string } = {},
) => ({
  key,
  code: held.code ?? '',
  ctrl: held.ctrl ?? false,
  alt: held.alt ?? false,
  meta: held.meta ?? false,
})
const resting = { inField: false, onControl: false, afterG: false, letters: true }

test.each([
  ['j', 'next'],
  ['K', 'previous'],
  ['c', 'claim'],
  ['x', 'release'],
  ['/', 'search'],
  ['?', 'list'],
  ['Enter', 'open'],
  ['g', 'g'],
  ['q', null],
])('the key %s asks for %s', (key, action) => {
  expect(actionOf(stroke(key), resting)).toBe(action)
})

test('in a field letters write; Ctrl, Alt, Esc and F6 still work', () => {
  const writing = { ...resting, inField: true }
  expect(actionOf(stroke('c'), writing)).toBeNull()
  expect(actionOf(stroke('Enter'), writing)).toBeNull()
  expect(actionOf(stroke('Enter', { ctrl: true }), writing)).toBe('send')
  expect(actionOf(stroke('.', { ctrl: true }), writing)).toBe('readyText')
  expect(actionOf(stroke('¡', { alt: true, code: 'Digit3' }), writing)).toBe('part3')
  expect(actionOf(stroke('Escape'), writing)).toBe('escape')
  expect(actionOf(stroke('F6'), writing)).toBe('columns')
})

test('letters can be switched off, and what belongs to the browser is left to it', () => {
  expect(actionOf(stroke('c'), { ...resting, letters: false })).toBeNull()
  expect(actionOf(stroke('Enter'), { ...resting, letters: false })).toBe('open')
  expect(actionOf(stroke('c', { ctrl: true }), resting)).toBeNull()
  expect(actionOf(stroke('k', { meta: true }), resting)).toBeNull()
  expect(actionOf(stroke('Enter'), { ...resting, onControl: true })).toBeNull()
  // AltGr is Ctrl and Alt at once: it writes signs.
  expect(actionOf(stroke('e', { ctrl: true, alt: true }), resting)).toBeNull()
})

test('after G a letter goes to a list; one that leads nowhere means itself', () => {
  const afterG = { ...resting, afterG: true }
  expect([
    actionOf(stroke('c'), afterG),
    actionOf(stroke('v'), afterG),
    actionOf(stroke('a'), afterG),
  ]).toEqual(['goQueue', 'goReview', 'goWaiting'])
  expect(actionOf(stroke('x'), afterG)).toBe('release')
})

function Page({ handlers, letters = true }: { handlers: Handlers; letters?: boolean }) {
  useKeys(handlers, letters)
  return <input aria-label="Testo" />
}

test('a page hears its keys, not those that are typed, nor those of a chord that is not its own', () => {
  const claim = vi.fn()
  const goQueue = vi.fn()
  render(<Page handlers={{ claim, goQueue }} />)
  fireEvent.keyDown(document.body, { key: 'c' })
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'c' })
  expect(claim).toHaveBeenCalledTimes(1)
  fireEvent.keyDown(document.body, { key: 'g' })
  fireEvent.keyDown(document.body, { key: 'c' })
  expect([claim.mock.calls.length, goQueue.mock.calls.length]).toEqual([1, 1])
})

test('in a field that only shows its text the letters are keys', () => {
  const claim = vi.fn()
  render(
    <>
      <Page handlers={{ claim }} />
      <textarea aria-label="Motivazione" readOnly value="Di prima" />
    </>,
  )
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'Motivazione' }), { key: 'c' })
  expect(claim).toHaveBeenCalledTimes(1)
})

test('behind an open dialog the page hears nothing', () => {
  const claim = vi.fn()
  render(
    <>
      <Page handlers={{ claim }} />
      <KeyList open desk="expert" letters onLetters={() => undefined} onClose={() => undefined} />
    </>,
  )
  fireEvent.keyDown(document.body, { key: 'c' })
  expect(claim).not.toHaveBeenCalled()
})

test('the list names each key once, and the switch for letters is remembered on the device', () => {
  function List() {
    const [letters, setLetters] = useLetters()
    return <KeyList open desk="expert" letters={letters} onLetters={setLetters} onClose={() => undefined} />
  }
  render(<List />)
  expect(screen.getAllByText('Prendo io')).toHaveLength(1)
  expect(screen.getByText('Chiedi precisazione').closest('div')?.textContent).toContain('I')
  fireEvent.click(screen.getByRole('checkbox', { name: 'Tasti di una lettera attivi' }))
  cleanup()
  render(<List />)
  expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(false)
})
