/** Bugs to plant where readers enter, are brought along and sent away, and where processes follow each other. */
import type { Edit } from '../fault/planted.ts'
import { type Bug, first } from './bug.ts'

const LIVE = 'server/live.ts'
const ROOMS = 'server/rooms/rooms.ts'
const LINES = 'server/lines.ts'
const FRAMES = 'server/rooms/frames.ts'
const FOLLOWING = 'server/rooms/following.ts'

const NO_GAP_CHECK: Edit = {
  file: 'client/sync/view-store.ts',
  from: 'if (!cursor || this.#held?.isForeign || frame.from > cursor.seq) return this.#hold(frame)',
  to: 'if (!cursor || this.#held?.isForeign) return this.#hold(frame)',
}
const JOIN_RACE: Edit = {
  file: LIVE,
  from: '  void socket.join(name)\n',
  to: `  let turns = 40
  const join = () => {
    turns -= 1
    if (turns === 0) void socket.join(name)
    else setImmediate(join)
  }
  join()
`,
}
const NO_POLL: Edit = {
  file: FOLLOWING,
  from: '  #pollLater(): void {\n',
  to: '  #pollLater(): void {\n    if (Date.now() > 0) return\n',
}

export const READING: readonly Bug[] = [
  {
    name: 'roles remembered across reconnects',
    edits: [
      {
        file: LIVE,
        from: '(context.actors.actorOf(account.actorId) ?? nobody(account.actorId))',
        to: first('entered', 'account.actorId', 'context.actors.actorOf(account.actorId)'),
      },
    ],
    breaks: /R3/,
  },
  {
    name: 'a socket is kept as it is when rights change',
    edits: [
      {
        file: LINES,
        from: "    leave(socket)\n    socket.emit('reenter', { reason: 'rights' })\n",
        to: '',
      },
    ],
    breaks: /R3/,
  },
  { name: 'no gap check', edits: [NO_GAP_CHECK], breaks: /S1|R4/ },
  { name: 'no gap check, and no poll', edits: [NO_GAP_CHECK, NO_POLL], breaks: /S1|R4|F9/ },
  {
    name: 'no gap check, no poll, and a reader joins after their snapshot is made',
    edits: [NO_GAP_CHECK, NO_POLL, JOIN_RACE],
    breaks: /R1|S1|R4|F9/,
  },
  {
    // The gap check hides it from every screen: R1 looks at the frames themselves.
    name: 'a reader joins after their snapshot is made',
    edits: [JOIN_RACE],
    breaks: /^R1/m,
  },
  {
    name: 'no heartbeat',
    edits: [
      {
        file: FRAMES,
        from: '        this.#sendClass(line, { changes: [], named: line.ahead, now })\n',
        to: '',
      },
    ],
    breaks: /R6|R1/,
  },
  {
    name: 'who says nothing is kept',
    edits: [
      { file: FRAMES, from: "limits.cursorSilenceMs) this.#cut(connection, 'silent')", to: 'Infinity) {}' },
    ],
    breaks: /R7/,
  },
  { name: 'woken, and never looking by itself', edits: [NO_POLL], breaks: /F9|R4|R3/ },
  {
    name: 'looking by itself, and deaf to those who wake it',
    edits: [
      {
        file: FOLLOWING,
        from: '  wake(logId: string): void {\n    for',
        to: '  wake(logId: string): void {\n    if (Date.now() < 0) for',
      },
    ],
    breaks: /F9 process \d is woken/,
  },
  {
    name: 'who comes from another process is shown what this one happens to have',
    edits: [{ file: ROOMS, from: '    if (this.#context.isShared) await open?.room.follow()\n', to: '' }],
    breaks: /R2/,
  },
  {
    name: 'of another body now, and brought along by a difference',
    edits: [
      {
        file: 'client/net.ts',
        from: '} else if (shownTo.bodyId !== bodyId && answer.resumed) {',
        to: '} else if (shownTo.bodyId !== bodyId && target === undefined) {',
      },
    ],
    breaks: /S1/,
  },
]
