/**
 * How often somebody may do what is counted over all processes: signing in, and requests. Alone, a process counts by
 * itself; with a Redis they count there, in buckets like those of `rates.ts`. Redis is never told who is counted.
 */
import { createHmac } from 'node:crypto'
import { Redis as Client } from 'ioredis'
import { limits } from '../domain/limits.ts'
import type { Clock } from './clock.ts'
import { type Rate, Rates } from './rates.ts'

/** Nobody can say at the moment whether it is too often. */
export class RatesAwayError extends Error {
  override readonly name = 'RatesAwayError'
}

export type SharedRates = {
  /** Takes one. Gives 0, or after how many milliseconds there is one again. Throws `RatesAwayError`. */
  take(name: string, rate: Rate): Promise<number>
  /** As `take`, without taking. */
  look(name: string, rate: Rate): Promise<number>
  /** For the counting of requests; null where each process counts its own. */
  readonly requests: {
    readonly client: Client
    readonly isAway: () => boolean
    /** A name as Redis may know it. */
    readonly hidden: (name: string) => string
  } | null
  close(): void
}

export function ownRates(clock: Clock): SharedRates {
  const rates = new Rates(clock)
  return {
    take: async (name, rate) => rates.take(name, rate),
    look: async (name, rate) => rates.look(name, rate),
    requests: null,
    close: () => {},
  }
}

export type RedisRatesPlan = {
  readonly url: string
  readonly secret: string
  /** Whether Redis is known not to answer: then nobody waits for it. */
  readonly isAway: () => boolean
  readonly random: () => number
}

/** One step, so that two processes never both take the last one; by Redis' clock, which is the same for all. */
const BUCKET = `
local burst, every, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = burst
if known[1] then
  left = math.min(burst, tonumber(known[1]) + math.max(0, now - tonumber(known[2])) / every)
end
if left < 1 then return math.ceil((1 - left) * every) end
if cost > 0 then
  redis.call('HSET', KEYS[1], 'left', tostring(left - cost), 'at', now)
  redis.call('PEXPIRE', KEYS[1], math.ceil(burst * every))
end
return 0
`

type Bucket = { bucket(key: string, burst: number, everyMs: number, cost: number): Promise<number> }

export function redisRates(plan: RedisRatesPlan): SharedRates {
  const client = dial(plan)
  client.defineCommand('bucket', { numberOfKeys: 1, lua: BUCKET })
  const buckets = client as unknown as Bucket
  const hidden = (name: string): string =>
    createHmac('sha256', plan.secret).update(`rate ${name}`).digest('base64url')
  const ask = async (name: string, rate: Rate, cost: number): Promise<number> => {
    if (plan.isAway()) throw new RatesAwayError('Redis is away')
    try {
      return await buckets.bucket(`quesiti:rate:${hidden(name)}`, rate.burst, rate.everyMs, cost)
    } catch (cause) {
      throw new RatesAwayError('Redis does not answer', { cause })
    }
  }
  return {
    take: (name, rate) => ask(name, rate, 1),
    look: (name, rate) => ask(name, rate, 0),
    requests: { client, isAway: plan.isAway, hidden },
    close: () => client.disconnect(),
  }
}

function dial({ url, random }: RedisRatesPlan): Client {
  const client = new Client(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: limits.redisCommandMs,
    socketTimeout: limits.redisRedialMs,
    connectTimeout: limits.redisConnectMs,
    retryStrategy: (times) =>
      Math.min(limits.redisReconnectMs * 2 ** Math.min(times, 10), limits.redisReconnectMostMs) *
      (0.5 + random() / 2),
  })
  // The pulse of the other client says when Redis is away; a client without a listener would end the process.
  client.on('error', () => {})
  return client
}
