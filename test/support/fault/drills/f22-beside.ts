/** F22: two versions at once on one database: both serve the same session, and people go from one to the other and back. */
import { findLog } from '../../../../db/log-store.ts'
import type { BusyClient } from '../../../../scripts/fault/busy-client.ts'
import { until } from '../../../../scripts/fault/until.ts'
import type { ServerProcess } from '../../../../scripts/services/server-process.ts'
import type { Drill } from '../drill.ts'
import { withNewer } from '../newer.ts'
import { screenFaults, settledFaults, withStore } from '../settled.ts'
import { acksOf, type Beside, onStage, type Stage } from '../stage.ts'

const ACKS = 25
const SOON_MS = 10_000
const METRICS_TOKEN = 'the token of a drill, of which nobody has a use'.replaceAll(' ', '-')

/** So many more acknowledgements at each of the two, and everybody at what was the log's end then. */
async function bothServe(stage: Stage, sides: readonly (readonly BusyClient[])[]): Promise<void> {
  const acks = () => sides.map((clients) => acksOf({ clients: [...clients] }))
  const before = acks()
  const more = () => acks().every((now, side) => now - (before[side] ?? 0) >= ACKS)
  await until(`${ACKS} more acknowledgements at each version`, more, SOON_MS)
  const head = await withStore(stage.day.url, async ({ read }) => {
    const log = await findLog(read, stage.day.sessionId)
    return (log?.nextSeq ?? 1) - 1
  })
  const isThere = ({ store }: BusyClient) => (store.cursor?.seq ?? 0) >= head
  await until('R4 everybody is at the head', () => stage.clients.every(isThere), SOON_MS)
}

/** Whoever was at the one is at the other from now on. */
function swap(stage: Stage, other: Beside, isSwapped: boolean): void {
  const [first, second] = isSwapped
    ? [other.server.port, stage.server.port]
    : [stage.server.port, other.server.port]
  stage.proxy.leadTo(first)
  other.proxy.leadTo(second)
  for (const { proxy } of [stage, other]) proxy.cut()
}

/** How many entries it has passed over, since it knows nothing of what they are about. */
async function passedOver({ port }: ServerProcess): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).text()
  return Number(text.match(/^quesiti_faults_total\{where="unknown-entry"\} (\d+)$/m)?.[1] ?? 0)
}

async function atBoth(stage: Stage, newer: string): Promise<void> {
  const other = await stage.startBeside({ METRICS_TOKEN }, newer)
  const { participants, experts } = stage.day
  const sides: BusyClient[][] = [[], []]
  for (const [place, person] of [...participants, ...experts].entries()) {
    const role = participants.includes(person) ? 'participant' : 'expert'
    const isOther = place % 2 === 1
    sides[Number(isOther)]?.push(stage.arrive(person, role, isOther ? { url: other.proxy.url } : {}))
  }
  await stage.busy(async () => {
    await bothServe(stage, sides)
    for (const isSwapped of [true, false]) {
      swap(stage, other, isSwapped)
      await bothServe(stage, sides)
    }
    if ((await passedOver(stage.server)) === 0) stage.faults.push('nothing was tried')
    // The older one is started again on the newer one's tables, as when a version is taken back.
    stage.proxy.leadTo(null)
    await stage.server.kill('SIGTERM')
    await stage.start()
    await bothServe(stage, sides)
  })
  if (stage.faults.length > 0) return
  stage.faults.push(
    ...(await settledFaults(stage)),
    ...(await screenFaults({ ...stage, proxy: other.proxy })),
  )
}

export const drills: readonly Drill[] = [
  {
    fault: 'F22',
    rules: 'W1 W2 W4 R4 S1 S2',
    what: 'an older and a newer version serve one session at once, people move between: nothing is lost, what the older does not know it passes over',
    run: (given) =>
      withNewer((newer) =>
        onStage({ ...given, participants: 4, server: { env: { METRICS_TOKEN } } }, (stage) =>
          atBoth(stage, newer),
        ),
      ),
    mutants: [
      {
        name: 'what is followed must be known',
        edits: [
          {
            file: 'server/rooms/room.ts',
            from: 'Map.groupBy(entries.filter(isKnown), ',
            to: 'Map.groupBy(entries, ',
          },
        ],
        breaks: /R4|acknowledgements at each version/,
      },
      {
        name: 'tables must be of just this version',
        edits: [
          {
            file: 'db/drivers/postgres-migrations.ts',
            from: 'return (last[0]?.at ?? 0) >= newest',
            to: "if ((last[0]?.at ?? 0) > newest) throw new Error('tables of another version')\n  return (last[0]?.at ?? 0) >= newest",
          },
        ],
        breaks: /tables of another version/,
      },
    ],
  },
]
