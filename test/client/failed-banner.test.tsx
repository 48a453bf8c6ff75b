/** What could not be had offers another try; a page that is too old, the newer one. */
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { FailedBanner } from '../../client/components/failed-banner.tsx'
import { setLanguage } from '../../client/text/text.ts'

beforeAll(() => setLanguage('it'))
afterEach(cleanup)

test('another try', () => {
  const onRetry = vi.fn()
  render(<FailedBanner code="device/offline" onRetry={onRetry} />)
  expect(screen.getByRole('alert').textContent).toContain('Sei senza connessione')
  fireEvent.click(screen.getByRole('button', { name: 'Riprova' }))
  expect(onRetry).toHaveBeenCalledOnce()
})

test('a page that is too old is loaded anew', () => {
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined)
  render(<FailedBanner code="connection/too-old" />)
  expect(screen.getByRole('alert').textContent).toContain('C’è una versione nuova di questa pagina.')
  fireEvent.click(screen.getByRole('button', { name: 'Aggiorna' }))
  expect(reload).toHaveBeenCalledOnce()
  reload.mockRestore()
})
