/**
 * What the process says of itself, as Prometheus reads it: a registry of its own for each app. Everything is read at the
 * moment of asking. Sessions are named by their public code, and only those loaded; of people there is nothing in it.
 */
import { collectDefaultMetrics, Registry } from '@prometheus-io/client'
import type { PoolCount, Store } from '../db/open.ts'
import type { Counts, Named } from './adapters/counts.ts'
import { PROTOCOL } from './contract/version.ts'
import { READER_CLASSES } from './domain/permissions.ts'
import type { Health } from './health.ts'
import {
  addCounter,
  addGauge,
  addSpread,
  type Family,
  type Labels,
  type Sample,
  type SpreadFamily,
} from './prometheus.ts'
import type { Open, Rooms } from './rooms/rooms.ts'

export type MetricsSources = {
  readonly rooms: Rooms
  readonly counts: Counts
  readonly health: Pick<Health, 'isDegraded' | 'isStopping'>
  readonly store: Pick<Store, 'connections'>
  /** Null where none is used. */
  readonly redis: { readonly isHealthy: boolean } | null
  readonly sockets: () => number
  readonly underWay: () => number
}

export function createMetrics(sources: MetricsSources): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const family of [...processGauges(sources), ...sessionGauges(sources)]) addGauge(registry, family)
  for (const family of [...processCounters(sources), ...sessionCounters(sources)])
    addCounter(registry, family)
  for (const family of sessionSpreads(sources)) addSpread(registry, family)
  return registry
}

const processGauges = ({
  rooms,
  health,
  store,
  redis,
  sockets,
  underWay,
}: MetricsSources): Family<number>[] => [
  {
    name: 'quesiti_info',
    help: 'Always 1; which version of the live protocol this process speaks.',
    labels: ['protocol'],
    read: () => [[1, { protocol: String(PROTOCOL.current) }]],
  },
  {
    name: 'quesiti_ready',
    help: '1 while people may be sent here: the database takes what is written, and the process is not stopping.',
    read: () => [[Number(!health.isDegraded && !health.isStopping)]],
  },
  {
    name: 'quesiti_degraded',
    help: '1 while nothing can be stored.',
    read: () => [[Number(health.isDegraded)]],
  },
  {
    name: 'quesiti_connections',
    help: 'Open lines by kind and by the class as which they read; none is a socket that has entered no session.',
    labels: ['kind', 'class'],
    read: () => connections(rooms, sockets()),
  },
  {
    name: 'quesiti_calls_under_way',
    help: 'Calls over sockets that have no answer yet.',
    read: () => [[underWay()]],
  },
  {
    name: 'quesiti_rooms',
    help: 'Sessions kept in memory.',
    read: () => [[[...rooms.loaded()].length]],
  },
  {
    name: 'quesiti_redis_up',
    help: '1 while Redis brings words between processes. None where no Redis is used.',
    read: () => (redis ? [[Number(redis.isHealthy)]] : []),
  },
  {
    name: 'quesiti_database_connections',
    help: 'Connections of the pool by state; waiting are those who want one. None on SQLite.',
    labels: ['state'],
    read: () => poolSamples(store.connections?.()),
  },
]

const processCounters = ({ counts }: MetricsSources): Family<number>[] => [
  {
    name: 'quesiti_faults_total',
    help: 'Faults of ours or of what we depend on, by where they came up. Each has its line in the log.',
    labels: ['where'],
    read: () => named(counts.faults, 'where'),
  },
  {
    name: 'quesiti_refused_total',
    help: 'Refusals by edge and code.',
    labels: ['edge', 'code'],
    read: () => [
      ...named(counts.refusedByLine, 'code', { edge: 'socket' }),
      ...named(counts.refusedByHttp, 'code', { edge: 'http' }),
    ],
  },
  {
    name: 'quesiti_http_responses_total',
    help: 'Answers over HTTP by class of status.',
    labels: ['status'],
    read: () => named(counts.responses, 'status'),
  },
  {
    name: 'quesiti_failed_flushes_total',
    help: 'Flushes of which nobody knows whether they were stored.',
    read: () => [[counts.failedFlushes]],
  },
  {
    name: 'quesiti_unknown_outcomes_total',
    help: 'Commands in failed flushes, answered that they are to come again.',
    read: () => [[counts.unknownOutcomes]],
  },
  {
    name: 'quesiti_wake_ups_total',
    help: 'Words of processes that a log has moved, this one among them, by what brought them.',
    labels: ['kind'],
    read: () => named(counts.wakeUps, 'kind'),
  },
  {
    name: 'quesiti_found_by_poll_total',
    help: 'Moves of a log that a poll found and no wake-up had told: lost or late. Without Redis, all that others write.',
    read: () => [[counts.foundByPoll]],
  },
]

