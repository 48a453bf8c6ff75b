/** The countdown follows the clock it is given, and the rail says the day in one sentence. */
import { act, cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { setLanguage } from '../../client/text/text.ts'
import { Countdown } from '../../client/ui/day/countdown.tsx'
import { DayRail } from '../../client/ui/day/day-rail.tsx'
import { instantInRome } from '../../server/domain/session.ts'

const at = (time: string) => instantInRome('2026-11-19', time)
const day = { from: at('9:30'), to: at('16:30'), breakFrom: at('13:00'), breakTo: at('14:30') }

beforeAll(() => setLanguage('it'))
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function advance(ms: number) {
  act(() => {
    vi.advanceTimersByTime(ms)
  })
}

test('the countdown shows minutes above ten and m:ss below, by the clock it is given', () => {
  let serverNow = at('15:34')
  const now = () => serverNow
  render(<Countdown until={at('16:30')} now={now} />)
  expect(screen.getByRole('timer').textContent).toBe('56 minuti')

  // The device's clock moves by one second, the server's by fifty minutes: the server's counts.
  serverNow = at('16:24') + 12_000
  advance(1_000)
  expect(screen.getByRole('timer').textContent).toBe('5:48')

  serverNow = at('17:00')
  advance(1_000)
  expect(screen.getByRole('timer').textContent).toBe('0:00')
})

test('above one hour the countdown shows hours', () => {
  const now = () => at('15:24')
  render(<Countdown until={at('16:30')} now={now} />)
  expect(screen.getByRole('timer').textContent).toBe('1 h 06 min')
})

test('marks are told once each as they pass, the end once', () => {
  let serverNow = at('15:59')
  const now = () => serverNow
  const onMark = vi.fn()
  const onEnd = vi.fn()
  render(<Countdown until={at('16:30')} now={now} onMark={onMark} onEnd={onEnd} />)
  for (const time of ['16:00', '16:01', '16:20', '16:28', '16:29', '16:30', '16:31']) {
    serverNow = at(time)
    advance(1_000)
  }
  expect(onMark.mock.calls).toEqual([[30], [10], [2]])
  expect(onEnd).toHaveBeenCalledTimes(1)
})

test('the rail is one image that says the day and the time', () => {
  const { container } = render(<DayRail {...day} now={at('15:34')} />)
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
    'Giornata: 9:30-13:00 e 14:30-16:30. Ora sono le 15:34.',
  )
  expect(container.querySelectorAll('.rail__bead')).toHaveLength(1)
})

test('the bead is there only while the day runs, not in the break', () => {
  const beads = (now: number) => {
    const { container, unmount } = render(<DayRail {...day} now={now} />)
    const count = container.querySelectorAll('.rail__bead').length
    unmount()
    return count
  }
  expect([at('8:00'), at('9:30'), at('13:40'), at('16:29'), at('18:00')].map(beads)).toEqual([0, 1, 0, 1, 0])
})
