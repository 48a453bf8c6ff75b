/** Bugs to plant, one at a time, in copies of the source, and the rule that each must break. */
import { ackBeforeCommit, type Edit } from '../fault/planted.ts'

export type Bug = {
  readonly name: string
  readonly edits: readonly Edit[]
  /** What a run that breaks must say. */
  readonly breaks: RegExp
}

/** A map that outlives a process of the model, as what is cached wrongly outlives what it was cached for. */
const lasting = (name: string) =>
  `((globalThis as never as { ${name}: Map<string, never> }).${name} ??= new Map())`
/** What was found for this id first, for ever. */
const first = (name: string, id: string) =>
  `(${lasting(name)}.get(${id}) ?? ${lasting(name)}.set(${id}, FOUND as never).get(${id}))`

const NO_GAP_CHECK: Edit = {
  file: 'client/sync/view-store.ts',
  from: 'if (!cursor || this.#held?.isForeign || frame.from > cursor.seq) return this.#hold(frame)',
  to: 'if (!cursor || this.#held?.isForeign) return this.#hold(frame)',
}
const JOIN_RACE: Edit = {
  file: 'server/live.ts',
  from: '  void socket.join(name)\n',
  to: `  let turns = 6
  const join = () => {
    turns -= 1
    if (turns === 0) void socket.join(name)
    else setImmediate(join)
  }
  join()
`,
}

export const BUGS: readonly Bug[] = [
  { name: 'ack before commit', edits: ackBeforeCommit(), breaks: /W1 lost/ },
  {
    name: 'positions from a sequence, which a rollback does not give back',
    edits: [
      {
        file: 'db/log-store.ts',
        from: '  let seq = locked.nextSeq\n',
        to: `  const sequence = ${lasting('sequence')}\n  let seq = Math.max(Number(sequence.get(locked.id) ?? 0), locked.nextSeq)\n`,
      },
      {
        file: 'db/log-store.ts',
        from: '  if (made.length === 0) return made\n',
        to: '  sequence.set(locked.id, seq as never)\n  if (made.length === 0) return made\n',
      },
    ],
    breaks: /W4/,
  },
  {
    name: 'no dedupe by key',
    edits: [
      {
        file: 'server/rooms/flush.ts',
        from: 'if (key === null) return decideOne(turn)',
        to: 'if (key !== "never") return decideOne(turn)',
      },
    ],
    breaks: /W2/,
  },
  {
    name: 'tried again with a new key',
    edits: [
      {
        file: 'client/sync/outbox.ts',
        from: 'void send(entry.command, entry.tries)',
        to: 'void send(entry.tries > 0 ? { ...entry.command, key: this.#context.newKey() } : entry.command, entry.tries)',
      },
    ],
    breaks: /W2/,
  },
  {
    name: 'grants remembered from the first command on',
    edits: [
      {
        file: 'server/rooms/flush.ts',
        from: '(decider.actors.actorOf(submission.actorId) ?? stranger(submission.actorId))',
        to: first('granted', 'submission.actorId').replace(
          'FOUND',
          'decider.actors.actorOf(submission.actorId)',
        ),
      },
    ],
    breaks: /roles/,
  },
  {
    name: 'roles remembered across reconnects',
    edits: [
      {
        file: 'server/live.ts',
        from: '(context.actors.actorOf(account.actorId) ?? nobody(account.actorId))',
        to: first('entered', 'account.actorId').replace('FOUND', 'context.actors.actorOf(account.actorId)'),
      },
    ],
    breaks: /R3/,
  },
  {
    name: 'a socket is kept as it is when rights change',
    edits: [
      {
        file: 'server/live.ts',
        from: "    leave(socket)\n    socket.emit('reenter', { reason: 'rights' })\n",
        to: '',
      },
    ],
    breaks: /R3/,
  },
  {
    name: 'the clock is read before the lock is had',
    edits: [
      {
        file: 'server/rooms/room.ts',
        from: 'const flushed = await store.transaction(async (tx) => {',
        to: 'const early = clock.now()\n    const flushed = await store.transaction(async (tx) => {',
      },
      {
        file: 'server/rooms/room.ts',
        from: 'Math.max(clock.now(), log.lastAt)',
        to: 'Math.max(early, log.lastAt)',
      },
    ],
    breaks: /W7/,
  },
  {
    name: 'time goes back with the clock',
    edits: [
      {
        file: 'server/rooms/room.ts',
        from: 'Math.max(clock.now(), log.lastAt)',
        to: 'clock.now()',
      },
    ],
    breaks: /W5/,
  },
  { name: 'no gap check', edits: [NO_GAP_CHECK], breaks: /S1|R4/ },
  {
    name: 'no heartbeat',
    edits: [
      {
        file: 'server/rooms/frames.ts',
        from: '      this.#sendClass(line, { changes: [], named: line.ahead, now })\n',
        to: '',
      },
    ],
    breaks: /R6|R1/,
  },
  { name: 'a reader joins after their snapshot is made', edits: [JOIN_RACE], breaks: /^R1/ },
  {
    name: 'a reader joins after their snapshot is made, and no gap check',
    edits: [JOIN_RACE, NO_GAP_CHECK],
    breaks: /R1|S1|R4/,
  },
  {
    name: 'refusals are not remembered',
    edits: [
      {
        file: 'server/rooms/flush.ts',
        from: '  group.remembered.set(name,',
        to: '  if (ack.ok) group.remembered.set(name,',
      },
    ],
    breaks: /W8|W1 lost/,
  },
  {
    name: 'a command is on the device only while its page is open',
    edits: [
      {
        file: 'client/sync/pending-storage.ts',
        from: '      this.#storage.setItem(name, record)\n',
        to: '',
      },
    ],
    breaks: /never answered/,
  },
]
