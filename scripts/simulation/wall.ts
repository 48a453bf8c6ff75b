/** A wall: the product's own line to the public feed, opened with a pass as a wall's page does. */
import { WebSocket } from 'ws'
import { browserTimers } from '../../client/sync/browser.ts'
import { FeedLine, type FeedSocket } from '../../client/sync/feed-line.ts'
import { ServerClock } from '../../client/sync/server-clock.ts'
import type { Cast } from './cast.ts'
import { patientFetch } from './patient-fetch.ts'
import { type Watch, WatchedStore } from './watch.ts'

export type Wall = { readonly store: WatchedStore; close(): void }

/** Exchanges the pass for the cookie that opens the feed. */
export async function cookieOfPass(url: string, pass: string): Promise<string> {
  const answer = await patientFetch(`${url}/api/passes/exchange`, {
    method: 'POST',
    headers: { origin: url, 'x-quesiti': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ pass }),
  })
  const [cookie = ''] = answer.headers.getSetCookie()
  if (!answer.ok) throw new Error(`the pass was refused: ${await answer.text()}`)
  return cookie.split(';')[0] ?? ''
}

export function openWall({ url, sessionId }: Cast, cookie: string, watch: Watch): Wall {
  const store = new WatchedStore(watch, 'feed')
  const line = new FeedLine({
    url,
    sessionId,
    store,
    clock: new ServerClock(() => performance.now()),
    timers: browserTimers,
    random: Math.random,
    onWake: () => () => {},
    connect: (address) =>
      new WebSocket(address, { headers: { cookie, origin: url } }) as unknown as FeedSocket,
  })
  return { store, close: () => line.close() }
}
