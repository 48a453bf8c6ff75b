/** A text while it is written: no key press is lost for long, and no older text wins over a newer one. */
import { describe, expect, test } from 'vitest'
import { listDrafts } from '../../../client/state/draft-storage.ts'
import { Draft, type DraftContext } from '../../../client/state/drafts.ts'
import { memoryStorage } from '../../../client/sync/browser.ts'
import type { Answer } from '../../../client/sync/command-types.ts'
import type { DeviceStorage } from '../../../client/sync/surroundings.ts'
import type { AnswerDraft, AskDraft, Payloads } from '../../../server/domain/commands.ts'
import { handTime, settled } from '../sync/by-hand.ts'

const empty: AskDraft = { title: '', text: '', tried: '', topicId: '', shown: 'body', deadline: '' }
const emptyAnswer: AnswerDraft = {
  inBrief: '',
  reasoning: '',
  appliesTo: '',
  whatToDo: [],
  notCovered: '',
  references: [],
  lawAsOf: '',
}

/** One device with its tabs, and the server's copy of its drafts by the rule of revisions. */
function device() {
  const time = handTime()
  const storage = memoryStorage()
  const listeners = new Map<string, (name: string) => void>()
  const held = new Map<string, { rev: number; content: unknown }>()
  const saves: Payloads['draft:save'][] = []
  const line: { refuse: Answer | null } = { refuse: null }
  const saveOf = async (payload: Payloads['draft:save']): Promise<Answer> => {
    saves.push(payload)
    if (line.refuse) return line.refuse
    const known = held.get(payload.draftId)
    if (known && known.rev > payload.rev)
      return { ok: false, code: 'draft/stale', details: { rev: known.rev } }
    held.set(payload.draftId, payload)
    return {
      ok: true,
      seq: 1,
      at: time.now(),
      result: { rev: payload.rev, leaseUntil: time.now() + 600_000 },
    }
  }
  const contextOf = (tabId: string, of: DeviceStorage = storage): DraftContext => ({
    storage: {
      ...of,
      get length() {
        return of.length
      },
      setItem: (name, text) => {
        of.setItem(name, text)
        for (const [other, listener] of listeners) if (other !== tabId) listener(name)
      },
    },
    timers: time,
    now: time.now,
    tabId,
    actorId: 'anna',
    sessionId: 's1',
    save: saveOf,
    onOtherTab: (listener) => {
      listeners.set(tabId, listener)
      return () => listeners.delete(tabId)
    },
  })
  const open = (tabId: string, of?: DeviceStorage) =>
    new Draft(contextOf(tabId, of), { kind: 'ask', draftId: 'd1', empty })
  const pass = async (ms: number) => {
    time.advance(ms)
    await settled()
  }
  return {
    time,
    storage,
    held,
    saves,
    line,
    open,
    contextOf,
    pass,
    closeTab: (id: string) => listeners.delete(id),
  }
}
const offline: Answer = { ok: false, code: 'device/offline' }

