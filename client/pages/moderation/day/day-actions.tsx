/** What can be done with the day now: more time, an announcement, a break, the wall, and the moves of its phase. */
import { type SessionMove, sessionCan, takesQuestions } from '../../../../server/domain/session.ts'
import { useEngine } from '../../../components/engine-context.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Button, type ButtonProps } from '../../../ui/button.tsx'
import { useModeration } from '../moderation.ts'
import { useCommand } from '../use-command.ts'

const EXTEND_MINUTES = 15

type Props = { size: 'main' | 'small' }

/** What is needed again and again while the day runs. */
export function DayActions({ size }: Props) {
  const { session, ask } = useModeration()
  const { clock } = useEngine()
  const { run, isBusy, failure } = useCommand()
  const isOpen = takesQuestions(session.phase) && clock.second.value < session.closesAt
  const look: Pick<ButtonProps, 'look' | 'size' | 'wide'> = { look: 'secondary', size, wide: size === 'main' }
  return (
    <>
      {isOpen && (
        <Button
          {...look}
          disabled={isBusy}
          onPress={() => void run('session:extend', { minutes: EXTEND_MINUTES })}
        >
          {t.moderation.extend(EXTEND_MINUTES)}
        </Button>
      )}
      <Button {...look} icon="megaphone" onPress={() => ask({ kind: 'announce' })}>
        {t.moderation.announce}
      </Button>
      {session.phase === 'live' && (
        <Button
          {...look}
          icon="hold"
          disabled={isBusy}
          onPress={() => void run('session:pause', { on: !session.paused })}
        >
          {session.paused ? t.moderation.resume : t.moderation.pause}
        </Button>
      )}
      <Button {...look} icon="wall" onPress={() => ask({ kind: 'wall' })}>
        {t.moderation.wall}
      </Button>
      {failure && (
        <p class="field__error" role="alert">
          {sentenceOf(failure)}
        </p>
      )}
    </>
  )
}

const MOVES = [
  'open',
  'start',
  'stop',
  'reopen',
  'close',
  'archive',
] as const satisfies readonly SessionMove[]

/** The moves of the phase. Each asks first, since no move of a phase can be taken back. */
export function PhaseActions({ size }: Props) {
  const { session, isAdministrator, ask } = useModeration()
  const moves = MOVES.filter(
    (move) => sessionCan(move, session.phase) && (move !== 'archive' || isAdministrator),
  )
  return (
    <>
      {moves.map((move) => (
        <Button key={move} size={size} wide={size === 'main'} onPress={() => ask({ kind: move })}>
          {t.moderation[move]}
        </Button>
      ))}
    </>
  )
}
