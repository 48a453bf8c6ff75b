/** F24: a handler that throws, rejects or never ends fails its own command; everybody else goes on. */
import { expect, test } from 'vitest'
import { Counts } from '../../server/adapters/counts.ts'
import { limits } from '../../server/domain/limits.ts'
import { UnderWay } from '../../server/under-way.ts'
import { askPayload, newKey } from '../support/forum.ts'
import { call, enter, startLive } from '../support/live-server.ts'

function calls() {
  const bugs: [unknown, string][] = []
  const counts = new Counts()
  let now = 0
  const underWay = new UnderWay({ now: () => now, onBug: (...bug) => bugs.push(bug), counts })
  const line = { underWay: 0 }
  const answers: object[] = []
  const run = (handle: () => Promise<object>) =>
    underWay.run({ name: 'question:ask', line, answer: (answer) => answers.push(answer) }, handle)
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { bugs, counts, underWay, line, answers, run, settled, pass: (ms: number) => (now += ms) }
}

test.each([
  [
    'throws',
    () => {
      throw new Error('canarino')
    },
  ],
  ['rejects', () => Promise.reject(new Error('canarino'))],
  ['rejects with nothing', () => Promise.reject(undefined)],
] as const)('F24: one that %s is answered internal, once, and reported', async (_how, handle) => {
  const { bugs, counts, line, answers, run, settled } = calls()
  run(handle as () => Promise<object>)
  await settled()
  expect(answers).toEqual([{ ok: false, code: 'internal' }])
  expect(bugs).toHaveLength(1)
  expect([...counts.refusedByLine.entries()]).toEqual([['internal', 1]])
  expect(line.underWay).toBe(0)
})

test('F24: one that never ends is answered that its outcome is unknown, and what it says later counts no more', async () => {
  const { bugs, underWay, line, answers, run, settled, pass } = calls()
  const late = Promise.withResolvers<object>()
  run(() => late.promise)
  pass(limits.answerMs)
  underWay.giveUpLate()
  expect(answers).toEqual([])
  pass(1)
  underWay.giveUpLate()
  expect(answers).toEqual([{ ok: false, code: 'command/retry' }])
  late.resolve({ ok: true })
  await settled()
  expect(answers).toHaveLength(1)
  expect(bugs).toHaveLength(1)
  expect([line.underWay, underWay.size]).toEqual([0, 0])
})

test('F24: an answer that can not be sent is reported, and nothing else', async () => {
  const { bugs, line, run, underWay, settled } = calls()
  underWay.run(
    {
      name: 'cursor',
      line,
      answer: () => {
        throw new Error('canarino')
      },
    },
    async () => ({ ok: true }),
  )
  await settled()
  expect(bugs).toHaveLength(1)
  run(async () => ({ ok: true }))
  await settled()
  expect(line.underWay).toBe(0)
})

test('F24: over a real line, while one command fails the others of the same line and of others are answered', async () => {
  const running = await startLive()
  try {
    const [anna, carla] = [running.client('anna'), running.client('carla')]
    await enter(running, anna)
    await enter(running, carla)
    const { room } = await running.forum.room()
    const real = room.submit.bind(room)
    room.submit = (given) => {
      if (given.key?.startsWith('throws')) throw new TypeError('canarino')
      return given.key?.startsWith('never') ? new Promise(() => {}) : real(given)
    }
    const ask = (client: typeof anna, key: string) => call(running, client, 'question:ask', askPayload(), key)
    const [thrown, ...others] = await Promise.all([
      ask(anna, `throws${newKey()}`),
      ask(anna, newKey()),
      ask(carla, newKey()),
    ])
    expect(thrown).toEqual({ ok: false, code: 'internal' })
    expect(others).toMatchObject([{ ok: true }, { ok: true }])
    expect(running.bugs.splice(0)).toHaveLength(1)
    void ask(anna, `never${newKey()}`).catch(() => {})
    expect(await ask(carla, newKey())).toMatchObject({ ok: true })
  } finally {
    await running.close()
  }
})
