/** What could be taken next and why, which open questions are alike, who is at work: as rules, and as they are read. */
import { cleanup, screen, within } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Overview } from '../../../client/pages/experts/answer/overview.tsx'
import { QueueRow } from '../../../client/pages/experts/queue/queue-row.tsx'
import { suspectsOf } from '../../../client/state/desk/suspects.ts'
import { setLanguage } from '../../../client/text/text.ts'
import { draw, makeDesk, NOW, question, workItem } from './desk-fixture.tsx'

beforeAll(() => setLanguage('it'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const HOUR_MS = 60 * 60_000

test('two titles are alike by half of the shorter one’s words, and by more than one', () => {
  const found = suspectsOf([
    { id: 'a', title: 'Convenzione per lo sportello immigrazione' },
    { id: 'b', title: 'Sportello in convenzione fra tre Comuni' },
    { id: 'c', title: 'Sportello: orari' },
    { id: 'd', title: 'Cittadinanza ai diciotto anni' },
  ])
  expect(found).toEqual(
    new Map([
      ['a', ['b']],
      ['b', ['a']],
    ]),
  )
})

test('words that all titles have make nobody alike', () => {
  const titles = Array.from({ length: 12 }, (_, place) => ({
    id: `i${place}`,
    title: 'Permesso di soggiorno',
  }))
  expect(suspectsOf(titles).size).toBe(0)
  expect(suspectsOf(titles.slice(0, 3)).size).toBe(3)
})

test('what is needed now names each item once, with all that speaks for it', () => {
  const { desk } = makeDesk(
    [
      question('q1', { title: 'La più vecchia', askedAt: NOW - 5 * HOUR_MS, bodies: 11 }),
      workItem('q1'),
      question('q2', { title: 'Con scadenza', askedAt: NOW - HOUR_MS, bodies: 1 }),
      workItem('q2', { deadline: '2026-11-20' }),
      question('q3', { title: 'Qualsiasi', askedAt: NOW - HOUR_MS, bodies: 2 }),
      workItem('q3'),
      question('q4', { title: 'Di un altro argomento', askedAt: 0, bodies: 99, topicId: 'T2.9' }),
      workItem('q4', { topicId: 'T2.9' }),
    ],
    { suspects: { 'item-q3': ['item-q1'] } },
  )
  draw(desk, <Overview />)
  const rows = within(screen.getByRole('region', { name: 'Che cosa serve ora' })).getAllByRole('listitem')
  expect(rows.map((row) => row.textContent)).toEqual([
    'n. 2 Con scadenzaL’ufficio ha una scadenza venerdì 20.',
    'n. 1 La più vecchiaAspetta da più tempo: 5 ore. Serve a più Comuni di tutti: 11.',
    'n. 3 QualsiasiForse è lo stesso quesito del 1.',
  ])
})

test('colleagues at work are named with what they have in hand and what they read', () => {
  const { desk } = makeDesk(
    [
      question('q1'),
      workItem('q1', { status: 'claimed', holder: 'neri', leaseUntil: NOW + 60_000 }),
      question('q2'),
      workItem('q2'),
    ],
    { looks: [{ itemId: 'item-q2', actorId: 'neri', writing: false }] },
  )
  draw(desk, <Overview />)
  const list = within(screen.getByRole('region', { name: 'Chi c’è ora' }))
  expect(list.getByRole('listitem').textContent).toBe('PNP. Neri1 di 3in carico n. 1 · legge n. 2')
})

test('with nothing to take and nobody there it says so', () => {
  const { desk } = makeDesk([])
  draw(desk, <Overview />)
  expect(screen.getByText(/^Niente da prendere/)).toBeTruthy()
  expect(screen.getByText('Nessun altro esperto ha aperto un quesito.')).toBeTruthy()
})

test('a row that is like another says which, after what presses more', () => {
  const { desk } = makeDesk(
    [question('q170'), workItem('q170'), question('q172'), workItem('q172', { deadline: '2026-11-20' })],
    { suspects: { 'item-q170': ['item-q172'], 'item-q172': ['item-q170'] } },
  )
  draw(
    desk,
    <>
      <QueueRow itemId="item-q170" />
      <QueueRow itemId="item-q172" />
    </>,
  )
  const [alike, pressing] = screen.getAllByRole('link')
  expect(alike?.textContent).toContain('Simile al 172')
  expect(alike?.getAttribute('aria-label')).toContain('simile al 172')
  expect(pressing?.textContent).toContain('Scadenza in ufficio')
})
