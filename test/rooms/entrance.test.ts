/** The door: everybody gets in, in the order of coming, and what else the loop has to do goes on meanwhile. */
import { expect, test } from 'vitest'
import { Entrance } from '../../server/rooms/entrance.ts'

const busy = (ms: number) => {
  const end = performance.now() + ms
  while (performance.now() < end);
}

test('a crowd enters in order, and other work of the loop comes between', async () => {
  const entrance = new Entrance()
  const order: number[] = []
  let others = 0
  let isOver = false
  const other = () => {
    others += 1
    if (!isOver) setImmediate(other)
  }
  setImmediate(other)
  const passing = Array.from({ length: 100 }, (_, n) =>
    entrance.pass(
      () => {
        busy(1)
        order.push(n)
        return n
      },
      () => false,
    ),
  )
  expect(entrance.depth).toBe(100)
  expect(await Promise.all(passing)).toEqual(Array.from({ length: 100 }, (_, n) => n))
  isOver = true
  expect(order).toEqual([...order].sort((one, two) => one - two))
  expect(others, 'at most ten milliseconds a turn').toBeGreaterThan(5)
  expect(entrance.depth).toBe(0)
})

test('who has gone away meanwhile is passed over, and an error is the caller’s alone', async () => {
  const entrance = new Entrance()
  let gone = false
  const first = entrance.pass(
    () => {
      gone = true
      return 'in'
    },
    () => false,
  )
  const second = entrance.pass(
    () => 'in',
    () => gone,
  )
  const third = entrance.pass(
    () => {
      throw new Error('no room')
    },
    () => false,
  )
  const fourth = entrance.pass(
    () => 'in',
    () => false,
  )
  await expect(third).rejects.toThrow('no room')
  expect([await first, await second, await fourth]).toEqual(['in', null, 'in'])
})
