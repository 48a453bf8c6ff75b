/** Writing an answer: parts and their ticks, references, what keeps it from being sent, and where it is sent. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { AnswerFields } from '../../../client/pages/experts/answer/fields/answer-fields.tsx'
import { AnswerFoot } from '../../../client/pages/experts/answer/writing/answer-foot.tsx'
import { useSending } from '../../../client/pages/experts/answer/writing/use-sending.ts'
import { EMPTY_ANSWER } from '../../../client/state/desk/answer-words.ts'
import { Draft } from '../../../client/state/drafts.ts'
import type { ItemView } from '../../../client/state/work.ts'
import { setLanguage } from '../../../client/text/text.ts'
import { must } from '../../../server/domain/assert.ts'
import type { AnswerDraft } from '../../../server/domain/commands.ts'
import { handContext } from '../sync/by-hand.ts'
import { type Answering, draw, makeDesk, NOW, question, workItem } from './desk-fixture.tsx'

beforeAll(() => setLanguage('it'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

function draftWith(content: Partial<AnswerDraft>) {
  const context = handContext()
  return new Draft<'answer'>(
    {
      storage: context.storage,
      timers: context.timers,
      now: () => NOW,
      tabId: 't1',
      actorId: 'me',
      sessionId: 's1',
      save: async ({ rev }) => ({ ok: true, seq: rev, at: NOW, result: { rev } }),
      onOtherTab: () => () => {},
    },
    { kind: 'answer', draftId: 'item-q1', itemId: 'item-q1', empty: { ...EMPTY_ANSWER, ...content } },
  )
}

function Page({ item, draft }: { item: ItemView; draft: Draft<'answer'> }) {
  const sending = useSending({ item, draft, earlier: undefined, reach: 'all' })
  return (
    <>
      <AnswerFields
        content={draft.content.value}
        write={(change) => draft.write(change)}
        isReadOnly={false}
        themeId="T2"
        faulty={sending.faults.map(({ part }) => part)}
      />
      <AnswerFoot item={item} draft={draft} sending={sending} isPreview={false} onPreview={() => undefined} />
    </>
  )
}

function open(content: Partial<AnswerDraft>, given: { answer?: Answering; review?: 'none' | 'peer' } = {}) {
  const made = makeDesk(
    [question('q1'), workItem('q1', { status: 'claimed', holder: 'me', leaseUntil: NOW + 60_000 })],
    given,
  )
  const draft = draftWith(content)
  draw(made.desk, <Page item={must(made.desk.state.item('item-q1').value, 'item')} draft={draft} />)
  return { ...made, draft }
}

const whole: Partial<AnswerDraft> = {
  inBrief: 'Basta la ricevuta.',
  reasoning: 'La circolare lo dice.',
  appliesTo: 'A tutti i Comuni.',
  lawAsOf: '2025-06-30',
}
const unchecked = { act: 'D.Lgs. 30/2007', provision: 'art. 9', checked: false }

test('the table of contents ticks what is written, for the ear too', () => {
  const { draft } = open({})
  const parts = within(screen.getByRole('navigation', { name: 'Parti della risposta' }))
  expect(parts.getAllByRole('button')).toHaveLength(7)
  expect(parts.getByRole('button', { name: /^In breve/ }).textContent).toBe('In breve, da compilare')
  fireEvent.input(screen.getByRole('textbox', { name: 'In breve' }), { target: { value: 'Sì.' } })
  expect(draft.content.value.inBrief).toBe('Sì.')
  expect(parts.getByRole('button', { name: /^In breve/ }).textContent).toBe('In breve, compilato')
})

test('a reference is added when it is whole, checked and unchecked, and removed', () => {
  const { draft } = open({})
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true })
  fireEvent.click(screen.getByRole('button', { name: 'Aggiungi il riferimento' }))
  expect(screen.getByText('Scrivi l’atto, per esempio «D.P.R. 223/1989».')).toBeTruthy()
  fireEvent.input(screen.getByRole('combobox', { name: 'Atto' }), { target: { value: 'D.P.R. 223/1989' } })
  fireEvent.input(screen.getByRole('textbox', { name: 'Indirizzo su Normattiva' }), {
    target: { value: 'javascript:alert(1)' },
  })
  fireEvent.click(screen.getByRole('button', { name: 'Aggiungi il riferimento' }))
  expect(draft.content.value.references).toEqual([])
  fireEvent.input(screen.getByRole('textbox', { name: 'Indirizzo su Normattiva' }), { target: { value: '' } })
  fireEvent.click(screen.getByRole('button', { name: 'Aggiungi il riferimento' }))
  expect(draft.content.value.references).toEqual([
    {
      act: 'D.P.R. 223/1989',
      provision: '',
      checked: false,
      url: 'https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:decreto.del.presidente.della.repubblica:1989-05-30;223',
    },
  ])
  fireEvent.click(screen.getByRole('button', { name: /^D\.P\.R\. 223\/1989: da controllare/ }))
  expect(draft.content.value.references[0]?.checked).toBe(true)
  fireEvent.click(screen.getByRole('button', { name: /^Togli\s+D\.P\.R\./ }))
  expect(draft.content.value.references).toEqual([])
})

test('what is missing is said by name and not sent; what is filled in is not said any longer', async () => {
  const { told, draft } = open({ ...whole, lawAsOf: '', appliesTo: '' })
  fireEvent.click(screen.getByRole('button', { name: /Manda in verifica/ }))
  const errors = within(await screen.findByRole('alert'))
  expect(errors.getAllByRole('link').map((link) => link.textContent)).toEqual([
    'Manca «A chi si applica».',
    'Manca «Aggiornato al».',
  ])
  draft.write({ appliesTo: 'A tutti.' })
  await waitFor(() => expect(within(screen.getByRole('alert')).getAllByRole('link')).toHaveLength(1))
  expect(told).toEqual([])
})

test('a theme with review sends to a second expert, another publishes', async () => {
  const first = open(whole)
  fireEvent.click(screen.getByRole('button', { name: /Manda in verifica/ }))
  await waitFor(() => expect(first.told.map(({ type }) => type)).toEqual(['answer:send']))
  expect(first.told[0]?.payload).toMatchObject({ itemId: 'item-q1', reach: 'all', words: whole })
  cleanup()
  const second = open(whole, { review: 'none' })
  fireEvent.click(screen.getByRole('button', { name: /^Pubblica/ }))
  await waitFor(() => expect(second.told.map(({ type }) => type)).toEqual(['answer:publish']))
})

test('unchecked references are asked about once', async () => {
  const { told } = open({ ...whole, references: [unchecked] })
  fireEvent.click(screen.getByRole('button', { name: /Manda in verifica/ }))
  expect((await screen.findByRole('alert')).textContent).toContain('1 riferimento è da controllare')
  fireEvent.click(screen.getByRole('button', { name: 'Controllo prima' }))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(told).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: /Manda in verifica/ }))
  await waitFor(() => expect(told).toHaveLength(1))
})

test('a refusal is said where it happened, and the text stays', async () => {
  const { draft } = open(whole, { answer: () => ({ ok: false, code: 'workItem/lease-lost' }) })
  fireEvent.click(screen.getByRole('button', { name: /Manda in verifica/ }))
  expect((await screen.findByRole('alert')).textContent).toContain('Non è più in carico a te.')
  expect(draft.content.value.inBrief).toBe('Basta la ricevuta.')
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'In breve' }).value).toBe(
    'Basta la ricevuta.',
  )
})

test('words that a ready text left in braces keep an answer from being sent, and say where', async () => {
  const { told } = open({
    inBrief: 'Sentite {ufficio}.',
    reasoning: 'Perché.',
    appliesTo: 'A tutti.',
    lawAsOf: '2026-11-01',
  })
  fireEvent.click(screen.getByRole('button', { name: /^Manda in verifica/ }))
  expect((await screen.findAllByText('In «In breve» resta una parte tra parentesi graffe.')).length).toBe(2)
  expect(told).toEqual([])
})
