/** What the moderator has opened over the page: one thing at a time. */
import { AnnounceDialog } from './day/announce-dialog.tsx'
import { CloseDialog } from './day/close-dialog.tsx'
import { DayDialog } from './day/day-dialog.tsx'
import { PhaseDialog, ReopenDialog } from './day/phase-dialog.tsx'
import { WallDialog } from './day/wall-dialog.tsx'
import { QuestionDialog } from './inbox/question-dialog.tsx'
import { type Asked, useModeration } from './moderation.ts'

export function Dialogs({ asked }: { asked: Asked | undefined }) {
  const { ask, state } = useModeration()
  if (!asked) return null
  const onClose = () => ask(undefined)
  switch (asked.kind) {
    case 'announce':
      return <AnnounceDialog onClose={onClose} />
    case 'wall':
      return <WallDialog onClose={onClose} />
    case 'day':
      return <DayDialog onClose={onClose} />
    case 'close':
      return <CloseDialog onClose={onClose} />
    case 'reopen':
      return <ReopenDialog onClose={onClose} />
    case 'open':
    case 'start':
    case 'stop':
    case 'archive':
      return <PhaseDialog move={asked.kind} onClose={onClose} />
    default: {
      const question = state.question(asked.questionId).value
      return question ? (
        <QuestionDialog key={asked.kind} kind={asked.kind} question={question} onClose={onClose} />
      ) : null
    }
  }
}
