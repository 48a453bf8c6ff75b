/** From where a line may be opened and a request may come. */
import { describe, expect, test } from 'vitest'
import { networkOf } from '../../server/http/caller.ts'
import { createOrigins } from '../../server/origins.ts'

const local = createOrigins({ publicUrl: undefined, host: '127.0.0.1', port: () => 3000 })
const host = '127.0.0.1:3000'
const open = createOrigins({ publicUrl: new URL('https://q.example.it'), host: '0.0.0.0', port: () => 3000 })

describe('without an address of its own a server answers to this machine’s names', () => {
  test.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000'])('%s', (origin) => {
    expect(local.isOurs(origin)).toBe(true)
    expect(local.mayConnect({ origin, host })).toBe(true)
  })
  test.each([
    'http://127.0.0.1',
    'https://127.0.0.1:3000',
    'http://127.0.0.1:30000',
    'http://localhost.evil.example:3000',
    'null',
    '',
  ])('not to %j', (origin) => {
    expect(local.isOurs(origin)).toBe(false)
    expect(local.mayConnect({ origin, host })).toBe(false)
  })
  test('nor to a name that somebody else points here', () => {
    expect(local.mayConnect({ origin: 'http://127.0.0.1:3000', host: 'evil.example:3000' })).toBe(false)
    expect(local.isOurHost(undefined)).toBe(false)
  })
  test('on port 80 a browser leaves the port out', () => {
    const plain = createOrigins({ publicUrl: undefined, host: '127.0.0.1', port: () => 80 })
    expect(plain.isOurs('http://localhost')).toBe(true)
    expect(plain.isOurHost('localhost')).toBe(true)
  })
})

test('with an address, that alone is ours', () => {
  expect(open.base()).toBe('https://q.example.it')
  for (const origin of ['http://q.example.it', 'https://q.example.it:3000', 'https://a.q.example.it'])
    expect(open.isOurs(origin)).toBe(false)
})

test('a line without an Origin is a program’s, which brings no cookie', () => {
  expect(open.mayConnect({ host: 'q.example.it' })).toBe(true)
  expect(open.mayConnect({ host: 'q.example.it', cookie: 'a=b' })).toBe(false)
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:DB8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is counted as %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network)
})
