/** The console's parts as elements: what a row says, when an item can be taken, and the forms beside an item. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { TakeButton } from '../../../client/pages/experts/answer/take-button.tsx'
import type { Desk } from '../../../client/pages/experts/desk.ts'
import { AddNote } from '../../../client/pages/experts/item/actions/add-note.tsx'
import { offersOf } from '../../../client/pages/experts/item/offers.ts'
import { Readers } from '../../../client/pages/experts/item/readers.tsx'
import { QueueRow } from '../../../client/pages/experts/queue/queue-row.tsx'
import { setLanguage } from '../../../client/text/text.ts'
import { must } from '../../../server/domain/assert.ts'
import { type Answering, draw, makeDesk, NOW, question, workItem } from './desk-fixture.tsx'

beforeAll(() => setLanguage('it'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const itemOf = (desk: Desk, id: string) => must(desk.state.item(id).value, id)

test('a row says number, title, flag, topic, bodies, age and who writes; it is a link and takes nothing', () => {
  const { desk, told } = makeDesk([
    question('q131', { title: 'Accertamenti nei quarantacinque giorni', deadline: '2026-11-20' }),
    workItem('q131', { deadline: '2026-11-20' }),
    question('q153'),
    workItem('q153', { status: 'claimed', holder: 'neri', leaseUntil: NOW + 60_000 }),
  ])
  draw(
    desk,
    <>
      <QueueRow itemId="item-q131" />
      <QueueRow itemId="item-q153" />
    </>,
  )
  const [free, taken] = screen.getAllByRole('link')
  expect(free?.getAttribute('aria-label')).toBe(
    'n. 131, Accertamenti nei quarantacinque giorni, scadenza in ufficio, Iscrizione, 6 Comuni, da 5 ore',
  )
  expect(taken?.getAttribute('aria-label')).toContain('in carico a P. Neri')
  fireEvent.click(must(free, 'the row'))
  expect(told).toEqual([])
})

test('a row says who reads what nobody has taken, and whether its holder writes', () => {
  const look = (itemId: string, actorId: string, writing = false) => ({ itemId, actorId, writing })
  const { desk } = makeDesk(
    [
      question('q1'),
      workItem('q1'),
      question('q2'),
      workItem('q2', { status: 'claimed', holder: 'neri', leaseUntil: NOW + 60_000 }),
    ],
    {
      looks: [
        look('item-q1', 'neri'),
        look('item-q1', 'me'),
        look('item-q2', 'neri'),
        look('item-q2', 'neri', true),
      ],
    },
  )
  draw(
    desk,
    <>
      <QueueRow itemId="item-q1" />
      <QueueRow itemId="item-q2" />
      <Readers item={itemOf(desk, 'item-q1')} />
    </>,
  )
  const [free, taken] = screen.getAllByRole('link')
  expect(free?.getAttribute('aria-label')).toMatch(/P\. Neri legge$/)
  expect(free?.getAttribute('aria-label')).not.toContain('Rinaldi')
  expect(free?.textContent).toContain('legge')
  expect(taken?.getAttribute('aria-label')).toContain('P. Neri scrive')
  expect(screen.getByText('P. Neri sta leggendo, nessuno l’ha preso.')).toBeTruthy()
})

test('a row whose item is done leaves a line in its place, and says what became of it', () => {
  const { desk } = makeDesk([question('q4'), workItem('q4', { status: 'done', outcome: 'joined' })])
  draw(desk, <QueueRow itemId="item-q4" />)
  expect(screen.getByRole('link').textContent).toBe('n. 4 · Unito a un altro quesito')
})

test('Prendo io takes the item, by pointer or by its key', async () => {
  const { desk, told } = makeDesk([question('q1'), workItem('q1')])
  draw(desk, <TakeButton item={itemOf(desk, 'item-q1')} />)
  fireEvent.keyDown(document.body, { key: 'c' })
  await waitFor(() => expect(told).toEqual([{ type: 'item:claim', payload: { itemId: 'item-q1' } }]))
  await waitFor(() => expect(desk.taken.value).toBe('item-q1'))
})

test('who holds three already reads why not, and the key does nothing either', () => {
  const held = ['q7', 'q8', 'q9'].flatMap((id) => [
    question(id),
    workItem(id, { status: 'claimed', holder: 'me', leaseUntil: NOW + 60_000 }),
  ])
  const { desk, told } = makeDesk([question('q1'), workItem('q1'), ...held])
  draw(desk, <TakeButton item={itemOf(desk, 'item-q1')} />)
  const button = screen.getByRole('button', { name: /Prendo io/ })
  expect(button.getAttribute('aria-disabled')).toBe('true')
  expect(screen.getByText('Hai già 3 quesiti in carico: lasciane uno.')).toBeTruthy()
  fireEvent.click(button)
  fireEvent.keyDown(document.body, { key: 'c' })
  expect(told).toEqual([])
})

test('an item of another topic can be read, not taken; nothing is offered on it', () => {
  const { desk } = makeDesk([question('q1', { topicId: 'T2.9' }), workItem('q1', { topicId: 'T2.9' })])
  const item = itemOf(desk, 'item-q1')
  draw(desk, <TakeButton item={item} />)
  expect(screen.getByRole('button').getAttribute('aria-disabled')).toBe('true')
  expect(offersOf(desk, item, must(desk.state.question('q1').value, 'q1'))).toEqual([])
})

const refusing =
  (code: string, details?: Record<string, unknown>): Answering =>
  () =>
    ({ ok: false, code, ...(details ? { details } : {}) }) as ReturnType<Answering>

test('a colleague who was faster is named; an item of one’s own body says so beside the button', async () => {
  const rows = [question('q1'), workItem('q1')]
  const late = makeDesk(rows, { answer: refusing('workItem/taken', { holder: 'neri' }) })
  draw(late.desk, <TakeButton item={itemOf(late.desk, 'item-q1')} />)
  fireEvent.click(screen.getByRole('button'))
  await waitFor(() => expect(late.desk.conflict.value?.sentence).toBe('L’ha preso P. Neri un attimo prima.'))
  cleanup()
  const own = makeDesk(rows, { answer: refusing('workItem/own-body') })
  draw(own.desk, <TakeButton item={itemOf(own.desk, 'item-q1')} />)
  fireEvent.click(screen.getByRole('button'))
  expect(await screen.findByText('Lavori per questo Comune: lo prende un collega.')).toBeTruthy()
})

test('what is offered follows the item: free, one’s own, a colleague’s', () => {
  const { desk } = makeDesk([
    question('q1'),
    workItem('q1'),
    question('q2', { status: 'beingAnswered' }),
    workItem('q2', { status: 'claimed', holder: 'me' }),
    question('q3', { status: 'beingAnswered' }),
    workItem('q3', { status: 'claimed', holder: 'neri' }),
  ])
  const offered = (id: string) =>
    offersOf(desk, itemOf(desk, `item-${id}`), must(desk.state.question(id).value, id)).map(
      ({ name }) => name,
    )
  expect(offered('q1')).toEqual(['park', 'classify', 'split', 'refuse', 'redirect'])
  expect(offered('q2')).toEqual(['askMore', 'park', 'handOver', 'classify', 'split'])
  expect(offered('q3')).toEqual(['takeOver', 'classify', 'split'])
})

test('a form says what is missing, gives the command once it is whole, and Esc leaves it', async () => {
  const { desk, told } = makeDesk([question('q1'), workItem('q1')])
  desk.action.value = { name: 'note' }
  draw(desk, <AddNote item={itemOf(desk, 'item-q1')} />)
  fireEvent.click(screen.getByRole('button', { name: 'Aggiungi una nota' }))
  expect((await screen.findByRole('alert')).textContent).toBe('Scrivi qualcosa.')
  const field = screen.getByRole('textbox', { name: 'Nota' })
  fireEvent.input(field, { target: { value: 'Vedi {ufficio}.' } })
  fireEvent.click(screen.getByRole('button', { name: 'Aggiungi una nota' }))
  expect((await screen.findByRole('alert')).textContent).toContain('parentesi graffe')
  expect(told).toEqual([])
  fireEvent.input(field, { target: { value: 'Vedi la circolare.' } })
  fireEvent.click(screen.getByRole('button', { name: 'Aggiungi una nota' }))
  await waitFor(() =>
    expect(told).toEqual([{ type: 'item:note', payload: { itemId: 'item-q1', text: 'Vedi la circolare.' } }]),
  )
  await waitFor(() => expect(desk.action.value).toBeNull())
  desk.action.value = { name: 'note' }
  fireEvent.keyDown(field, { key: 'Escape' })
  expect(desk.action.value).toBeNull()
})
