/** What is said over a page when its line is gone, and when nothing can be stored at its other end. */
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { EngineContext } from '../../client/components/engine-context.ts'
import { LineNotice } from '../../client/components/line-notice.tsx'
import type { NetStatus } from '../../client/net.ts'
import type { Engine } from '../../client/state/engine.ts'
import { setLanguage } from '../../client/text/text.ts'

beforeAll(() => setLanguage('it'))
afterEach(cleanup)

function show(status: Partial<NetStatus>, offline: string | null = 'Puoi leggere.') {
  const value = {
    line: 'live',
    problem: null,
    isDegraded: false,
    asOf: 0,
    actorId: null,
    bodyId: null,
    ...status,
  }
  const engine = { line: { value } } as unknown as Engine
  render(
    <EngineContext.Provider value={engine}>
      <LineNotice offline={offline} />
    </EngineContext.Provider>,
  )
  return screen.queryByRole('status')?.textContent ?? ''
}

test('a good line says nothing', () => expect(show({})).toBe(''))

test('a line that is gone says what goes on without it', () => {
  expect(show({ line: 'offline' })).toMatch(/Sei senza connessione\.\s*Puoi leggere\./)
})

test.each(['Puoi leggere.', null])(
  'where nothing can be stored it is said in plain words, whatever the page says of the line (%s)',
  (offline) => {
    expect(show({ isDegraded: true }, offline)).toContain('Il servizio ha un problema momentaneo.')
  },
)
