/** Bugs to plant where commands are given, decided and stored. */
import { ackBeforeCommit } from '../fault/planted.ts'
import { type Bug, first, lasting } from './bug.ts'

const ROOM = 'server/rooms/room.ts'
const FLUSH = 'server/rooms/flush.ts'
const LOG = 'db/log-store.ts'

export const WRITING: readonly Bug[] = [
  { name: 'ack before commit', edits: ackBeforeCommit(), breaks: /W1 lost/ },
  {
    // On a lock over the whole database such a sequence shows itself by the gap that a rollback leaves.
    name: 'positions from a sequence outside the lock, which a rollback does not give back',
    edits: [
      {
        file: LOG,
        from: '  let seq = locked.nextSeq\n',
        to: `  const sequence = ${lasting('sequence')}\n  let seq = Math.max(Number(sequence.get(locked.id) ?? 0), locked.nextSeq)\n`,
      },
      {
        file: LOG,
        from: '  if (made.length === 0) return made\n',
        to: '  sequence.set(locked.id, seq as never)\n  if (made.length === 0) return made\n',
      },
    ],
    // A room that reads the gap says so before anybody looks for it.
    breaks: /W4|entries follow each other/,
  },
  {
    name: 'no dedupe by key',
    edits: [
      {
        file: FLUSH,
        from: 'if (key === null) return decideOne(turn)',
        to: 'if (key !== "never") return decideOne(turn)',
      },
    ],
    breaks: /W2/,
  },
  {
    name: 'a key is known only to the process that has stored it',
    edits: [
      {
        file: FLUSH,
        from: 'group.remembered.get(name) ?? stored.get(name)',
        to: `group.remembered.get(name) ?? ((decider.actors as never as { known?: Map<string, Remembered> }).known ??= new Map()).get(name)`,
      },
      {
        file: FLUSH,
        from: '  group.remembered.set(name,',
        to: '  ;(decider.actors as never as { known: Map<string, Remembered> }).known.set(name, { payloadHash, result } as Remembered)\n  group.remembered.set(name,',
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
        file: FLUSH,
        from: '(decider.actors.actorOf(submission.actorId) ?? stranger(submission.actorId))',
        to: first('granted', 'submission.actorId', 'decider.actors.actorOf(submission.actorId)'),
      },
    ],
    breaks: /roles/,
  },
  {
    name: 'grants as the process has followed them, not as the transaction sees them',
    edits: [{ file: ROOM, from: '        actors.refresh(tx),\n', to: '' }],
    breaks: /roles/,
  },
  {
    name: 'decided on what the process has, without catching up under the lock',
    edits: [
      {
        file: ROOM,
        from: 'const at = Math.max(now, log.lastAt)\n      await this.#catchUp(tx, log, next)\n',
        to: 'const at = Math.max(now, log.lastAt)\n',
      },
    ],
    breaks: /W|S|R|A1|F9/,
  },
  {
    name: 'the deadline is checked before the lock is had',
    edits: [
      {
        file: ROOM,
        from: 'const flushed = await store.transaction(async (tx) => {',
        to: 'const early = clock.now()\n    const flushed = await store.transaction(async (tx) => {',
      },
      { file: ROOM, from: 'Math.max(now, log.lastAt)', to: 'Math.max(early, log.lastAt)' },
    ],
    breaks: /W7/,
  },
  {
    name: 'time goes back with the clock',
    edits: [{ file: ROOM, from: 'Math.max(now, log.lastAt)', to: 'clock.now()' }],
    breaks: /W5/,
  },
  {
    name: 'refusals are not remembered',
    edits: [
      { file: FLUSH, from: '  group.remembered.set(name,', to: '  if (ack.ok) group.remembered.set(name,' },
    ],
    breaks: /W8|W1 lost/,
  },
  {
    name: 'an unknown outcome is told as a refusal',
    edits: [
      {
        file: ROOM,
        from: "retry: () => ({ ok: false, code: 'command/retry' })",
        to: "retry: () => ({ ok: false, code: 'session/not-found' })",
      },
    ],
    breaks: /W1 lost|W8/,
  },
  {
    name: 'what another process wrote is not counted',
    edits: [
      {
        file: ROOM,
        from: '      this.#uncounted.add(this.#state, { entity, id, kind, set: JSON.parse(data) } as Change)\n',
        to: '',
      },
    ],
    breaks: /tally/,
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
