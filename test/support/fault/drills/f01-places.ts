/**
 * F1: the process is killed at exactly three places: when all of a flush is written and nothing committed, when it is
 * committed and nobody was told, and when those who gave it were told and nobody else was.
 */
import { dialect } from '../../../../db/columns.ts'
import { BusyClient } from '../../../../scripts/fault/busy-client.ts'
import { openProxy } from '../../../../scripts/fault/chaos-proxy.ts'
import { type Call, lostAcks, readStored } from '../../../../scripts/fault/history.ts'
import { until } from '../../../../scripts/fault/until.ts'
import { startRedis } from '../../../../scripts/services/redis.ts'
import type { Drill, Mutant } from '../drill.ts'
import type { CommitPlace } from '../end-at-commit.ts'
import { ackBeforeCommit } from '../planted.ts'
import { settledFaults, withStore } from '../settled.ts'
import { duringDay, moreAcks, onStage, type Stage } from '../stage.ts'

const PEOPLE = 4
const ACKS = 40
const SOON_MS = 10_000
/** As long as a process goes without a look, and more. */
const FOUND_MS = 5_000
/** In the words of what is under way when it ends, and nowhere else. */
const WORD = 'fenicottero'

const ask = (client: BusyClient) =>
  client.give('question:ask', { title: `Il ${WORD}`, text: 'E poi?', topicId: 'T1.01', shown: 'body' })

const isDoomed = ({ payload }: Call): boolean => String(payload.title).includes(WORD)
const doomedOf = ({ clients }: Stage): Call[] => clients.flatMap(({ calls }) => calls).filter(isDoomed)
const namesOf = (calls: readonly Call[]): string[] => calls.map(({ actorId, key }) => `${actorId} ${key}`)

/** Under load, the process ends at the commit of what two people ask; then another takes its place. */
const atCommit =
  (place: CommitPlace): Drill['run'] =>
  (given) =>
    duringDay({ ...given, participants: PEOPLE }, async (stage) => {
      const { faults, clients, day } = stage
      await moreAcks(stage, ACKS)
      await stage.meddle({ do: 'end at commit', word: WORD, place })
      const asked = clients.slice(0, 2).map(ask)
      await until('it ends', () => stage.server.hasEnded, SOON_MS)
      stage.proxy.leadTo(null)
      const doomed = doomedOf(stage)
      const found = await withStore(day.url, (store) => readStored(store, day.sessionId))
      faults.push(...lostAcks(doomed, found))
      const kept = namesOf(doomed).filter((name) => found.written.has(name))
      if (place === 'before' && kept.length > 0) faults.push('it did not end before the commit')
      if (place === 'after' && kept.length === 0) faults.push('it did not end after the commit')
      if (doomed.length !== 2 || doomed.some(({ answer }) => answer)) faults.push('W1 somebody was told')
      if (faults.length > 0) return
      await stage.start()
      await until('they are answered', () => doomed.every(({ answer }) => answer), SOON_MS)
      await Promise.all(asked)
      for (const [n, name] of namesOf(doomed).entries()) {
        const before = found.results.get(name)
        const now = JSON.stringify(doomed[n]?.answer)
        if (before !== undefined && before !== now) faults.push(`W2 it was ${before}, now ${now}`)
      }
      await moreAcks(stage, ACKS)
    })

/** Lines and words to others are held back until the one who asked is told, and lost with the process. */
async function untold(stage: Stage, held: { own: string; hold: () => void; release: () => void }) {
  const { day, clients, faults } = stage
  const [first, ...rest] = day.participants
  if (!first) throw new Error('nobody came')
  const asker = stage.arrive(first, 'participant', { url: held.own })
  for (const person of rest) stage.arrive(person, 'participant')
  const isLive = ({ store }: BusyClient) => [...store.rows('session').values()][0]?.phase === 'live'
  await until('all are in', () => clients.every(isLive), SOON_MS)
  held.hold()
  const answer = await ask(asker)
  await stage.server.kill('SIGKILL')
  if (!answer?.ok) faults.push('nothing was tried: it was not accepted')
  if (clients.some((client) => client !== asker && sees(client)))
    faults.push('nothing was tried: it was told')
  held.release()
  await withStore(day.url, async (store) => {
    faults.push(...lostAcks(doomedOf(stage), await readStored(store, day.sessionId)))
  })
}

