/** Nothing moves under a reader's eyes: news wait until they are asked for. */
import { batch, signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { createNews } from '../../../client/state/news.ts'

function reading(first: string[], isOwn?: (id: string) => boolean) {
  const ids = signal<readonly string[]>(first)
  const isReady = signal(true)
  const answeredAt = signal<Readonly<Record<string, number>>>({})
  const news = createNews({
    ids,
    isReady,
    stamp: (id) => answeredAt.value[id] ?? null,
    ...(isOwn ? { isOwn } : {}),
  })
  const order = () => news.shown.value.map(({ id, isGone }) => (isGone ? `(${id})` : id)).join(' ')
  return { ids, isReady, answeredAt, news, order }
}

test('new rows wait and are counted; the order stays until it is asked for', () => {
  const { ids, news, order } = reading(['a', 'b', 'c'])
  ids.value = ['x', 'c', 'a', 'y', 'b']
  expect(order()).toBe('a b c')
  expect(news.count.value).toBe(2)
  expect(news.showNews()).toEqual(['x', 'y'])
  expect(order()).toBe('x c a y b')
  expect(news.count.value).toBe(0)
})

test('a row that leaves the list keeps its place as a tombstone until then', () => {
  const { ids, news, order } = reading(['a', 'b', 'c'])
  ids.value = ['a', 'c']
  expect(order()).toBe('a (b) c')
  ids.value = ['b', 'a', 'c']
  expect(order()).toBe('a b c')
  ids.value = ['a', 'c']
  news.showNews()
  expect(order()).toBe('a c')
})

test('a row whose stamp changes is news, at its old place', () => {
  const { ids, answeredAt, news, order } = reading(['a', 'b'])
  answeredAt.value = { b: 5 }
  ids.value = ['b', 'a']
  expect(order()).toBe('a b')
  expect(news.count.value).toBe(1)
  expect(news.showNews()).toEqual(['b'])
  expect(order()).toBe('b a')
})

test('a row that is being read stays where it is even when the news are shown', () => {
  const { ids, news, order } = reading(['a', 'b', 'c'])
  news.hold('b')
  ids.value = ['b', 'x', 'y', 'c', 'a']
  news.showNews()
  expect(order()).toBe('x b y c a')
  news.release('b')
  news.showNews()
  expect(order()).toBe('b x y c a')
})

test('the reader’s own new row comes on top at once and is no news', () => {
  const { ids, news, order } = reading(['a'], (id) => id === 'own')
  ids.value = ['x', 'a', 'own']
  expect(order()).toBe('own a')
  expect(news.count.value).toBe(1)
  news.showNews()
  expect(order()).toBe('x a own')
})

test('a list that is still loading, or empty, follows freely', () => {
  const { ids, isReady, order, news } = reading([])
  ids.value = ['a']
  expect(order()).toBe('a')
  ids.value = ['b', 'a']
  expect(order()).toBe('a')
  isReady.value = false
  expect(order()).toBe('b a')
  ids.value = ['c', 'b', 'a']
  expect(order()).toBe('c b a')
  isReady.value = true
  ids.value = ['d', 'c', 'b', 'a']
  expect(order()).toBe('c b a')
  news.dispose()
})

test('what makes the list whole is part of it, where the rows before were kept ones', () => {
  const { ids, isReady, answeredAt, order, news } = reading([])
  isReady.value = false
  ids.value = ['a', 'b']
  batch(() => {
    ids.value = ['c', 'a', 'b']
    answeredAt.value = { a: 1 }
    isReady.value = true
  })
  expect(order()).toBe('c a b')
  expect(news.count.value).toBe(0)
  news.dispose()
})
