/**
 * A moderator's moves on questions, and how each is taken back within eight seconds. What tells the asker something is held
 * back on this device for as long, since words that were read can't be unsaid, and goes at once when the page is left; the
 * rest is given at once and undone by its opposite.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Answer, ClientCommand, Payload } from '../../sync/command-types.ts'
import type { FailureCode } from '../../sync/device-codes.ts'
import type { Timers } from '../../sync/surroundings.ts'

export type Move =
  | { readonly kind: 'admit' }
  | { readonly kind: 'refuse'; readonly reason: string; readonly text: string }
  | { readonly kind: 'redirect'; readonly to: 'secretariat' | 'support'; readonly text: string }
  | { readonly kind: 'carry'; readonly sessionId: string; readonly at: number }
  | { readonly kind: 'join'; readonly itemId: string }
  | { readonly kind: 'mute'; readonly actorId: string; readonly minutes: number }

export type MoveKind = Move['kind']

/** What stands in a question's place after a move. */
export type Note = {
  readonly questionId: string
  readonly move: Move
  /**
   * `held` is not given yet, `given` can be taken back by its opposite, `done` can't be any more. A `past` one only
   * keeps its place until the reader moves on.
   */
  readonly state: 'held' | 'given' | 'done' | 'failed' | 'past'
  readonly failure: FailureCode | null
}

export type Moves = {
  readonly notes: ReadonlySignal<ReadonlyMap<string, Note>>
  /** The newest, for where there is room for one. */
  readonly last: ReadonlySignal<Note | undefined>
  give(questionId: string, move: Move): void
  undo(questionId: string): void
  /** Takes away the notes that only keep their places. */
  clearPast(): void
  /** Gives now what is held back. */
  flush(): void
  dispose(): void
}

export type MovesContext = {
  readonly timers: Timers
  readonly call: <T extends ClientCommand>(type: T, payload: Payload<T>) => Promise<Answer>
  /** Told when the page is left. */
  readonly onLeaving: (listener: () => void) => () => void
}

export const UNDO_MS = 8_000

const HELD: ReadonlySet<MoveKind> = new Set<MoveKind>(['refuse', 'redirect', 'carry'])

export function createMoves({ timers, call, onLeaving }: MovesContext): Moves {
  const notes = signal<ReadonlyMap<string, Note>>(new Map())
  const waiting = new Map<string, () => void>()

  const put = (note: Note) => {
    const next = new Map(notes.peek())
    // Taken out first, so that the newest is the last.
    next.delete(note.questionId)
    notes.value = next.set(note.questionId, note)
  }
  const remove = (questionId: string) => {
    waiting.get(questionId)?.()
    waiting.delete(questionId)
    const next = new Map(notes.peek())
    if (next.delete(questionId)) notes.value = next
  }
  const after = (questionId: string, run: () => void) => {
    waiting.get(questionId)?.()
    waiting.set(questionId, timers.after(UNDO_MS, run))
  }
  const age = (questionId: string) => {
    const note = notes.peek().get(questionId)
    waiting.delete(questionId)
    if (note) notes.value = new Map(notes.peek()).set(questionId, { ...note, state: 'past' })
  }
  const send = async (questionId: string, move: Move) => {
    const answer = await commandOf(call, questionId, move)
    const note = notes.peek().get(questionId)
    if (answer.ok || note?.move !== move) return
    put({ ...note, state: 'failed', failure: answer.code })
    after(questionId, () => remove(questionId))
  }
  const takeBack = async (note: Note) => {
    const { questionId, move } = note
    const answer = await oppositeOf(call, questionId, move)
    if (!answer || answer.ok || notes.peek().has(questionId)) return
    put({ ...note, state: 'failed', failure: answer.code })
    after(questionId, () => remove(questionId))
  }
  const release = (note: Note) => {
    remove(note.questionId)
    put({ ...note, state: 'done' })
    after(note.questionId, () => age(note.questionId))
    void send(note.questionId, note.move)
  }
  const flush = () => {
    for (const note of notes.peek().values()) if (note.state === 'held') release(note)
  }
  const stop = onLeaving(flush)

  return {
    notes,
    last: computed(() => [...notes.value.values()].findLast(({ state }) => state !== 'past')),
    clearPast: () => {
      for (const note of notes.peek().values()) if (note.state === 'past') remove(note.questionId)
    },
    flush,
    give: (questionId, move) => {
      const { kind } = move
      const state = HELD.has(kind) ? 'held' : 'given'
      const note: Note = { questionId, move, state, failure: null }
      put(note)
      if (state === 'held') after(questionId, () => release(note))
      else {
        after(questionId, () => age(questionId))
        void send(questionId, move)
      }
    },
    undo: (questionId) => {
      const note = notes.peek().get(questionId)
      if (note?.state !== 'held' && note?.state !== 'given') return
      remove(questionId)
      if (note.state === 'given') void takeBack(note)
    },
    dispose: () => {
      flush()
      stop()
      for (const cancel of waiting.values()) cancel()
    },
  }
}

type Call = MovesContext['call']

function commandOf(call: Call, questionId: string, move: Move): Promise<Answer> {
  switch (move.kind) {
    case 'admit':
      return call('question:admit', { questionId })
    case 'refuse':
      return call('question:refuse', { questionId, reason: move.reason, text: move.text })
    case 'redirect':
      return call('question:redirect', { questionId, to: move.to, text: move.text })
    case 'carry':
      return call('question:carry', { questionId, sessionId: move.sessionId })
    case 'join':
      return call('item:join', { itemId: move.itemId, questionId })
    case 'mute':
      return call('participant:mute', { actorId: move.actorId, minutes: move.minutes })
  }
}

function oppositeOf(call: Call, questionId: string, move: Move): Promise<Answer> | undefined {
  switch (move.kind) {
    case 'admit':
      return call('question:unadmit', { questionId })
    case 'join':
      return call('item:unjoin', { questionId })
    case 'mute':
      return call('participant:unmute', { actorId: move.actorId })
    default:
      return undefined
  }
}
