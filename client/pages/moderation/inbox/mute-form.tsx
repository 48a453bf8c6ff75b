/** Suspends the sending of whoever asked this question, for a while, or takes that back. */
import { useState } from 'preact/hooks'
import type { QuestionView } from '../../../state/session.ts'
import { m } from '../../../text/moderation/words.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { Button } from '../../../ui/button.tsx'
import { Choices } from '../../../ui/field/choices.tsx'
import { useModeration } from '../moderation.ts'
import { useCommand } from '../use-command.ts'

const LENGTHS = [30, 60, 120, 480] as const

type Props = { question: QuestionView; onClose: () => void }

export function MuteForm({ question, onClose }: Props) {
  const { state } = useModeration()
  const actorId = question.askerId ?? ''
  const until = state.mutedUntilOf(actorId)
  return until === null ? (
    <Mute question={question} onClose={onClose} />
  ) : (
    <Unmute actorId={actorId} until={until} onClose={onClose} />
  )
}

function Mute({ question, onClose }: Props) {
  const { give } = useModeration()
  const [minutes, setMinutes] = useState<number>(LENGTHS[0])
  const { askerId: actorId } = question
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (actorId) give(question.id, { kind: 'mute', actorId, minutes })
        onClose()
      }}
    >
      <p>{m.muteNote}</p>
      <Choices
        label={m.muteLength}
        value={String(minutes)}
        onChange={(value) => setMinutes(Number(value))}
        options={LENGTHS.map((length) => ({ value: String(length), label: m.minutes(length) }))}
      />
      <Button look="primary" size="main" type="submit">
        {m.doMute}
      </Button>
    </form>
  )
}

type UnmuteProps = { actorId: string; until: number; onClose: () => void }

function Unmute({ actorId, until, onClose }: UnmuteProps) {
  const { run, isBusy, failure } = useCommand()
  const give = async () => {
    const answer = await run('participant:unmute', { actorId })
    if (answer.ok) onClose()
  }
  return (
    <div class="stack">
      <p>{m.mutedUntil(until)}</p>
      {failure && (
        <p class="field__error" role="alert">
          {sentenceOf(failure)}
        </p>
      )}
      <Button look="primary" size="main" disabled={isBusy} onPress={() => void give()}>
        {m.unmute}
      </Button>
    </div>
  )
}
