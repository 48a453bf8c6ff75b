/** What was done with a question, in its place, with the way back while there is one. */
import { useEngine } from '../../../components/engine-context.ts'
import type { Note } from '../../../state/moderation/moves.ts'
import { m } from '../../../text/moderation/words.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { useModeration } from '../moderation.ts'

export function NoteLine({ note }: { note: Note }) {
  const { moves, select } = useModeration()
  const { commands, line } = useEngine()
  // Without a line it is kept on this device: saying that it is done would be untrue.
  const isUnsent =
    line.value.line === 'offline' &&
    commands.pending.value.some(
      ({ payload }) => 'questionId' in payload && payload.questionId === note.questionId,
    )
  const undo = () => {
    moves.undo(note.questionId)
    // Who takes a question back wants to decide on it again.
    select(note.questionId)
  }
  const canUndo = note.state === 'held' || note.state === 'given'
  return (
    <div class={note.state === 'failed' ? 'undo-note moderation__note--failed' : 'undo-note'} role="status">
      <span>
        {noteWords(note)} {isUnsent && m.goesLater}
      </span>
      {canUndo && (
        <Button look="tertiary" size="small" onPress={undo}>
          {t.common.undo}
        </Button>
      )}
    </div>
  )
}

function noteWords({ move, state, failure }: Note): string {
  if (failure !== null) return sentenceOf(failure)
  const words = {
    admit: () => t.moderation.admitted,
    refuse: () => t.moderation.refused,
    redirect: () => m.redirected,
    carry: () => (move.kind === 'carry' ? m.carried(move.at) : ''),
    join: () => t.moderation.joined,
    mute: () => t.moderation.muted,
  }[move.kind]()
  return state === 'held' ? `${words} ${m.tellsSoon}` : words
}
