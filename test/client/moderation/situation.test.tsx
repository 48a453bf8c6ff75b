/** Topics and what is needed as elements, over a real view store: who is overwhelmed, and each thing with its button. */
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { EngineContext } from '../../../client/components/engine-context.ts'
import { type Moderation, ModerationContext } from '../../../client/pages/moderation/moderation.ts'
import { Needs } from '../../../client/pages/moderation/situation/needs.tsx'
import { Themes } from '../../../client/pages/moderation/situation/themes.tsx'
import { TopicsTable } from '../../../client/pages/moderation/situation/topics-table.tsx'
import { createClockState } from '../../../client/state/clock.ts'
import { createCommandsState } from '../../../client/state/commands.ts'
import { createEngine, type Engine } from '../../../client/state/engine.ts'
import { createSessionState } from '../../../client/state/session.ts'
import { memoryStorage, randomKey } from '../../../client/sync/browser.ts'
import { Outbox } from '../../../client/sync/outbox.ts'
import { ServerClock } from '../../../client/sync/server-clock.ts'
import { ViewStore } from '../../../client/sync/view-store.ts'
import { setLanguage } from '../../../client/text/text.ts'
import type { View } from '../../../server/domain/views.ts'
import { openTabs } from '../sync/by-hand.ts'

const NOW = Date.UTC(2026, 10, 19, 10, 0)
const ago = (minutes: number) => NOW - minutes * 60_000

let engine: Engine

beforeAll(() => setLanguage('it'))
beforeEach(() => {
  engine = createEngine({
    ...surroundings(),
    url: 'http://127.0.0.1:9',
    onWake: () => () => {},
    fetching: () => Promise.reject(new TypeError('no HTTP in this test')),
    onOtherTab: () => () => {},
    onLeaving: () => () => {},
  })
})
afterEach(() => {
  cleanup()
  engine.close()
})

const surroundings = () => ({
  storage: memoryStorage(),
  timers: { after: () => () => {} },
  random: Math.random,
  tabs: openTabs().tab(randomKey()),
  newKey: randomKey,
  now: () => NOW,
})

const question = (id: string, more: Partial<View<'question'>>) => ({
  entity: 'question',
  id,
  changedSeq: 1,
  number: `FD2-${id}`,
  title: `Quesito ${id}`,
  themeId: 'T1',
  topicId: 'dimora',
  status: 'published',
  askedAt: ago(50),
  statusAt: ago(50),
  joinedTo: null,
  ...more,
})

const item = (leadId: string, more: Partial<View<'workItem'>>) => ({
  entity: 'workItem',
  id: `i-${leadId}`,
  changedSeq: 1,
  leadId,
  leadNumber: `FD2-${leadId}`,
  topicId: 'dimora',
  status: 'queued',
  queuedAt: ago(50),
  holder: null,
  deadline: null,
  ...more,
})

function show(views: readonly object[], onQuestion = (_id: string) => {}) {
  const store = new ViewStore()
  const clock = createClockState(new ServerClock(() => NOW), { after: () => () => {} })
  const state = createSessionState({
    sessionId: 's1',
    store,
    clock,
    commands: createCommandsState(new Outbox(surroundings())),
    actorId: engine.line as never,
  })
  store.applySnapshotPart({ seq: 1, hash: 'aaaaaaaa', now: NOW, part: 1, parts: 1, views: views as never })
  const topic = (id: string, shortLabel: string) => ({ id, themeId: 'T1', label: shortLabel, shortLabel })
  const topics = [topic('dimora', 'Dimora abituale'), topic('minori', 'Minori'), topic('altro', 'Altro')]
  const moderation = {
    session: { id: 's1', code: 'FD2', phase: 'live', held: false, closesAt: NOW + 5 * 3_600_000 },
    state,
    topics,
    themes: [{ id: 'T1', label: 'Modelli organizzativi', review: 'none' }],
    topicOf: (id: string) => topics.find((one) => one.id === id),
    nameOf: (id: string) => (id === 'conti' ? 'Laura Conti' : undefined),
    ask: () => {},
  } as unknown as Moderation
  render(
    <EngineContext.Provider value={engine}>
      <ModerationContext.Provider value={moderation}>
        <Themes />
        <TopicsTable />
        <Needs onQuestion={onQuestion} />
      </ModerationContext.Provider>
    </EngineContext.Provider>,
  )
}

test('a topic with more than it can bear says so, first; one without questions isn’t there', () => {
  const busy = [85, 75, 60, 45, 35, 20, 5].map((minutes) =>
    question(`a${minutes}`, { askedAt: ago(minutes), statusAt: ago(minutes) }),
  )
  show([
    question('b', { topicId: 'minori' }),
    item('b', { topicId: 'minori', status: 'claimed', holder: 'conti' }),
    ...busy,
    item('a85', { queuedAt: ago(85) }),
  ])
  const rows = within(screen.getByRole('table', { name: '' }))
    .getAllByRole('row')
    .slice(1)
  expect(rows).toHaveLength(2)
  const [first, second] = rows.map((row) => within(row))
  expect(first?.getByRole('rowheader').textContent).toBe('Dimora abituale In affanno')
  expect(first?.getAllByRole('cell').map((cell) => cell.textContent)).toEqual([
    '1',
    '1 h 25',
    '–',
    '4 arrivati, 0 risposti40',
  ])
  expect(second?.getByText('Laura Conti')).toBeTruthy()
  expect(second?.queryByText('In affanno')).toBeNull()
  const need = screen.getByText(/arrivano quesiti e non se ne chiude nessuno/).closest('li')
  expect(need?.textContent).toContain('Dimora abituale:')
  expect(within(need as HTMLElement).getByRole('button', { name: 'Apri il più vecchio' })).toBeTruthy()
})

test('what waits too long in the inbox is opened by its button', () => {
  const opened: string[] = []
  show([question('old', { status: 'received', askedAt: ago(14) })], (id) => opened.push(id))
  expect(screen.getByText(/aspetta in arrivo da 14 minuti/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Apri' }))
  expect(opened).toEqual(['old'])
})

test('when nothing is needed it says so', () => {
  show([])
  expect(screen.getByText('Per ora niente: la giornata va da sola.')).toBeTruthy()
  expect(screen.getByText('Ancora nessun quesito.')).toBeTruthy()
})

test('the themes are two pictures that name their table, and a table whose figures are those of the pictures', () => {
  show([
    { entity: 'queue', id: 'T1', changedSeq: 1, order: [], asked: 19, answered: 8, open: 10 },
    question('fast', { status: 'answered', askedAt: ago(40), statusAt: ago(28) }),
  ])
  const table = within(screen.getByRole('table', { name: 'I temi in cifre' }))
  expect(table.getByRole('rowheader').textContent).toBe('Modelli organizzativi')
  expect(table.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['19', '8', '10', '12 min'])
  const pictures = screen.getAllByRole('img')
  expect(pictures).toHaveLength(2)
  for (const picture of pictures)
    expect(picture.getAttribute('aria-label')).toContain('nella tabella «I temi in cifre»')
  expect(pictures[0]?.textContent).toContain('8 risposti · 1 con altro esito · 10 senza esito')
  const widths = [...(pictures[0]?.querySelectorAll('rect') ?? [])].map((bar) => bar.getAttribute('width'))
  expect(widths.map((width) => Math.round(Number.parseFloat(String(width))))).toEqual([42, 5, 53])
  // Without a line nobody knows who is there, and no number is made up.
  expect(screen.getByText('Non sappiamo ancora quanti sono collegati.')).toBeTruthy()
})
