/** Choosing the law: act, article and day become a reference with the address of its text. */
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ReferenceForm } from '../../../client/pages/experts/answer/fields/reference-form.tsx'
import { setLanguage } from '../../../client/text/text.ts'
import type { LegalReference } from '../../../server/domain/commands.ts'
import { draw, makeDesk } from './desk-fixture.tsx'

beforeAll(() => setLanguage('it'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const CITIZENSHIP = 'https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:1992-02-05;91'

test('act, article and day become a reference with its address; a typed address stays as it is', () => {
  const added: LegalReference[] = []
  const form = () =>
    draw(
      makeDesk([]).desk,
      <ReferenceForm lawAsOf="2025-06-30" onAdd={(one) => added.push(one)} onClose={() => {}} />,
    )
  form()
  const write = (label: string, value: string) =>
    fireEvent.input(screen.getByLabelText(label), { target: { value } })
  write('Atto', 'L. 91/1992')
  write('Articolo e comma', 'art. 14')
  expect((screen.getByLabelText('Testo in vigore al') as HTMLInputElement).value).toBe('2025-06-30')
  const link = screen.getByRole('link', { name: /Normattiva/ })
  expect(link.getAttribute('href')).toBe(`${CITIZENSHIP}~art14!vig=2025-06-30`)
  fireEvent.click(screen.getByRole('button', { name: 'Aggiungi il riferimento' }))
  cleanup()
  form()
  write('Atto', 'L. 91/1992')
  write('Indirizzo su Normattiva', 'https://example.it/legge')
  fireEvent.click(screen.getByRole('button', { name: 'Aggiungi il riferimento' }))
  expect(added).toEqual([
    { act: 'L. 91/1992', provision: 'art. 14', checked: false, url: `${CITIZENSHIP}~art14!vig=2025-06-30` },
    { act: 'L. 91/1992', provision: '', checked: false, url: 'https://example.it/legge' },
  ])
})