describe('saving', () => {
  test('the device has it after a pause, the server every two seconds while it changes', async () => {
    const { open, saves, storage, pass } = device()
    const draft = open('tab-1')
    expect(draft.saved.value).toBe('nothing')
    for (let key = 1; key <= 10; key += 1) {
      draft.write({ title: 'x'.repeat(key) })
      await pass(100)
    }
    expect(storage.length).toBe(1)
    expect(saves).toEqual([])
    await pass(1_000)
    expect(saves).toMatchObject([{ draftId: 'd1', kind: 'ask', rev: 1, content: { title: 'x'.repeat(10) } }])
    expect(draft.saved.value).toBe('saved')
    draft.write({ text: 'Di più' })
    expect(draft.saved.value).toBe('saving')
    await pass(2_000)
    expect(saves.map(({ rev }) => rev)).toEqual([1, 2])
    await pass(60_000)
    expect(saves).toHaveLength(2)
  })

  test('without a line it is saved here, and on the server when the line is back', async () => {
    const { open, line, held, pass } = device()
    line.refuse = offline
    const draft = open('tab-1')
    draft.write({ title: 'Senza rete' })
    await pass(2_000)
    expect([draft.saved.value, draft.problem.value]).toEqual(['savedHere', 'device/offline'])
    line.refuse = null
    draft.retry()
    await pass(0)
    expect(draft.saved.value).toBe('saved')
    expect(held.get('d1')).toMatchObject({ content: { title: 'Senza rete' } })
  })

  test('an answer that was lost is saved again with the same number, later text with the next', async () => {
    const { open, line, saves, pass } = device()
    line.refuse = { ok: false, code: 'device/no-answer' }
    const draft = open('tab-1')
    draft.write({ title: 'Uno' })
    await pass(2_000)
    line.refuse = null
    await pass(5_000)
    expect(saves.map(({ rev }) => rev)).toEqual([1, 1])
    draft.write({ title: 'Due' })
    await pass(2_000)
    expect(saves.map(({ rev }) => rev)).toEqual([1, 1, 2])
  })

  test('what is written while it is being saved is saved after', async () => {
    const { open, saves, pass, time } = device()
    const draft = open('tab-1')
    draft.write({ title: 'Uno' })
    time.advance(2_000)
    draft.write({ title: 'Due' })
    await settled()
    expect(draft.saved.value).not.toBe('saved')
    await pass(2_000)
    expect(saves.map(({ rev, content }) => [rev, (content as AskDraft).title])).toEqual([
      [1, 'Uno'],
      [2, 'Due'],
    ])
    expect(draft.saved.value).toBe('saved')
  })

  test('a full device and no line: it fails, and says so', async () => {
    const { open, line, pass } = device()
    line.refuse = offline
    const full = {
      ...memoryStorage(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    const draft = open('tab-1', full)
    draft.write({ title: 'Uno' })
    await pass(2_000)
    expect(draft.saved.value).toBe('failed')
    line.refuse = null
    await pass(5_000)
    // The server has it now, so that nothing is lost.
    expect(draft.saved.value).toBe('saved')
  })

  test('a lost lease ends saving, keeps the text, and goes on when it is taken again', async () => {
    const { contextOf, line, saves, held, pass } = device()
    const plan = { kind: 'answer', draftId: 'i1', itemId: 'i1', empty: emptyAnswer } as const
    const draft = new Draft(contextOf('tab-1'), plan)
    draft.write({ inBrief: 'Sì' })
    await pass(2_000)
    expect(draft.leaseUntil.value).toBeGreaterThan(0)
    line.refuse = { ok: false, code: 'workItem/lease-lost' }
    draft.write({ inBrief: 'Sì, ma' })
    await pass(2_000)
    expect([draft.saved.value, draft.problem.value]).toEqual(['failed', 'workItem/lease-lost'])
    draft.write({ inBrief: 'Sì, ma non sempre' })
    await pass(60_000)
    expect(saves).toHaveLength(2)
    const again = new Draft(contextOf('tab-2'), plan)
    expect(again.content.value.inBrief).toBe('Sì, ma non sempre')
    line.refuse = null
    draft.retry()
    await pass(0)
    expect(held.get('i1')).toMatchObject({ content: { inBrief: 'Sì, ma non sempre' } })
  })
})

describe('pages, tabs and devices', () => {
  test('F13 it survives a reload at any moment', async () => {
    const { open, saves, pass, closeTab } = device()
    const before = open('tab-1')
    before.write({ title: 'A metà' })
    before.keep()
    closeTab('tab-1')
    const after = open('tab-2')
    expect(after.content.value.title).toBe('A metà')
    expect(after.saved.value).toBe('savedHere')
    await pass(0)
    expect(after.saved.value).toBe('saved')
    after.write({ title: 'A metà, poi' })
    await pass(2_000)
    expect([after.isOlder.value, after.saved.value]).toEqual([false, 'saved'])
    expect(saves.at(-1)).toMatchObject({ rev: 2, content: { title: 'A metà, poi' } })
  })

  test('leaving the page within the application saves at once', async () => {
    const { open, held } = device()
    const draft = open('tab-1')
    draft.write({ title: 'Torno subito' })
    draft.dispose()
    await settled()
    expect(held.get('d1')).toMatchObject({ content: { title: 'Torno subito' } })
  })

  test('two tabs: the newer one wins, the older is told, keeps its text, and may choose', async () => {
    const { open, held, pass } = device()
    const one = open('tab-1')
    one.write({ title: 'Prima' })
    await pass(2_000)
    const two = open('tab-2')
    two.write({ title: 'Seconda' })
    await pass(300)
    expect(one.isOlder.value).toBe(true)
    expect(one.content.value.title).toBe('Prima')
    one.write({ title: 'Prima, ancora' })
    await pass(10_000)
    expect(held.get('d1')).toMatchObject({ content: { title: 'Seconda' } })
    expect(two.isOlder.value).toBe(false)

    one.takeNewer()
    expect(one.content.value.title).toBe('Seconda')
    two.write({ title: 'Seconda, poi' })
    await pass(2_000)
    expect(one.isOlder.value).toBe(true)
    one.keepThis()
    await pass(2_000)
    expect(held.get('d1')).toMatchObject({ content: { title: 'Seconda' } })
    expect([one.isOlder.value, two.isOlder.value]).toEqual([false, true])
  })

  test('two tabs that write at the same moment: one of them is told', async () => {
    const { open, pass, held } = device()
    const one = open('tab-1')
    const two = open('tab-2')
    one.write({ title: 'Uno' })
    two.write({ title: 'Due' })
    await pass(10_000)
    expect([one.isOlder.value, two.isOlder.value].filter(Boolean)).toHaveLength(1)
    const winner = one.isOlder.value ? two : one
    expect(held.get('d1')).toMatchObject({ content: { title: winner.content.value.title } })
  })

  test('another device was newer: told, and the fetched copy can be taken', async () => {
    const { open, held, pass, saves } = device()
    const draft = open('tab-1')
    held.set('d1', { rev: 7, content: { ...empty, title: 'Dal telefono' } })
    draft.write({ title: 'Dall’ufficio' })
    await pass(2_000)
    expect([draft.isOlder.value, draft.problem.value]).toEqual([true, 'draft/stale'])
    draft.keepThis()
    await pass(0)
    expect(saves.at(-1)).toMatchObject({ rev: 8, content: { title: 'Dall’ufficio' } })
    held.set('d1', { rev: 20, content: { ...empty, title: 'Dal telefono' } })
    draft.write({ title: 'x' })
    await pass(2_000)
    draft.takeNewer({ rev: 20, content: { ...empty, title: 'Dal telefono' } })
    draft.write({ text: 'e poi' })
    await pass(2_000)
    expect(saves.at(-1)).toMatchObject({ rev: 21, content: { title: 'Dal telefono', text: 'e poi' } })
  })

  test('sent or thrown away, nothing stays on the device', async () => {
    const { open, storage, pass } = device()
    const draft = open('tab-1')
    draft.write({ title: 'Uno' })
    await pass(2_000)
    draft.write({ title: 'Due' })
    draft.drop()
    await pass(10_000)
    expect(storage.length).toBe(0)
  })

  test('a device lists its own drafts, newest first, and forgets those of a month ago', async () => {
    const { contextOf, storage, time } = device()
    for (const draftId of ['d1', 'd2']) {
      const draft = new Draft(contextOf('tab-1'), { kind: 'ask', draftId, empty })
      draft.write({ title: draftId })
      draft.keep()
      time.advance(20 * 24 * 60 * 60 * 1_000)
    }
    expect(listDrafts(storage, 'carla', time.now())).toEqual([])
    expect(listDrafts(storage, 'anna', time.now()).map(({ draftId }) => draftId)).toEqual(['d2'])
    expect(storage.length).toBe(1)
  })
})
