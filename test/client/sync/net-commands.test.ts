// @vitest-environment node
/** Commands of the client on a line to a real Socket.IO server: each is stored once, whatever becomes of the line. */
import { describe, expect, test } from 'vitest'
import { memoryStorage } from '../../../client/sync/browser.ts'
import { ViewStore } from '../../../client/sync/view-store.ts'
import { until } from '../../support/live-server.ts'
import { openTabs } from './by-hand.ts'
import { asAnna } from './contract-server.ts'
import { asking, entered, netTo, server } from './reached.ts'

describe('commands', () => {
  test('W2 an answer lost with the line is asked for on the next with the same key', async () => {
    const { net } = entered()
    await until('live', () => net.status.line === 'live')
    server.onCommand = (_envelope, socket) => {
      socket.conn.close()
      return 'silence'
    }
    const answer = net.call('question:ask', asking)
    await until('it was heard once', () => server.commands.length === 1)
    server.onCommand = () => ({ ok: true, seq: 9, at: 1_000, result: { questionId: 'q9' } })
    expect(await answer).toEqual({ ok: true, seq: 9, at: 1_000, result: { questionId: 'q9' } })
    expect(server.commands[1]).toEqual(server.commands[0])
    expect(server.commands[0]).toMatchObject({ sessionId: 's1', payload: asking })
  })

  test('W2 one that is not answered in time is sent again on the same line', async () => {
    const { net } = entered({ timing: { commandTimeoutMs: 50 } })
    await until('live', () => net.status.line === 'live')
    server.onCommand = () => 'silence'
    const answer = net.call('question:vote', { questionId: 'q1', on: true })
    await until('sent again', () => server.commands.length > 1)
    server.onCommand = () => ({ ok: false, code: 'vote/own-question' })
    expect(await answer).toEqual({ ok: false, code: 'vote/own-question' })
    expect(new Set(server.commands.map(({ key }) => key)).size).toBe(1)
  })

  test('given before there is a line, it goes out once when there is', async () => {
    const { net } = netTo(server.url)
    net.outbox.setActor('anna')
    const answer = net.call('question:ask', asking, { sessionId: 's1' })
    net.enter({ sessionId: 's1', as: 'participant', store: new ViewStore() })
    expect(await answer).toMatchObject({ ok: true })
    expect(server.commands).toHaveLength(1)
  })

  test('F13 a page reloaded between sending and answer: the next page sends it with the same key', async () => {
    const storage = memoryStorage()
    const tabs = openTabs()
    server.onCommand = () => 'silence'
    const first = entered({ storage, tabs: tabs.tab('tab-1') })
    await until('live', () => first.net.status.line === 'live')
    void first.net.call('question:ask', asking)
    await until('heard', () => server.commands.length === 1)
    first.net.close()
    tabs.close('tab-1')
    server.onCommand = () => ({ ok: true, seq: 2, at: 1_000, result: {} })
    const second = entered({ storage, tabs: tabs.tab('tab-2') })
    await until('sent by the next page', () => server.commands.length === 2)
    expect(server.commands[1]?.key).toBe(server.commands[0]?.key)
    await until('answered', () => second.net.outbox.list().length === 0 && storage.length === 0)
  })

  test('another account on this line gets none of them', async () => {
    const storage = memoryStorage()
    server.onEnter = () => ({ ok: true, actorId: 'carla', bodyId: null, now: 1_000, resumed: true })
    const { net } = netTo(server.url, { storage })
    net.outbox.setActor('anna')
    void net.call('question:ask', asking, { sessionId: 's1' })
    net.enter({ sessionId: 's1', as: 'participant', store: new ViewStore() })
    await until('live', () => net.status.line === 'live')
    expect(await net.call('question:vote', { questionId: 'q1', on: true })).toMatchObject({ ok: true })
    expect(server.commands.map(({ payload }) => payload)).toEqual([{ questionId: 'q1', on: true }])
    expect(storage.length).toBe(1)
  })

  test('F14 the server’s clock is heard, whatever the device’s own says', async () => {
    const serverNow = Date.UTC(2026, 10, 19, 9)
    server.onEnter = () => asAnna(true, serverNow)
    const { net } = entered({ now: () => performance.now() + 86_400_000 })
    await until('live', () => net.status.line === 'live')
    expect(Math.abs(net.clock.now() - serverNow)).toBeLessThan(2_000)
  })
})
