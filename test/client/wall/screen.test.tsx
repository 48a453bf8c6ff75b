/** The wall's parts as elements: the break's minutes, the code that a phone reads, what the keys set. */
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { AnswerStage } from '../../../client/pages/wall/answer-stage.tsx'
import { CrossFade } from '../../../client/pages/wall/cross-fade.tsx'
import { QrCode } from '../../../client/pages/wall/qr-code.tsx'
import { Resumes } from '../../../client/pages/wall/resumes.tsx'
import { useWallSettings } from '../../../client/pages/wall/use-wall-settings.ts'
import { createWallSettings } from '../../../client/state/wall/settings.ts'
import { memoryStorage } from '../../../client/sync/browser.ts'
import { setLanguage } from '../../../client/text/text.ts'
import { instantInRome } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'

beforeAll(() => setLanguage('it'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const at = (time: string) => instantInRome('2026-11-19', time)

test('a break counts minutes, and in the last one seconds', () => {
  const { rerender, container } = render(<Resumes resumesAt={at('14:00')} now={() => at('13:36')} />)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Si riprende alle 14:00, fra')
  expect(screen.getByRole('timer').textContent).toBe('24 minuti')
  rerender(<Resumes resumesAt={at('14:00')} now={() => at('13:59')} />)
  expect(screen.getByRole('timer').textContent).toBe('1 minuto')
  rerender(<Resumes resumesAt={at('14:00')} now={() => at('13:59') + 1_000} />)
  expect(screen.getByRole('timer').textContent).toBe('0:59')
  rerender(<Resumes resumesAt={at('14:00')} now={() => at('14:01')} />)
  expect(screen.getByRole('timer').textContent).toBe('0:00')
  rerender(<Resumes resumesAt={null} now={() => at('13:36')} />)
  expect(container.textContent).toBe('Si riprende fra poco')
})

test('the code has a quiet zone of four modules and the three corners', () => {
  const { container } = render(<QrCode text="https://quesiti.example/giornate/FD2" label="Codice QR" />)
  const picture = screen.getByRole('img', { name: 'Codice QR' })
  const size = Number(picture.getAttribute('viewBox')?.split(' ')[2])
  const drawn = container.querySelector('path')?.getAttribute('d') ?? ''
  const runs = [...drawn.matchAll(/M(\d+) (\d+)h(\d+)/g)].map((run) => run.slice(1).map(Number))
  const xs = runs.flatMap(([x = 0, , width = 0]) => [x, x + width])
  expect([Math.min(...xs), Math.max(...xs)]).toEqual([4, size - 4])
  expect(runs.filter(([, y]) => y === 4).map(([x, , width]) => [x, width])).toEqual(
    expect.arrayContaining([
      [4, 7],
      [size - 11, 7],
    ]),
  )
})

const question = (more: Partial<View<'question'>>) =>
  ({ title: 'Si può?', bodyName: null, region: 'Puglia', bodies: 4, ...more }) as View<'question'>
const answer = (more: Partial<View<'answer'>> = {}) =>
  ({ inBrief: 'Sì.', correctedAt: null, ...more }) as View<'answer'>

test('an answer is read after its question, with who asked and how many it is for', () => {
  const { container, rerender } = render(<AnswerStage question={question({})} answer={answer()} zoom={0} />)
  expect(container.textContent).toBe('Si può?In breve: Sì.Puglia · interessa a 4 enti')
  rerender(
    <AnswerStage
      question={question({ bodyName: 'Comune di Pianprova', bodies: 1 })}
      answer={answer({ correctedAt: 1 })}
      zoom={0}
    />,
  )
  expect(container.textContent).toBe('Si può?In breve: Sì.Risposta corretta · Comune di Pianprova')
})

test('what goes is not there for the ear, and leaves the place to what comes', async () => {
  const { rerender, container } = render(<CrossFade id="a">La prima</CrossFade>)
  rerender(<CrossFade id="b">La seconda</CrossFade>)
  expect(container.querySelector('[aria-hidden]')?.textContent).toBe('La prima')
  await expect.poll(() => container.textContent).toBe('La seconda')
})

function Keys() {
  const { isDark, zoom, hasPanel } = useWallSettings()
  return <p>{`${isDark.value ? 'dark' : 'light'} ${zoom.value} ${hasPanel.value ? 'panel' : 'alone'}`}</p>
}

test('keys set the screen, and the screen remembers', async () => {
  render(<Keys />)
  const press = (...keys: string[]) => {
    for (const key of keys) fireEvent.keyDown(document.body, { key })
  }
  press('d', '+', '+', '+', 'Q', 'x')
  await screen.findByText('dark 2 alone')
  press('-')
  await screen.findByText('dark 1 alone')
  cleanup()
  render(<Keys />)
  await screen.findByText('dark 1 alone')
})

test('what a device holds of another kind is not believed', () => {
  const storage = memoryStorage()
  for (const stored of ['{', 'null', '{"zoom":9,"isDark":"yes","hasPanel":1}']) {
    storage.setItem('quesiti:wall', stored)
    const { isDark, zoom, hasPanel, dispose } = createWallSettings(storage)
    expect([isDark.value, zoom.value, hasPanel.value]).toEqual([false, 0, true])
    dispose()
  }
})
