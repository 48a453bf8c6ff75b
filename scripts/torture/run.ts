/** What the parts of a torture run share: the site, the people, who is where, what was done so far. */
import type { ViewStore } from '../../client/sync/view-store.ts'
import { BusyClient } from '../fault/busy-client.ts'
import type { At, Hours } from './habits.ts'
import type { Site, StoreKind } from './site.ts'
import type { Citizen, Town } from './town.ts'
import { type Witness, WitnessedStore } from './witness.ts'

export type Plan = {
  readonly store: StoreKind
  readonly seconds: number
  readonly seed: number
  readonly nodes: number
  readonly participants: number
  /** These kinds of fault alone; all, if none is given. */
  readonly only?: readonly string[] | undefined
  /** How long everything may take to come right when all is healed. */
  readonly calmMs: number
  /** The folder of the source to run; ours, if none is given. */
  readonly root?: string | undefined
}

export type Done = { readonly kind: string; readonly atMs: number; readonly tookMs: number }

/** A day that closed while everybody asked. */
export type Closing = {
  readonly sessionId: string
  readonly closesAt: number
  readonly clients: readonly BusyClient[]
}

export type Run = {
  readonly plan: Plan
  readonly site: Site
  readonly town: Town
  readonly witness: Witness
  readonly random: () => number
  readonly hours: Hours
  readonly crowd: readonly At[]
  /** Those who are still to lose their role, and those who have, with when that was acknowledged. */
  readonly leaving: At[]
  readonly left: { readonly at: At; readonly revokedAt: number }[]
  readonly closings: Closing[]
  readonly done: Done[]
  /** What could not be done, or did not heal. */
  readonly faults: string[]
  /** When something below the processes, or one of them, was last in trouble. */
  readonly trouble: { at: number }
}

export const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const between = (random: () => number, least: number, most: number): number =>
  least + random() * (most - least)

type Entering = Pick<Run, 'site' | 'witness' | 'random'> & { readonly sessionId: string }

/** Somebody at a device of their own, with the witness behind them. */
export function arrive({ site, witness, random, sessionId }: Entering, citizen: Citizen): At {
  let client: BusyClient | undefined
  const mustHold = () =>
    (client?.calls ?? []).reduce((most, { answer }) => Math.max(most, answer?.ok ? answer.seq : 0), 0)
  const newStore = (): ViewStore => new WitnessedStore(witness, citizen, mustHold)
  client = new BusyClient(citizen, citizen.role, {
    ...{ url: site.front.url, sessionId, random, newStore },
    net: { dial: witness.dial },
  })
  return { client, citizen }
}
