/** F22: a newer version has written to the same database, of kinds and entities that this one doesn't know; then it is taken back. */
import { io } from 'socket.io-client'
import { until } from '../../../../scripts/fault/until.ts'
import { PROTOCOL } from '../../../../server/contract/version.ts'
import type { Drill } from '../drill.ts'
import { withNewer } from '../newer.ts'
import { withStore } from '../settled.ts'
import { duringDay, moreAcks, pause, type Stage } from '../stage.ts'

const ACKS = 40
const LEAVES_MS = 1_000

async function replaceBy(stage: Stage, root: string): Promise<void> {
  stage.proxy.leadTo(null)
  const ended = stage.server.kill('SIGTERM')
  await Promise.race([ended, pause(LEAVES_MS)])
  // Whoever came in as it began to leave would keep it for as long as it may take: that is not what is tried here.
  stage.proxy.cut()
  await ended
  await stage.start({ root })
  await moreAcks(stage, ACKS)
}

/** A page of before the oldest version is told so at the door; the oldest is let in. */
async function tryOldPages(stage: Stage): Promise<void> {
  const told = (protocol: number): Promise<string> =>
    new Promise((answered) => {
      const socket = io(stage.proxy.url, { transports: ['websocket'], forceNew: true, auth: { protocol } })
      const end = (what: string) => {
        socket.disconnect()
        answered(what)
      }
      socket.on('connect', () => end('in'))
      socket.on('connect_error', (error) => end(error.message))
    })
  if ((await told(PROTOCOL.oldest)) !== 'in') stage.faults.push('the oldest version is not let in')
  const tooOld = await told(PROTOCOL.oldest - 1)
  if (tooOld !== 'connection/too-old') stage.faults.push(`a page that is too old was told: ${tooOld}`)
}

const rollback: Drill['run'] = (given) =>
  withNewer((newer) =>
    duringDay({ ...given, participants: 4 }, async (stage) => {
      await moreAcks(stage, ACKS)
      await tryOldPages(stage)
      // What must fail need not fail twice.
      for (let times = given.isMutant ? 1 : 2; times > 0; times -= 1) {
        await replaceBy(stage, newer)
        await replaceBy(stage, given.root)
      }
      await withStore(stage.day.url, async (store) => {
        const [badges] = await store.read.sql.all<{ count: number }>(
          "SELECT count(*) AS count FROM event WHERE entity = 'badge'",
        )
        if (!badges || badges.count === 0) stage.faults.push('nothing was tried')
      })
      await until('all are in', () => stage.clients.every(({ net }) => net.status.line === 'live'))
    }),
  )

export const drills: readonly Drill[] = [
  {
    fault: 'F22',
    rules: 'W4 R4 S1',
    what: 'a newer version writes what this one does not know, and is taken back twice: it is passed over, nothing is lost',
    run: rollback,
    mutants: [
      {
        name: 'a log is whole only if every entity is known',
        edits: [{ file: 'db/verify.ts', from: 'entries.filter(isKnown)', to: 'entries' }],
        breaks: /the row of badge/,
      },
    ],
  },
]
