/** What may happen, one thing after the other, as fast-check chooses it. */
import fc from 'fast-check'
import type { Fate } from './database.ts'
import type { WakeHow } from './wakes.ts'

export const WHO = ['anna', 'bruno', 'carla', 'expert', 'second', 'moderator'] as const
export type Who = (typeof WHO)[number]

export const DEEDS = {
  participant: ['ask', 'ask', 'vote', 'vote', 'follow', 'draft', 'askDraft'],
  expert: ['claim', 'claim', 'note', 'publish', 'publish', 'send'],
  moderator: ['extend', 'stop', 'reopen', 'announce'],
} as const
export type Deed = (typeof DEEDS)[keyof typeof DEEDS][number]

/** `at` is one of the processes, as many as there are. */
export type Step =
  | { do: 'give'; who: number; deed: number; place: number }
  | { do: 'flow'; who: number }
  | { do: 'flowAll' }
  | { do: 'serve' }
  | { do: 'one' | 'lose' | 'twice'; who: number; way: 'up' | 'down'; place: number }
  | { do: 'wake'; how: WakeHow; place: number }
  | { do: 'wakes'; areAway: boolean }
  | { do: 'stall'; who: number }
  | { do: 'pass'; ms: number }
  | { do: 'cut'; who: number; arrives: boolean }
  | { do: 'reload'; who: number }
  | { do: 'crash'; at: number; arrives: boolean }
  | { do: 'commit'; at: number; fate: Fate; arrives: boolean }
  | { do: 'release' }
  | { do: 'database'; at: number | null; isThere: boolean }
  | { do: 'clock'; at: number; ms: number }
  | { do: 'toClosing'; earlyMs: number }
  | { do: 'rights'; at: number; who: number; has: boolean }
  | { do: 'quiet' }

/** One case: on how many processes, and what happens to them. */
export type Case = { readonly processes: number; readonly steps: readonly Step[] }

export const PROCESSES_MAX = 3

const who = fc.nat(WHO.length - 1)
const at = fc.nat(PROCESSES_MAX - 1)
const one = <T extends string>(name: T) => fc.constant(name)

const chances: fc.WeightedArbitrary<Step>[] = [
  { weight: 20, arbitrary: fc.record({ do: one('give'), who, deed: fc.nat(6), place: fc.nat(4) }) },
  { weight: 4, arbitrary: fc.record({ do: one('flow'), who }) },
  { weight: 6, arbitrary: fc.record({ do: one('flowAll') }) },
  { weight: 6, arbitrary: fc.record({ do: one('serve') }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom('one' as const, 'lose' as const, 'lose' as const, 'twice' as const),
      who,
      way: fc.constantFrom('up' as const, 'down' as const, 'down' as const),
      place: fc.nat(5),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: one('wake'),
      how: fc.constantFrom<WakeHow>('delivered', 'delivered', 'dropped', 'doubled'),
      place: fc.nat(5),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: one('wakes'), areAway: fc.constantFrom(false, false, true) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: one('pass'), ms: fc.constantFrom(1, 25, 600, 1_100, 5_000, 20_000, 61_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: one('stall'), who }) },
  { weight: 2, arbitrary: fc.record({ do: one('cut'), who, arrives: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: one('reload'), who }) },
  { weight: 2, arbitrary: fc.record({ do: one('crash'), at, arrives: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: one('commit'),
      at,
      fate: fc.constantFrom<Fate>('lost', 'durable', 'fails', 'unknown', 'waits', 'held', 'held'),
      arrives: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: one('release') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: one('database'),
      at: fc.option<number, null>(at, { freq: 2 }),
      isThere: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: one('clock'),
      at,
      ms: fc.constantFrom(-3_600_000, -5_000, 500, 5_000, 240_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: one('toClosing'), earlyMs: fc.constantFrom(500, 1, 0) }) },
  { weight: 2, arbitrary: fc.record({ do: one('rights'), at, who, has: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: one('quiet') }) },
]

// Small numbers mean nothing here: nobody is likelier to act for being first.
export const cases: fc.Arbitrary<Case> = fc.noBias(
  fc.record({
    processes: fc.constantFrom(1, 2, 3),
    steps: fc.array(fc.oneof(...chances), { minLength: 30, maxLength: 90, size: 'max' }),
  }),
)