const sessionGauges = ({ rooms }: MetricsSources): Family<number>[] => [
  {
    name: 'quesiti_session_readers',
    help: 'Readers by class.',
    labels: ['session', 'class'],
    read: () => perClass(rooms, ({ readers }) => readers),
  },
  {
    name: 'quesiti_session_lag_entries',
    help: 'Entries of the log that a class with readers has not been sent.',
    labels: ['session', 'class'],
    read: () => perClass(rooms, ({ lag }) => lag),
  },
  {
    name: 'quesiti_session_head',
    help: 'The last position of the log that this process has.',
    labels: ['session'],
    read: () => perSession(rooms, ({ room }) => room.history.head),
  },
  {
    name: 'quesiti_session_waiting_commands',
    help: 'Commands that wait for the next flush.',
    labels: ['session'],
    read: () => perSession(rooms, ({ room }) => room.depth),
  },
]

const sessionCounters = ({ rooms }: MetricsSources): Family<number>[] => [
  {
    name: 'quesiti_session_frames_total',
    help: 'Frames written to lines, of those that a class shares.',
    labels: ['session', 'class'],
    read: () => perClass(rooms, ({ as }, { room }) => room.counts.deliveries[as].frames),
  },
  {
    name: 'quesiti_session_own_frames_total',
    help: 'Frames made for one reader.',
    labels: ['session'],
    read: () => perSession(rooms, ({ room }) => room.counts.ownFrames),
  },
  {
    name: 'quesiti_session_cuts_total',
    help: 'Lines cut: silent, too far behind, with too much unread, or because their frame could not be made.',
    labels: ['session', 'reason'],
    read: function* () {
      for (const [session, { room }] of sessions(rooms))
        for (const [reason, cuts] of Object.entries(room.counts.cuts)) yield [cuts, { session, reason }]
    },
  },
  {
    name: 'quesiti_session_failed_flushes_total',
    help: 'Flushes of which nobody knows whether they were stored.',
    labels: ['session'],
    read: () => perSession(rooms, ({ room }) => room.counts.failedFlushes),
  },
]

const sessionSpreads = ({ rooms }: MetricsSources): SpreadFamily[] => [
  {
    name: 'quesiti_session_flush_commands',
    help: 'Commands in one flush.',
    read: () => perSession(rooms, ({ room }) => room.counts.flushCommands),
  },
  {
    name: 'quesiti_session_flush_seconds',
    help: 'From the beginning of a flush until it is on disk.',
    unit: 1_000,
    read: () => perSession(rooms, ({ room }) => room.counts.flushMs),
  },
  {
    name: 'quesiti_session_frame_bytes',
    help: 'Size on the wire of the frames that a class shares.',
    read: () => perClass(rooms, ({ as }, { room }) => room.counts.frameBytes[as]),
  },
  {
    name: 'quesiti_session_own_frame_bytes',
    help: 'Size of the frames made for one reader, also of those with which they come back.',
    read: () => perClass(rooms, ({ as }, { room }) => room.counts.ownFrameBytes[as]),
  },
]

/** Codes are an edition's: where two loaded sessions share one, the later gets a number after it. */
function* sessions(rooms: Rooms): Generator<readonly [code: string, open: Open]> {
  const seen = new Map<string, number>()
  for (const open of rooms.loaded()) {
    const { code } = open.room.state.session
    const times = (seen.get(code) ?? 0) + 1
    seen.set(code, times)
    yield [times === 1 ? code : `${code} (${times})`, open]
  }
}

function* perSession<T>(rooms: Rooms, read: (open: Open) => T): Generator<Sample<T>> {
  for (const [session, open] of sessions(rooms)) yield [read(open), { session }]
}

type ClassState = ReturnType<Open['frames']['classes']> extends Generator<infer Of> ? Of : never

function* perClass<T>(rooms: Rooms, read: (state: ClassState, open: Open) => T): Generator<Sample<T>> {
  for (const [session, open] of sessions(rooms))
    for (const state of open.frames.classes()) yield [read(state, open), { session, class: state.as }]
}

function* connections(rooms: Rooms, sockets: number): Generator<Sample<number>> {
  const readers = new Map(READER_CLASSES.map((as) => [as, 0]))
  for (const { frames } of rooms.loaded())
    for (const state of frames.classes()) readers.set(state.as, (readers.get(state.as) ?? 0) + state.readers)
  let entered = 0
  for (const [as, count] of readers) {
    if (as !== 'feed') entered += count
    yield [count, { kind: as === 'feed' ? 'feed' : 'socket', class: as }]
  }
  yield [Math.max(0, sockets - entered), { kind: 'socket', class: 'none' }]
}

const poolSamples = (pool: PoolCount | undefined): Sample<number>[] =>
  pool
    ? [
        [pool.total - pool.idle, { state: 'busy' }],
        [pool.idle, { state: 'idle' }],
        [pool.waiting, { state: 'waiting' }],
      ]
    : []

const named = (names: Named, label: string, more: Labels = {}): Sample<number>[] =>
  [...names.entries()].map(([name, count]) => [count, { ...more, [label]: name }])
