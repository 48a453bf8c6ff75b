/** Notes that name a colleague, a hand-over with its day, an answer that is cited: as rules, and as they are given. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Overview } from '../../../client/pages/experts/answer/overview.tsx'
import { AddNote } from '../../../client/pages/experts/item/actions/add-note.tsx'
import { HandOver } from '../../../client/pages/experts/item/actions/hand-over.tsx'
import { AnswersToCite } from '../../../client/pages/experts/item/answers-to-cite.tsx'
import { mentionsIn, proposedFor, withMention } from '../../../client/state/desk/mentions.ts'
import { setLanguage } from '../../../client/text/text.ts'
import type { SearchAnswer } from '../../../server/contract/reads.ts'
import { must } from '../../../server/domain/assert.ts'
import type { View } from '../../../server/domain/views.ts'
import { draw, makeDesk, NOW, question, workItem } from './desk-fixture.tsx'

beforeAll(() => setLanguage('it'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const people = [
  { actorId: 'neri', name: 'P. Neri' },
  { actorId: 'conti', name: 'L. Conti' },
]

test.each([
  ['chi guarda? @', ['neri', 'conti']],
  ['@ner', ['neri']],
  ['@co', ['conti']],
  ['@P. Neri ', null],
  ['@zzz', null],
  ['scrivi a p@ner', null],
  ['senza nessuno', null],
])('«%s» proposes %j', (text, ids) => {
  expect(proposedFor(text, people)?.map(({ actorId }) => actorId) ?? null).toEqual(ids)
})

test('who is meant is whom the text names when it is sent', () => {
  const text = withMention('Vedi tu @ne', must(people[0]))
  expect(text).toBe('Vedi tu @P. Neri ')
  expect(mentionsIn(text, people)).toEqual(['neri'])
  expect(mentionsIn(text.replace('@', ''), people)).toEqual([])
})

test('a note names a colleague by @, says whom it tells, and tells them', async () => {
  const { desk, told } = makeDesk([question('q1'), workItem('q1')])
  desk.action.value = { name: 'note' }
  draw(desk, <AddNote item={must(desk.state.item('item-q1').value)} />)
  const field = screen.getByRole('textbox', { name: 'Nota' }) as HTMLTextAreaElement
  fireEvent.input(field, { target: { value: 'La circolare 45? @ner' } })
  fireEvent.click(screen.getByRole('button', { name: '@P. Neri' }))
  expect(field.value).toBe('La circolare 45? @P. Neri ')
  expect(screen.getByRole('status').textContent).toBe('Lo vede P. Neri.')
  expect(screen.queryByRole('button', { name: '@P. Neri' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Aggiungi una nota' }))
  await waitFor(() => expect(told).toHaveLength(1))
  expect(told[0]?.payload).toMatchObject({ itemId: 'item-q1', mentions: ['neri'] })
})

test('who was named finds the item where nothing is open', () => {
  const note = (id: string, fields: object) =>
    ({
      entity: 'note',
      id,
      changedSeq: 1,
      workItemId: 'item-q1',
      kind: 'note',
      at: NOW,
      textRev: 1,
      ...fields,
    }) as View
  const { desk } = makeDesk([
    question('q1', { title: 'Dimora abituale' }),
    workItem('q1', { notes: 2 }),
    note('n1', { actorId: 'neri', mentions: ['me'] }),
    note('n2', { actorId: 'me', mentions: ['neri'] }),
  ])
  draw(desk, <Overview />)
  const section = screen.getByRole('region', { name: 'Ti hanno citato' })
  expect(section.querySelectorAll('li')).toHaveLength(1)
  expect(section.textContent).toContain('n. 1 Dimora abituale')
  expect(section.textContent).toContain('P. Neri, 15:30')
})

test('a hand-over says what the colleague holds already, and until when it is wanted', async () => {
  const { desk, told } = makeDesk([
    question('q1'),
    workItem('q1', { status: 'claimed', holder: 'me' }),
    question('q2'),
    workItem('q2', { status: 'claimed', holder: 'neri' }),
  ])
  draw(desk, <HandOver item={must(desk.state.item('item-q1').value)} />)
  const select = screen.getByRole('combobox', { name: 'Collega' })
  expect(select.textContent).toContain('Paolo Neri · 1 in carico')
  fireEvent.change(select, { target: { value: 'neri' } })
  fireEvent.input(screen.getByLabelText('Che cosa sappiamo già'), { target: { value: 'Il permesso.' } })
  fireEvent.input(screen.getByLabelText('Che cosa manca'), { target: { value: 'La data.' } })
  fireEvent.input(screen.getByLabelText(/Entro il giorno/), { target: { value: '2026-11-20' } })
  fireEvent.click(screen.getByRole('button', { name: 'Passa a un collega' }))
  await waitFor(() => expect(told).toHaveLength(1))
  expect(told[0]?.payload).toEqual({
    itemId: 'item-q1',
    toActorId: 'neri',
    known: 'Il permesso.',
    missing: 'La data.',
    until: '2026-11-20',
  })
})

const hit = {
  kind: 'answer',
  sessionId: 's0',
  sessionCode: 'FD1',
  questionId: 'q118',
  title: 'Iscrizione in attesa del primo permesso',
  excerpt: { text: 'Verifica della dimora abituale', marks: [] },
} as unknown as SearchAnswer['hits'][number]

test('a published answer is cited by who writes, with a link to it that stays alive', () => {
  const rows = [
    question('q1'),
    workItem('q1', { status: 'claimed', holder: 'me' }),
    question('q2'),
    workItem('q2'),
  ]
  const { desk } = makeDesk(rows)
  draw(desk, <AnswersToCite hits={[hit]} item={must(desk.state.item('item-q1').value)} />)
  fireEvent.keyDown(document.body, { key: 't' })
  expect(desk.toCite.value).toEqual({
    act: 'Risposta pubblicata',
    provision: 'Iscrizione in attesa del primo permesso',
    url: `${location.origin}/giornate/FD1/quesiti/q118`,
    checked: true,
  })
  cleanup()
  draw(desk, <AnswersToCite hits={[hit]} item={must(desk.state.item('item-q2').value)} />)
  expect(screen.queryByRole('button', { name: /Cita/ })).toBeNull()
  expect(screen.getByRole('link', { name: /Leggi/ })).toBeTruthy()
})
