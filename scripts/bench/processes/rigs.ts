/** Quesiti's server, the bare baseline and their crowds as processes side by side, set up alike and closed together. */

import type { CrowdPlace } from '../clients/crowd.ts'
import { type Day, withDay } from '../forum/day.ts'
import type { SessionKind } from '../forum/session-plan.ts'
import type { BareSetup } from './bare-server.ts'
import { type Child, startChild } from './child.ts'
import type { Planned } from './server.ts'

export type Side = {
  readonly name: 'quesiti' | 'bare'
  readonly server: Child
  readonly crowd: Child
  readonly port: number
}
export type Rigs = {
  readonly day: Day
  readonly quesiti: Side
  readonly bare: Side
  /** `isRehearsal` lifts what an account may give in a time. */
  plan(kind: SessionKind, isRehearsal?: boolean): Promise<Planned>
  /** Opens `count` lines of different people on a side; entering the session, where one is given. */
  open(
    side: Side,
    given: {
      count: number
      sessionId?: string | undefined
      concurrency?: number
      comeBackWithinMs?: number
    },
  ): Promise<readonly number[]>
}

/** Both sides ready, the baseline with what the engine wrote and sent for the same commands. */
export async function withRigs<T>(isQuick: boolean, body: (rigs: Rigs) => Promise<T>): Promise<T> {
  return withDay(isQuick, async (day) => {
    const started: Child[] = []
    const start = (file: string) => {
      const child = startChild(`./${file}.ts`, [day.folder])
      started.push(child)
      return child
    }
    try {
      const quesiti = await newSide('quesiti', start('server'), start('crowd'))
      const bare = await newSide('bare', start('bare-server'), start('crowd'))
      const rigs: Rigs = {
        day,
        quesiti,
        bare,
        plan: (kind, isRehearsal = false) => plan(quesiti, day, { kind, isRehearsal }),
        open: (side, given) => openCrowd(side, day, given),
      }
      await setUpBare(rigs)
      return await body(rigs)
    } finally {
      await Promise.all(started.map((child) => child.stop()))
    }
  })
}

async function newSide(name: Side['name'], server: Child, crowd: Child): Promise<Side> {
  return { name, server, crowd, port: await server.ask<number>('listen') }
}

function plan(
  { server }: Side,
  day: Day,
  wanted: { kind: SessionKind; isRehearsal: boolean },
): Promise<Planned> {
  const actorIds = day.askers.map(({ actorId }) => actorId)
  return server.ask<Planned>('plan', { ...wanted, actorIds, expertId: day.expert.actorId })
}

async function setUpBare(rigs: Rigs): Promise<void> {
  const { quesiti, bare, day } = rigs
  const planned = await rigs.plan('asked')
  const actorIds = day.participants.slice(0, 50).map(({ actorId }) => actorId)
  const once = { ...planned, actorIds, count: 50, inFlight: 1 }
  await quesiti.server.ask('load', { ...once, kind: 'question:vote' })
  await bare.server.ask('setUp', await quesiti.server.ask<BareSetup>('baseline', planned.sessionId))
}

function openCrowd(
  { name, crowd, port }: Side,
  day: Day,
  { count, sessionId, concurrency = 50, comeBackWithinMs }: Parameters<Rigs['open']>[1],
): Promise<readonly number[]> {
  const place: CrowdPlace = { port, isSocketIo: name === 'quesiti', concurrency, sessionId, comeBackWithinMs }
  return crowd.ask<readonly number[]>('open', { ...place, tokens: tokensOf(day).slice(0, count) })
}

const tokensOf = ({ participants }: Day): string[] => participants.map(({ token }) => token)
