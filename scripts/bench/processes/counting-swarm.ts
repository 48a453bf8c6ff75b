/** Process: a swarm that counts the texts it gets and says when the last of them came. */

import { openSwarm } from '../clients/swarm.ts'
import { answer, needOpenFiles, sharedNowMs } from './child.ts'

export type SwarmPlace = { readonly port: number; readonly count: number; readonly isSocketIo: boolean }

let total = 0
let waiting: { readonly until: number; readonly resolve: (lastAtMs: number) => void } | undefined

function countText(): void {
  total++
  if (waiting?.until !== total) return
  waiting.resolve(sharedNowMs())
  waiting = undefined
}

answer({
  open: async ({ port, count, isSocketIo }: SwarmPlace) => {
    needOpenFiles(count + 100)
    await openSwarm({ port, count, onText: countText, ...(isSocketIo ? { socketIo: {} } : {}) }).opened
  },
  /** Asked before the sending starts; answered with the instant of the last text. */
  awaitTotal: (until: number) =>
    new Promise<number>((resolve, reject) => {
      if (total >= until) reject(new Error(`${total} texts have come already`))
      waiting = { until, resolve }
    }),
  /** Answers once the question before this one is in place. */
  ready: () => total,
})
