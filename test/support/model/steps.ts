/** What may happen, one thing after the other, as fast-check chooses it. */
import fc from 'fast-check'
import type { Fate } from './life.ts'

export const WHO = ['anna', 'bruno', 'carla', 'expert', 'second', 'moderator'] as const
export type Who = (typeof WHO)[number]

export const DEEDS = {
  participant: ['ask', 'ask', 'vote', 'vote', 'follow', 'draft', 'askDraft'],
  expert: ['claim', 'claim', 'note', 'publish', 'publish', 'send'],
  moderator: ['extend', 'stop', 'reopen', 'announce'],
} as const
export type Deed = (typeof DEEDS)[keyof typeof DEEDS][number]

export type Step =
  | { do: 'give'; who: number; deed: number; place: number }
  | { do: 'flow'; who: number }
  | { do: 'flowAll' }
  | { do: 'serve' }
  | { do: 'one' | 'lose' | 'twice'; who: number; way: 'up' | 'down'; place: number }
  | { do: 'stall'; who: number }
  | { do: 'pass'; ms: number }
  | { do: 'cut'; who: number; arrives: boolean }
  | { do: 'reload'; who: number }
  | { do: 'crash'; arrives: boolean }
  | { do: 'commit'; fate: Fate; arrives: boolean }
  | { do: 'clock'; ms: number }
  | { do: 'toClosing'; earlyMs: number }
  | { do: 'rights'; who: number; has: boolean }
  | { do: 'quiet' }

const who = fc.nat(WHO.length - 1)
const one = <T extends string>(name: T) => fc.constant(name)

const chances: fc.WeightedArbitrary<Step>[] = [
  {
    weight: 20,
    arbitrary: fc.record({ do: one('give'), who, deed: fc.nat(6), place: fc.nat(4) }),
  },
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
    weight: 4,
    arbitrary: fc.record({ do: one('pass'), ms: fc.constantFrom(1, 25, 600, 1_100, 5_000, 20_000, 61_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: one('stall'), who }) },
  { weight: 1, arbitrary: fc.record({ do: one('cut'), who, arrives: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: one('reload'), who }) },
  { weight: 1, arbitrary: fc.record({ do: one('crash'), arrives: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: one('commit'),
      fate: fc.constantFrom<Fate>('lost', 'durable', 'fails', 'unknown', 'waits'),
      arrives: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: one('clock'), ms: fc.constantFrom(-3_600_000, -5_000, 500, 5_000, 240_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: one('toClosing'), earlyMs: fc.constantFrom(500, 1, 0) }),
  },
  { weight: 2, arbitrary: fc.record({ do: one('rights'), who, has: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: one('quiet') }) },
]

// Small numbers mean nothing here: nobody is likelier to act for being first.
export const steps = fc.noBias(fc.array(fc.oneof(...chances), { minLength: 30, maxLength: 90, size: 'max' }))
