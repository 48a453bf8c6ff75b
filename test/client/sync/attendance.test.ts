// @vitest-environment node
/** What a reader looks at, as a real server hears it: when it changes, again while it lasts, and anew on another line. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Net } from '../../../client/net.ts'
import { createPresence } from '../../../client/state/present.ts'
import { memoryStorage, randomKey } from '../../../client/sync/browser.ts'
import { ViewStore } from '../../../client/sync/view-store.ts'
import type { PresenceReport } from '../../../server/contract/socket.ts'
import { until } from '../../support/live-server.ts'
import { openTabs } from './by-hand.ts'
import { type ContractServer, startContractServer } from './contract-server.ts'

let server: ContractServer
let net: Net
let heard: PresenceReport[]
/** Waits as the test cuts them short: what is repeated is repeated at once. */
let hurry = false

beforeEach(async () => {
  server = await startContractServer()
  heard = []
  hurry = false
  server.io.on('connection', (socket) => {
    socket.on('presence', (report) => heard.push(report))
  })
  net = new Net({
    url: server.url,
    storage: memoryStorage(),
    tabs: openTabs().tab('tab-1'),
    timers: {
      after: (ms, run) => {
        const timer = setTimeout(run, hurry ? 1 : ms)
        return () => clearTimeout(timer)
      },
    },
    random: () => 0.01,
    newKey: randomKey,
    now: () => performance.now(),
    onWake: () => () => {},
  })
})
afterEach(async () => {
  net.close()
  await server.close()
})

const enter = () => net.enter({ sessionId: 's1', as: 'expert', store: new ViewStore() })

test('a look is said when the session is entered, when it changes, and anew after the line was lost', async () => {
  net.attendance.look({ itemId: 'i1', isWriting: false })
  enter()
  await until('the first', () => heard.length === 1)
  net.attendance.look({ itemId: 'i1', isWriting: false })
  net.attendance.look({ itemId: 'i1', isWriting: true })
  await until('the second', () => heard.length === 2)
  net.dropLine()
  await until('said on the new line', () => heard.length === 3)
  net.attendance.look(null)
  await until('none', () => heard.length === 4)
  expect(heard).toEqual([
    { looking: 'i1', writing: false },
    { looking: 'i1', writing: true },
    { looking: 'i1', writing: true },
    { looking: null },
  ])
})

test('it is said again while it lasts', async () => {
  enter()
  await until('live', () => net.status.line === 'live')
  hurry = true
  net.attendance.look({ itemId: 'i1', isWriting: false })
  await until('repeated', () => heard.length >= 3)
  expect(new Set(heard.map(({ looking }) => looking))).toEqual(new Set(['i1']))
})

test('who is there is known by session, one person once, and not any more when the line is lost', async () => {
  const presence = createPresence(net.attendance)
  const leave = enter()
  await until('live', () => net.status.line === 'live')
  const people = { participant: 187, expert: 2, moderator: 1, feed: 1 }
  const look = (actorId: string, writing: boolean) => ({ itemId: 'i1', actorId, writing })
  server.io.emit('presence', {
    sessionId: 's1',
    people,
    looks: [look('conti', false), look('neri', true), look('neri', false)],
  })
  await until('heard', () => presence.people('s1') !== null)
  expect(presence.people('s1')).toEqual(people)
  expect(presence.looks('s1').value.get('i1')).toEqual([
    { actorId: 'neri', isWriting: true },
    { actorId: 'conti', isWriting: false },
  ])
  expect(presence.people('s2')).toBeNull()
  leave()
  expect(presence.people('s1')).toBeNull()
})
