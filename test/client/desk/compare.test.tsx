/** Two questions side by side, and ready texts that ask for what belongs in them: with what a server would have said. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { FillIn } from '../../../client/pages/experts/answer/fields/fill-in.tsx'
import { Compare } from '../../../client/pages/experts/item/compare.tsx'
import { filled, variablesOf } from '../../../client/state/desk/ready-text.ts'
import { setLanguage } from '../../../client/text/text.ts'
import { must } from '../../../server/domain/assert.ts'
import { draw, makeDesk, question, workItem } from './desk-fixture.tsx'

beforeAll(() => setLanguage('it'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const TEXT = 'Sentite {ufficio} a {provincia}: {ufficio} decide.'

test('a text has each of its variables once; what nobody filled in stays in braces', () => {
  expect(variablesOf(TEXT)).toEqual(['ufficio', 'provincia'])
  expect(filled(TEXT, { ufficio: 'la Questura', provincia: '  ' })).toBe(
    'Sentite la Questura a {provincia}: la Questura decide.',
  )
})

test('a ready text asks for what belongs in it, shows what it becomes, and Enter inserts it', () => {
  const inserted: string[] = []
  const { desk } = makeDesk([])
  const meanings = { ufficio: 'ufficio o ente a cui rivolgersi', legge_al: 'data' }
  draw(
    desk,
    <FillIn
      text="Al {legge_al} sentite {ufficio}."
      meanings={meanings}
      lawAsOf="2026-11-01"
      onInsert={(text) => inserted.push(text)}
      onBack={() => {}}
    />,
  )
  expect((screen.getByLabelText('Data') as HTMLInputElement).value).toBe('1 novembre 2026')
  const field = screen.getByLabelText('Ufficio o ente a cui rivolgersi')
  fireEvent.input(field, { target: { value: 'la Questura' } })
  expect(screen.getByText('Al 1 novembre 2026 sentite la Questura.')).toBeTruthy()
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(inserted).toEqual(['Al 1 novembre 2026 sentite la Questura.'])
})

const ONE = question('q1', { title: 'Convenzione per lo sportello', textRev: 1 })
const TWO = question('q2', { title: 'Sportello in convenzione', textRev: 1 })

function Beside({ desk }: { desk: ReturnType<typeof makeDesk>['desk'] }) {
  const [isOpen, setOpen] = useState(true)
  const [one, two] = ['q1', 'q2'].map((id) => must(desk.state.question(id).value))
  return isOpen ? <Compare one={must(one)} two={must(two)} onClose={() => setOpen(false)} /> : null
}

test('two questions stand side by side, their shared words marked in both; closing leaves them as they were', async () => {
  const { desk, told } = makeDesk([ONE, workItem('q1'), TWO, workItem('q2')])
  const texts: Record<string, string> = {
    q1: 'Serve una convenzione per il personale?',
    q2: 'Basta la convenzione, o cambia il personale?',
  }
  draw(desk, <Beside desk={desk} />, async (input) => {
    const id = /questions\/(\w+)/.exec(String(input))?.[1] ?? ''
    return Response.json({ ok: true, words: { title: '', text: texts[id] }, messages: [], answers: [] })
  })
  const region = screen.getByRole('region', { name: 'I due quesiti a fianco' })
  await waitFor(() => expect(within(region).getAllByRole('article')).toHaveLength(2))
  const marked = within(region)
    .getAllByRole('article')
    .map((article) => [...article.querySelectorAll('mark')].map((mark) => mark.textContent))
  expect(marked).toEqual([
    ['convenzione', 'personale'],
    ['convenzione', 'personale'],
  ])
  fireEvent.click(screen.getByRole('button', { name: 'Chiudi' }))
  expect(screen.queryByRole('region')).toBeNull()
  expect(told).toEqual([])
})
