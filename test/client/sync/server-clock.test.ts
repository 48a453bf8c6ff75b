/** The server's clock from its messages: the device's date, its sleep and its drift don't matter. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ServerClock } from '../../../client/sync/server-clock.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

function device(offBy: number) {
  const world = { at: Date.UTC(2026, 10, 19, 9), driftPpm: 0, offBy }
  const start = world.at
  const local = () => world.at + world.offBy + ((world.at - start) * world.driftPpm) / 1_000_000
  return { world, local, clock: new ServerClock(local) }
}

test('F14 a device a day off counts down to the same instant as the server', () => {
  for (const offBy of [DAY_MS, -DAY_MS]) {
    const { world, clock, local } = device(offBy)
    const sentAt = local()
    world.at += 40
    const now = world.at
    world.at += 40
    clock.answered(now, sentAt)
    expect(Math.abs(clock.now() - world.at)).toBeLessThanOrEqual(40)
  }
})

test('the shortest way there and back counts, not the last', () => {
  const { world, clock, local } = device(5_000)
  for (const [there, back] of [
    [900, 3_000],
    [10, 12],
    [4_000, 100],
  ] as const) {
    const sentAt = local()
    world.at += there
    const now = world.at
    world.at += back
    clock.answered(now, sentAt)
  }
  expect(Math.abs(clock.now() - world.at)).toBeLessThanOrEqual(6)
})

test('a message without a question is a bound: it is at least as late as it says', () => {
  const { world, clock } = device(-DAY_MS)
  const now = world.at
  world.at += 200
  clock.heard(now)
  expect(world.at - clock.now()).toBe(200)
  world.at += 1_000
  clock.heard(world.at - 5)
  expect(world.at - clock.now()).toBe(5)
})

test('a device that has slept is put right by the first message after it', () => {
  const { world, clock, local } = device(0)
  clock.answered(world.at, local())
  // Its own time stood still for an hour.
  world.offBy -= 3_600_000
  world.at += 3_600_000
  clock.heard(world.at - 30)
  expect(Math.abs(clock.now() - world.at)).toBeLessThanOrEqual(30)
})

test('F14 however the device drifts and messages are delayed, the offset stays within the delays', () => {
  const delays = fc.array(fc.record({ there: fc.nat(400), back: fc.nat(400), pause: fc.nat(60_000) }), {
    minLength: 1,
    maxLength: 100,
  })
  fc.assert(
    fc.property(delays, fc.integer({ min: -200, max: 200 }), (messages, driftPpm) => {
      const { world, clock, local } = device(DAY_MS)
      world.driftPpm = driftPpm
      let sinceMs = 0
      for (const { there, back, pause } of messages) {
        const sentAt = local()
        world.at += there
        const now = world.at
        world.at += back
        clock.answered(now, sentAt)
        sinceMs += there + back + pause
        expect(Math.abs(clock.now() - world.at)).toBeLessThanOrEqual(800 + (sinceMs * 200) / 1_000_000)
        world.at += pause
      }
    }),
  )
})
