/** Lines of the client to a real Socket.IO server that is there anew for each test of the file that imports this. */
import { afterEach, beforeEach } from 'vitest'
import { Net, type NetContext } from '../../../client/net.ts'
import { memoryStorage } from '../../../client/sync/browser.ts'
import type { Timers } from '../../../client/sync/surroundings.ts'
import { ViewStore } from '../../../client/sync/view-store.ts'
import { openTabs } from './by-hand.ts'
import { type ContractServer, startContractServer } from './contract-server.ts'

const timers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

export let server: ContractServer
const nets: Net[] = []
let made = 0

/** In the place of one that was closed. */
export async function startAgain(...at: Parameters<typeof startContractServer>): Promise<void> {
  server = await startContractServer(...at)
}

beforeEach(async () => {
  server = await startContractServer()
})
afterEach(async () => {
  for (const net of nets.splice(0)) net.close()
  await server.close()
})

export function netTo(url: string, given: Partial<NetContext> = {}) {
  let wake = () => {}
  const net = new Net({
    url,
    storage: memoryStorage(),
    tabs: openTabs().tab('tab-1'),
    timers,
    // Waits are a hundredth of what they are, so that nothing sleeps.
    random: () => 0.01,
    newKey: () => {
      made += 1
      return `key-${String(made).padStart(16, '0')}`
    },
    now: () => performance.now(),
    onWake: (listener) => {
      wake = listener
      return () => {}
    },
    ...given,
  })
  nets.push(net)
  return { net, wake: () => wake() }
}

export function entered(given: Partial<NetContext> = {}) {
  const store = new ViewStore()
  const made = netTo(server.url, given)
  const leave = made.net.enter({ sessionId: 's1', as: 'participant', store })
  return { ...made, store, leave, ids: () => [...store.rows('question').keys()] }
}

export const asking = { title: 'Uno', text: 'Testo', topicId: 'T1.01', shown: 'body' as const }
