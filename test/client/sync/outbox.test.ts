/** Commands on their way: nothing that was kept is lost, sent as somebody else, or decided twice. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStorage } from '../../../client/sync/browser.ts'
import { type Answered, Outbox } from '../../../client/sync/outbox.ts'
import type { CommandAck } from '../../../server/contract/socket.ts'
import { handContext, handLine, openTabs, settled, stored } from './by-hand.ts'

const ask = (title = 'Uno') => ({
  type: 'question:ask' as const,
  payload: { title, text: 'Testo', topicId: 'T1.01', shown: 'body' as const },
})
const vote = (questionId: string, on: boolean) => ({
  type: 'question:vote' as const,
  payload: { questionId, on },
})
const claim = { type: 'item:claim' as const, payload: { itemId: 'i1' } }
const retry: CommandAck = { ok: false, code: 'command/retry' }

function annas(context = handContext()) {
  const outbox = new Outbox(context)
  outbox.setActor('anna')
  return { context, outbox, time: context.time }
}

describe('sending', () => {
  test('W2 it is on the device before it is sent, and leaves it with the definite answer', async () => {
    const { outbox, context } = annas()
    const line = handLine()
    let keptAtSending = -1
    outbox.lineUp('anna', (command, tries) => {
      keptAtSending = context.storage.length
      return line.send(command, tries)
    })
    const answer = outbox.call('s1', ask())
    expect(keptAtSending).toBe(1)
    line.sent[0]?.answer(stored(7))
    expect(await answer).toEqual(stored(7))
    expect(context.storage.length).toBe(0)
    expect(outbox.list()).toEqual([])
  })

  test('W2 a lost answer is asked for again with the same key', async () => {
    const { outbox, time } = annas()
    const line = handLine()
    outbox.lineUp('anna', line.send)
    const answer = outbox.call('s1', ask())
    line.sent[0]?.answer(null)
    await settled()
    expect(line.sent).toHaveLength(1)
    time.advance(15_000)
    expect(line.sent).toHaveLength(2)
    expect(line.keys()[1]).toBe(line.keys()[0])
    line.sent[1]?.answer(stored())
    expect(await answer).toEqual(stored())
  })

  test('an overloaded server is given longer each time, a definite refusal ends it', async () => {
    const { outbox, time } = annas()
    const line = handLine()
    outbox.lineUp('anna', line.send)
    const answer = outbox.call('s1', ask())
    const waits: number[] = []
    for (let turn = 0; turn < 8; turn += 1) {
      const before = time.now()
      line.sent.at(-1)?.answer(retry)
      await settled()
      while (line.sent.length === turn + 1) time.advance(50)
      waits.push(time.now() - before)
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000])
    line.sent.at(-1)?.answer({ ok: false, code: 'session/closed' })
    expect(await answer).toEqual({ ok: false, code: 'session/closed' })
  })

  test('who is told how long to leave it leaves it that long', async () => {
    const { outbox, time } = annas(handContext({ random: () => 0 }))
    const line = handLine()
    outbox.lineUp('anna', line.send)
    void outbox.call('s1', ask())
    line.sent[0]?.answer({ ok: false, code: 'command/too-many', details: { waitMs: 9_000 } })
    await settled()
    time.advance(8_999)
    expect(line.sent).toHaveLength(1)
    time.advance(1)
    expect(line.sent).toHaveLength(2)
  })

  test('what was given without a line goes out once when it is there', async () => {
    const { outbox } = annas()
    const answers = [outbox.call('s1', ask('Uno')), outbox.call('s1', ask('Due'))]
    expect(outbox.list().map(({ payload }) => payload)).toHaveLength(2)
    const line = handLine()
    outbox.lineUp('anna', line.send)
    expect(line.sent.map(({ command }) => command.payload)).toEqual([ask('Uno').payload, ask('Due').payload])
    // Entering again on the same line sends nothing twice.
    outbox.lineUp('anna', line.send)
    expect(line.sent).toHaveLength(2)
    for (const one of line.sent) one.answer(stored())
    expect(await Promise.all(answers)).toEqual([stored(), stored()])
  })

  test('W2 a line lost between sending and answer: the next line is asked with the same key', async () => {
    const { outbox } = annas()
    const first = handLine()
    outbox.lineUp('anna', first.send)
    const answer = outbox.call('s1', ask())
    outbox.lineDown()
    first.sent[0]?.answer(null)
    await settled()
    const second = handLine()
    outbox.lineUp('anna', second.send)
    expect(second.keys()).toEqual(first.keys())
    second.sent[0]?.answer(stored(3))
    expect(await answer).toEqual(stored(3))
  })

  test('about the same question the order stays, whatever has to be sent again', async () => {
    const { outbox, time } = annas()
    const line = handLine()
    outbox.lineUp('anna', line.send)
    void outbox.call('s1', vote('q1', true))
    void outbox.call('s1', vote('q1', false))
    void outbox.call('s1', vote('q2', true))
    const votes = () => line.sent.map(({ command }) => command.payload)
    expect(votes()).toEqual([vote('q1', true).payload, vote('q2', true).payload])
    line.sent[0]?.answer(null)
    await settled()
    time.advance(15_000)
    line.sent[2]?.answer(stored())
    await settled()
    expect(votes().slice(2)).toEqual([vote('q1', true).payload, vote('q1', false).payload])
  })

  test('not more than a few at once', () => {
    const { outbox } = annas()
    const line = handLine()
    outbox.lineUp('anna', line.send)
    for (let place = 0; place < 30; place += 1) void outbox.call('s1', vote(`q${place}`, true))
    expect(line.sent).toHaveLength(8)
  })
})

describe('now or never', () => {
  test('without a line it is given up, and never sent later', async () => {
    const { outbox, time, context } = annas()
    const answer = outbox.call('s1', claim)
    expect(context.storage.length).toBe(0)
    time.advance(10_000)
    expect(await answer).toEqual({ ok: false, code: 'device/offline' })
    const line = handLine()
    outbox.lineUp('anna', line.send)
    expect(line.sent).toEqual([])
  })

  test('without an answer nobody knows, and it says so', async () => {
    const { outbox, time } = annas()
    outbox.lineUp('anna', handLine().send)
    const answer = outbox.call('s1', claim, { giveUpAfterMs: 3_000 })
    time.advance(3_000)
    expect(await answer).toEqual({ ok: false, code: 'device/no-answer' })
  })

  test('what the server last said of it is told', async () => {
    const { outbox, time } = annas()
    const line = handLine()
    outbox.lineUp('anna', line.send)
    const answer = outbox.call('s1', claim)
    line.sent[0]?.answer({ ok: false, code: 'command/too-many', details: { waitMs: 60_000 } })
    await settled()
    time.advance(10_000)
    expect(await answer).toMatchObject({ code: 'command/too-many' })
  })
})

describe('across pages and accounts', () => {
  test('W2 a page reloaded between sending and answer goes on with the same key, and tells a refusal', async () => {
    const tabs = openTabs()
    const before = annas(handContext({ tabs: tabs.tab('tab-1') }))
    const first = handLine()
    before.outbox.lineUp('anna', first.send)
    void before.outbox.call('s1', ask())
    tabs.close('tab-1')

    const after = annas(handContext({ tabs: tabs.tab('tab-2'), storage: before.context.storage }))
    const heard: Answered[] = []
    after.outbox.onAnswer((answered) => heard.push(answered))
    await settled()
    expect(after.outbox.list()).toHaveLength(1)
    const second = handLine()
    after.outbox.lineUp('anna', second.send)
    await settled()
    expect(second.keys()).toEqual(first.keys())
    expect(second.sent[0]?.tries).toBe(1)
    second.sent[0]?.answer({ ok: false, code: 'session/closed' })
    await settled()
    expect(heard).toMatchObject([
      { command: { type: 'question:ask' }, answer: { code: 'session/closed' }, isOrphan: true },
    ])
    expect(before.context.storage.length).toBe(0)
  })

  test('another account’s commands are never sent, and are there when it comes back', async () => {
    const { outbox } = annas()
    void outbox.call('s1', ask())
    const carlas = handLine()
    outbox.lineUp('carla', carlas.send)
    await settled()
    expect(outbox.list()).toEqual([])
    expect(carlas.sent).toEqual([])
    outbox.lineDown()
    const annasLine = handLine()
    outbox.lineUp('anna', annasLine.send)
    await settled()
    expect(annasLine.sent).toHaveLength(1)
  })

  test('nobody in particular gives no commands', async () => {
    const outbox = new Outbox(handContext())
    outbox.lineUp(null, handLine().send)
    expect(await outbox.call('s1', ask())).toEqual({ ok: false, code: 'login/needed' })
  })

  test('two tabs at once: each sends its own, and one that is closed leaves its own to the other', async () => {
    const tabs = openTabs()
    const storage = memoryStorage()
    const one = annas(handContext({ tabs: tabs.tab('tab-1'), storage }))
    const two = annas(handContext({ tabs: tabs.tab('tab-2'), storage }))
    void one.outbox.call('s1', ask())
    const line = handLine()
    two.outbox.lineUp('anna', line.send)
    await settled()
    expect(line.sent).toEqual([])
    tabs.close('tab-1')
    two.time.advance(5_000)
    await settled()
    expect(line.sent).toHaveLength(1)
  })

  test('damaged and forgotten records are dropped', async () => {
    const storage = memoryStorage()
    storage.setItem('quesiti:pending:anna:key-1', 'not json')
    storage.setItem('quesiti:pending:anna:key-2', '{"key":"another"}')
    const days = 31 * 24 * 60 * 60 * 1_000
    const old = annas(handContext({ storage }))
    void old.outbox.call('s1', ask())
    old.time.advance(days)
    const { outbox } = annas(handContext({ storage, time: old.time }))
    await settled()
    expect(outbox.list()).toEqual([])
    expect(storage.length).toBe(0)
  })
})

describe('the device is full', () => {
  test('it is refused before anything is sent, and sending the others makes room', async () => {
    const { outbox } = annas()
    for (let place = 0; place < 100; place += 1) void outbox.call('s1', vote(`q${place}`, true))
    expect(await outbox.call('s1', ask())).toEqual({ ok: false, code: 'device/storage-full' })
    const line = handLine()
    outbox.lineUp('anna', line.send)
    line.sent[0]?.answer(stored())
    await settled()
    void outbox.call('s1', ask())
    expect(outbox.list()).toHaveLength(100)
  })

  test('the browser’s own limit gives the same refusal', async () => {
    const storage = memoryStorage()
    const full = {
      ...storage,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    const { outbox } = annas(handContext({ storage: full }))
    expect(await outbox.call('s1', ask())).toEqual({ ok: false, code: 'device/storage-full' })
    expect(outbox.list()).toEqual([])
  })
})

test('W1 W2 whatever the line and the pages do, each command is decided exactly once', async () => {
  const happened = { lost: 0, reloads: 0, cuts: 0, again: 0 }
  const steps = fc.array(
    fc.constantFrom('give', 'answer', 'loseAnswer', 'loseCommand', 'retry', 'cut', 'reload', 'wait'),
    { minLength: 5, maxLength: 60, size: 'max' },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (run) => {
      const tabs = openTabs()
      const storage = memoryStorage()
      /** The server: what it has decided, by key. */
      const decided = new Map<string, number>()
      let times = 0
      let given = 0
      let page = 0
      const open = () => {
        page += 1
        const opened = annas(handContext({ tabs: tabs.tab(`tab-${page}`), storage }))
        return { ...opened, line: handLine() }
      }
      let now = open()
      now.outbox.lineUp('anna', now.line.send)
      const decide = (key: string) => {
        if (!decided.has(key)) times += 1
        decided.set(key, decided.get(key) ?? times)
        return stored(decided.get(key))
      }
      const newLine = () => {
        now.line = handLine()
        now.outbox.lineUp('anna', now.line.send)
      }
      const step = async (what: (typeof run)[number]) => {
        const next = now.line.sent.shift()
        if (what === 'give') {
          given += 1
          void now.outbox.call('s1', ask(`Quesito ${given}`))
        }
        if (what === 'cut') {
          happened.cuts += 1
          now.outbox.lineDown()
          newLine()
        } else if (what === 'reload') {
          happened.reloads += 1
          now.outbox.close()
          tabs.close(`tab-${page}`)
          now = open()
          await settled()
          newLine()
        } else if (what === 'wait') now.time.advance(20_000)
        else if (next && what === 'loseAnswer') {
          happened.lost += 1
          decide(next.command.key)
          next.answer(null)
        } else if (next && what === 'loseCommand') next.answer(null)
        else if (next && what === 'retry') {
          happened.again += 1
          next.answer(retry)
        } else if (next) next.answer(decide(next.command.key))
        await settled()
      }
      for (const what of run) await step(what)
      await step('cut')
      for (let turn = 0; turn < 500 && now.outbox.list().length > 0; turn += 1) {
        await step(now.line.sent.length > 0 ? 'answer' : 'wait')
      }
      expect(now.outbox.list()).toEqual([])
      expect(decided.size).toBe(given)
      expect(storage.length).toBe(0)
    }),
    { numRuns: 300 },
  )
  for (const [what, count] of Object.entries(happened)) expect(count, what).toBeGreaterThan(50)
})
