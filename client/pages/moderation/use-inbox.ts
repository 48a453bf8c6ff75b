/** The inbox of one session as it stands on the page, and which question is open in it. */
import { useRef, useState } from 'preact/hooks'
import { type InboxRow, inboxRows, openAfter, settled } from '../../state/moderation/inbox.ts'
import type { Moves } from '../../state/moderation/moves.ts'
import type { SessionState } from '../../state/session.ts'

export type Inbox = {
  readonly rows: readonly InboxRow[]
  readonly currentId: string | undefined
  readonly select: (questionId: string | undefined) => void
  readonly settle: () => void
  /** A question was dealt with: it leaves by the reader's own hand, and the next has its turn. */
  readonly leave: (questionId: string) => void
}

export function useInbox(state: SessionState, moves: Moves): Inbox {
  const shown = useRef<readonly string[]>([])
  const own = useRef(new Set<string>())
  const [selected, select] = useState<string | undefined>(undefined)
  const [, drawAgain] = useState(0)
  const received = state.received.value.map(({ id }) => id)
  // A suspension is about a person: their question waits on.
  const moved = new Set(
    [...moves.notes.value.values()].flatMap(({ questionId, move }) =>
      move.kind === 'mute' ? [] : questionId,
    ),
  )
  const rows = inboxRows(shown.current, received, moved).filter(
    (row) => row.state !== 'gone' || !own.current.has(row.id),
  )
  shown.current = rows.map(({ id }) => id)
  const isThere = rows.some((row) => row.id === selected && row.state !== 'moved')
  const currentId = isThere ? selected : rows.find((row) => row.state === 'open')?.id
  const settle = () => {
    moves.clearPast()
    shown.current = settled(rows)
    drawAgain((count) => count + 1)
  }
  return {
    rows,
    currentId,
    select,
    settle,
    leave: (questionId) => {
      own.current.add(questionId)
      moves.clearPast()
      shown.current = settled(rows)
      select(openAfter(rows, questionId))
    },
  }
}
