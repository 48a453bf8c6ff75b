/** Pressed, named, wired: vote pill, fields, disabled buttons with their reason, lease bar. */
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { setLanguage } from '../../client/text/text.ts'
import { Button } from '../../client/ui/button.tsx'
import { TextArea } from '../../client/ui/field/text-area.tsx'
import { TextField } from '../../client/ui/field/text-field.tsx'
import { LeaseBar } from '../../client/ui/lease-bar.tsx'
import { VotePill } from '../../client/ui/vote-pill.tsx'

beforeAll(() => setLanguage('it'))
afterEach(cleanup)

const nothing = () => undefined

test('a vote is named with its unit, says whether it is pressed, and asks for the opposite', () => {
  const onToggle = vi.fn()
  render(<VotePill count={11} pressed={false} onToggle={onToggle} />)
  const pill = screen.getByRole('button', { name: /^Interessa anche a noi\s?, 11 enti$/ })
  expect(pill.getAttribute('aria-pressed')).toBe('false')
  fireEvent.click(pill)
  expect(onToggle).toHaveBeenCalledWith(true)
  cleanup()
  render(<VotePill count={1} pressed onToggle={onToggle} />)
  fireEvent.click(screen.getByRole('button', { pressed: true, name: /1 ente$/ }))
  expect(onToggle).toHaveBeenLastCalledWith(false)
})

test('a field in error says so and is described by error and hint', () => {
  render(
    <TextField
      label="Il dubbio in una riga"
      value=""
      onInput={nothing}
      error="Basta una riga."
      hint="Aiuto."
    />,
  )
  const field = screen.getByRole('textbox', { name: 'Il dubbio in una riga' })
  expect(field.getAttribute('aria-invalid')).toBe('true')
  const described = (field.getAttribute('aria-describedby') ?? '').split(' ')
  expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
    'Basta una riga.',
    'Aiuto.',
  ])
})

test('a field without error is not invalid and is described by nothing', () => {
  render(<TextField label="Nome" value="x" onInput={nothing} />)
  const field = screen.getByRole('textbox')
  expect([field.hasAttribute('aria-invalid'), field.hasAttribute('aria-describedby')]).toEqual([false, false])
})

test('the counter counts what a person calls characters, and stands out from ninety per cent on', () => {
  const { container, rerender } = render(
    <TextArea label="Testo" value={'👩‍👩‍👧e\u0301'} onInput={nothing} max={20} />,
  )
  const counter = () => container.querySelector('.field__counter')
  expect(counter()?.textContent).toContain('2 di 20')
  expect(counter()?.className).not.toContain('near')
  rerender(<TextArea label="Testo" value={'a'.repeat(18)} onInput={nothing} max={20} />)
  expect(counter()?.className).toContain('near')
})

test('a button with a reason stays focusable, does nothing, and is described by its reason', () => {
  const onPress = vi.fn()
  render(
    <Button onPress={onPress} reason="Hai già 3 quesiti in carico: lasciane uno.">
      Prendo io
    </Button>,
  )
  const button = screen.getByRole('button', { name: 'Prendo io' })
  fireEvent.click(button)
  expect(onPress).not.toHaveBeenCalled()
  expect(button.getAttribute('aria-disabled')).toBe('true')
  expect(button.hasAttribute('disabled')).toBe(false)
  const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '')
  expect(reason?.textContent).toBe('Hai già 3 quesiti in carico: lasciane uno.')
})

test('the lease bar warns in the last two minutes by the clock it is given', () => {
  const lease = {
    kind: 'held',
    until: 600_000,
    lengthMs: 600_000,
    onRelease: nothing,
    onKeep: nothing,
  } as const
  const at = (now: number) => render(<LeaseBar lease={lease} now={() => now} warningMs={120_000} />)
  at(138_000)
  expect(screen.getByRole('timer').textContent).toBe('7:42')
  expect(screen.getByRole('button', { name: 'Lascia' })).toBeTruthy()
  cleanup()
  at(492_000)
  expect(screen.getByRole('timer').textContent).toBe('1:48')
  expect(screen.getByRole('button', { name: 'Tienilo 10 minuti' })).toBeTruthy()
})
