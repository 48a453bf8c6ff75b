/** Presence over several processes: summed, told when it changes, and gone with the process that said it. */
import { expect, test } from 'vitest'
import { limits } from '../../server/domain/limits.ts'
import { nobodyHere, Presence, type Present, type Share } from '../../server/rooms/presence.ts'
import { handTimers } from '../support/forum.ts'

/** Processes that hear each other as long as they are not killed. */
function makeProcesses(count: number) {
  let now = 0
  const timers = handTimers()
  const all = Array.from({ length: count }, (_, n) => {
    const shown: Present[] = []
    const people = nobodyHere()
    const made = { id: `p${n}`, shown, people, isKilled: false, shares: 0 }
    const presence: Presence = new Presence({
      timers,
      now: () => now,
      lines: () => [{ sessionId: 's1', people: { ...people } }],
      share: (share: Share) => {
        if (made.isKilled) return
        made.shares += 1
        for (const other of all) if (other.presence !== presence) other.presence.hear(made.id, share)
      },
      show: (to, _sessionId, present) => to === 'staff' && shown.push(present),
    })
    presence.start()
    return Object.assign(made, { presence })
  })
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += limits.presenceMs) {
      now += limits.presenceMs
      timers.run()
    }
  }
  return { all, pass }
}

const look = (actorId: string, writing = false) => ({ itemId: 'i1', actorId, writing })

test('people are summed over all processes, and readers are told only when it changes', () => {
  const { all, pass } = makeProcesses(3)
  const [a, b, c] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]]
  a.people.participant = 2
  b.people.participant = 3
  c.people.expert = 1
  pass(6_000)
  for (const { presence } of all)
    expect(presence.of('s1').people).toEqual({ participant: 5, expert: 1, moderator: 0, feed: 0 })
  const told = a.shown.length
  pass(20_000)
  expect(a.shown).toHaveLength(told)
  expect(a.presence.of('another').people).toEqual(nobodyHere())
})

test('a process that is killed is forgotten after its time; one that leaves, at once', () => {
  const { all, pass } = makeProcesses(3)
  const [a, b, c] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]]
  for (const { people } of all) people.participant = 10
  b.presence.look('line', 's1', look('expert', true))
  pass(4_000)
  expect(a.presence.of('s1')).toMatchObject({ people: { participant: 30 }, looks: [look('expert', true)] })
  c.presence.stop()
  expect(a.presence.of('s1').people.participant).toBe(20)
  b.isKilled = true
  pass(limits.presenceTtlMs - limits.presenceRepeatMs - limits.presenceMs)
  expect(a.presence.of('s1').people.participant).toBe(20)
  pass(limits.presenceRepeatMs + 2 * limits.presenceMs)
  expect(a.presence.of('s1')).toEqual({ people: { ...nobodyHere(), participant: 10 }, looks: [] })
})

test('a look that nobody repeats is gone, and so is one whose line is', () => {
  const { all, pass } = makeProcesses(1)
  const [a] = all as [(typeof all)[0]]
  a.people.expert = 2
  a.presence.look('one', 's1', look('anna'))
  a.presence.look('two', 's1', look('bruno'))
  a.presence.look('two', 's1', look('bruno', true))
  expect(a.presence.of('s1').looks).toEqual([look('anna'), look('bruno', true)])
  a.presence.forget('one')
  expect(a.presence.of('s1').looks).toEqual([look('bruno', true)])
  pass(limits.presenceTtlMs + limits.presenceMs)
  expect(a.presence.of('s1').looks).toEqual([])
})

test('thousands are told in two digits, seldom, and nothing of the staff', () => {
  let now = 0
  const timers = handTimers()
  const people = { ...nobodyHere(), participant: 1_234, expert: 7, feed: 45 }
  const shown: { at: number; present: Present }[] = []
  const presence = new Presence({
    timers,
    now: () => now,
    lines: () => [{ sessionId: 's1', people: { ...people } }],
    share: () => {},
    show: (to, _sessionId, present) => to === 'crowd' && shown.push({ at: now, present }),
  })
  presence.start()
  presence.look('line', 's1', look('expert'))
  for (; now < 60_000; now += limits.presenceMs) {
    people.participant += 1
    timers.run()
  }
  expect(shown[0]?.present).toEqual({
    people: { participant: 1_200, expert: 7, moderator: 0, feed: 45 },
    looks: [],
  })
  expect(shown.length).toBeLessThanOrEqual(2)
})
