/** The browser's surroundings as far as they can be tried here: waking, storage, tabs by their locks. */
import { expect, test } from 'vitest'
import { createTabs, deviceStorage, memoryStorage, onWake, randomKey } from '../../../client/sync/browser.ts'
import { commandKey } from '../../../server/contract/socket.ts'
import { settled } from './by-hand.ts'

/** Web Locks in a few lines: held as long as the work goes on, or refused. */
function lockManager() {
  const held = new Set<string>()
  const request = async (name: string, ...given: unknown[]) => {
    const work = given.at(-1) as (lock: object | null) => unknown
    const isPolite = (given[0] as { ifAvailable?: boolean }).ifAvailable === true
    if (held.has(name)) return isPolite ? work(null) : undefined
    held.add(name)
    try {
      return await work({ name })
    } finally {
      held.delete(name)
    }
  }
  return { held, locks: { request } as unknown as LockManager }
}

test('a key is what the contract takes, and never the same', () => {
  const keys = new Set(Array.from({ length: 1_000 }, randomKey))
  expect(keys.size).toBe(1_000)
  for (const key of keys) expect(commandKey.safeParse(key).success).toBe(true)
})

test('a tab that lives keeps its own; one that is gone leaves it', async () => {
  const { held, locks } = lockManager()
  const one = createTabs(locks)
  const two = createTabs(locks)
  const taken: string[] = []
  await two.ifLeft(one.id, () => taken.push('while it lives'))
  expect(taken).toEqual([])
  held.delete(`quesiti:tab:${one.id}`)
  await two.ifLeft(one.id, () => taken.push('after'))
  expect(taken).toEqual(['after'])
  await settled()
  expect([...held]).toEqual([`quesiti:tab:${two.id}`])
})

test('without locks nothing is left lying', async () => {
  const tabs = createTabs(null)
  let isTaken = false
  await tabs.ifLeft('another', () => {
    isTaken = true
  })
  expect(isTaken).toBe(true)
})

test('the page wakes when it is seen, or the network is back', () => {
  let woken = 0
  const stop = onWake(() => {
    woken += 1
  })
  document.dispatchEvent(new Event('visibilitychange'))
  window.dispatchEvent(new Event('online'))
  expect(woken).toBe(2)
  stop()
  window.dispatchEvent(new Event('online'))
  expect(woken).toBe(2)
})

test('storage: the browser’s where it allows one, memory otherwise', () => {
  expect(deviceStorage()).toBe(window.localStorage)
  const memory = memoryStorage()
  memory.setItem('a', '1')
  expect([memory.length, memory.key(0), memory.key(1), memory.getItem('a')]).toEqual([1, 'a', null, '1'])
})