const sees = ({ store }: BusyClient): boolean =>
  [...store.rows('question').values()].some(({ title }) => title?.includes(WORD))

const afterAck: Drill['run'] = async (given) => {
  const redis = dialect === 'postgres' ? await startRedis() : undefined
  const door = await openProxy({ to: redis?.port ?? null })
  const own = await openProxy()
  const env: Record<string, string> = redis ? { REDIS_URL: `redis://127.0.0.1:${door.port}` } : {}
  try {
    // Counting would bring a process to the head that was not told.
    const limits = { tallyAfterMs: 3_600_000 }
    return await onStage({ ...given, participants: PEOPLE, server: { env }, limits }, async (stage) => {
      const { day, proxy, random, faults } = stage
      own.leadTo(stage.server.port)
      const [reader] = day.experts
      const elsewhere = redis && (await stage.startBeside({ REDIS_URL: redis.url }))
      const where = elsewhere && { url: elsewhere.proxy.url, sessionId: day.sessionId, random }
      const other = where && reader && new BusyClient(reader, 'expert', where)
      try {
        if (other) await until('the other is in', () => other.store.isComplete, SOON_MS)
        const hold = () => {
          proxy.stall('down')
          door.stall('up')
        }
        const release = () => {
          for (const each of [proxy, door, own]) {
            each.leadTo(null)
            each.cut()
            each.heal()
          }
        }
        await untold(stage, { own: own.url, hold, release })
        if (other) await until('R4 it is found without being told', () => sees(other), FOUND_MS)
        if (faults.length > 0) return
        if (redis) door.leadTo(redis.port)
        await stage.start()
        own.leadTo(stage.server.port)
        await until('R4 everybody sees it', () => stage.clients.every(sees), SOON_MS)
        faults.push(...(await settledFaults(stage)))
      } finally {
        other?.close()
      }
    })
  } finally {
    for (const each of [door, own]) await each.close()
    await redis?.stop('SIGKILL')
  }
}

const SLOW_DISK = 'await new Promise((resolve) => setTimeout(resolve, 25))'

/** Alone, a process is asked by those who come back; of several, each looks by itself. */
const unasked: Mutant =
  dialect === 'postgres'
    ? {
        name: 'nobody looks who isn’t told',
        edits: [
          { file: 'server/rooms/following.ts', from: '      void this.poll()\n', to: '' },
          // Under load it is taken for away and back, and that is a look.
          { file: 'server/parts.ts', from: 'redis?.onHealth(() => following.hurry())', to: '' },
        ],
        breaks: /R4 it is found/,
      }
    : {
        name: 'who comes back is taken to have seen everything',
        edits: [
          {
            file: 'server/rooms/frames.ts',
            from: 'history.holds(cursor) ? history.since(cursor.seq) : undefined',
            to: 'history.holds(cursor) ? [] : undefined',
          },
        ],
        breaks: /R4 everybody/,
      }

export const drills: readonly Drill[] = [
  {
    fault: 'F1',
    rules: 'W1 W2 W4 R4',
    what: 'killed with a flush written and not committed: nobody was told, and the same keys are decided anew',
    run: atCommit('before'),
    mutants: [
      { name: 'acknowledged before the commit', edits: ackBeforeCommit(SLOW_DISK), breaks: /W1 lost/ },
    ],
  },
  {
    fault: 'F1',
    rules: 'W1 W2 W4 R4',
    what: 'killed with a flush committed and nobody told: the same keys find what became of them, once',
    run: atCommit('after'),
    mutants: [
      {
        name: 'no dedupe by key',
        edits: [
          {
            file: 'server/rooms/flush.ts',
            from: 'if (key === null) return decideOne(turn)',
            to: 'if (key !== "never") return decideOne(turn)',
          },
        ],
        breaks: /W2|W1/,
      },
    ],
  },
  {
    fault: 'F1',
    rules: 'W1 R4 S1',
    what: 'killed with those who asked told and nobody else: everybody else finds it all the same',
    run: afterAck,
    mutants: [unasked],
  },
]
