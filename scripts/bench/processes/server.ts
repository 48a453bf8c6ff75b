/**
 * Process: the server, put together as `main.ts` does it, on a data folder. The bench plans its sessions, reads its gauges,
 * and may give it commands from inside, where an edge would hand them over.
 */
import type { AddressInfo } from 'node:net'
import { findBodies } from '../../../db/body-store.ts'
import { buildApp } from '../../../server/app.ts'
import { readConfig } from '../../../server/config.ts'
import type { CommandAck } from '../../../server/contract/socket.ts'
import { must } from '../../../server/domain/assert.ts'
import type { Command } from '../../../server/domain/commands.ts'
import { limits } from '../../../server/domain/limits.ts'
import { viewFor } from '../../../server/domain/views.ts'
import { mountEngine } from '../../../server/engine.ts'
import { openParts } from '../../../server/parts.ts'
import type { Rooms } from '../../../server/rooms/rooms.ts'
import { classReader, Snapshots } from '../../../server/rooms/views.ts'
import { readSamples } from '../baseline/samples.ts'
import { type Load, runLoad } from '../clients/load.ts'
import { type CommandKind, newKey, payloadOf } from '../forum/commands-given.ts'
import { planSession, type SessionWish } from '../forum/session-plan.ts'
import type { BareSetup } from './bare-server.ts'
import { answer, needOpenFiles, settledMemory } from './child.ts'
import { cpuUs, loopDelay } from './gauges.ts'

export type Planned = {
  readonly sessionId: string
  readonly code: string
  readonly questionIds: readonly string[]
}
export type LoadOrder = Load & Planned & { readonly kind: CommandKind; readonly actorIds: readonly string[] }
export type Stored = { readonly tallyAt: readonly number[]; readonly votes: number }

needOpenFiles(10_500)
const onFault = (error: unknown, where: string) => console.error(where, error)
const config = readConfig({ DATA_DIR: must(process.argv[2]), LOG_LEVEL: 'error', PORT: '0' })
const parts = await openParts({ config, findBodies, onFault })
let rooms: Rooms | undefined
const app = await buildApp({
  ...parts,
  // Where the bench has built the pages.
  clientDir: process.argv[3],
  plugins: async (server) => {
    rooms = (await mountEngine(server, parts, onFault)).rooms
  },
})
const { sql } = parts.store.read

async function submit(sessionId: string, actorId: string, command: Command): Promise<CommandAck> {
  const { room } = must(await must(rooms).find(sessionId))
  return room.submit({ actorId, key: newKey(), command })
}

/** What the baseline must write and send to do the same. */
async function baselineOf(sessionId: string): Promise<BareSetup> {
  const { room } = must(await must(rooms).find(sessionId))
  const samples = await readSamples(sql, sessionId)
  const reader = classReader('participant')
  const row = room.state.get('question', String(samples.ask.question.id))
  const { head: to, headHash: hash } = room.history
  const now = parts.clock.now()
  const changes = [{ ...viewFor(reader, 'question', row), title: '' }]
  const snapshot = new Snapshots(room)
    .partsFor(reader)
    .map(({ shared, own }) => `2["snapshot",{"now":${now},${shared.text}${own}]`)
  return {
    samples,
    frame: `2${JSON.stringify(['frame', { from: to - 2, to, hash, now, changes }])}`,
    snapshot,
  }
}

answer({
  listen: async (): Promise<number> => {
    await app.listen({ host: config.host, port: 0, backlog: limits.listenBacklog })
    const { port } = app.server.address() as AddressInfo
    parts.listensOn(port)
    return port
  },
  cookies: async (email: string): Promise<readonly string[]> =>
    (await parts.identity.signInUnasked(email, 'bench')).setCookies,
  plan: (plan: SessionWish): Promise<Planned> => planSession(parts, { ...plan, rooms: must(rooms), submit }),
  load: async ({ sessionId, questionIds, actorIds, kind, ...load }: LoadOrder) => {
    globalThis.gc?.()
    return runLoad(load, async (n) => {
      const command = { type: kind, payload: payloadOf(kind, n, questionIds) } as Command
      const ack = await submit(sessionId, must(actorIds[n % actorIds.length]), command)
      if (!ack.ok) throw new Error(`${kind}: ${ack.code}`)
    })
  },
  baseline: (sessionId: string) => baselineOf(sessionId),
  stored: async (sessionId: string): Promise<Stored> => {
    const tallies = await sql.all<{ at: number }>(
      "SELECT DISTINCT at FROM event WHERE log_id = ? AND kind = 'tally' ORDER BY at",
      sessionId,
    )
    const votes = await sql.all('SELECT id FROM vote WHERE session_id = ? AND "on"', sessionId)
    return { tallyAt: tallies.map(({ at }) => at), votes: votes.length }
  },
  memory: settledMemory,
  cpuUs,
  startLoopDelay: loopDelay.start,
  loopDelay: loopDelay.read,
})
