/** Suspends the sending of whoever asked this question, for a while. */
import { useState } from 'preact/hooks'
import type { QuestionView } from '../../../state/session.ts'
import { m } from '../../../text/moderation/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Choices } from '../../../ui/field/choices.tsx'
import { useModeration } from '../moderation.ts'

const LENGTHS = [30, 60, 120, 480] as const

export function MuteForm({ question, onClose }: { question: QuestionView; onClose: () => void }) {
  const { give } = useModeration()
  const [minutes, setMinutes] = useState<number>(LENGTHS[0])
  const actorId = 'askerId' in question ? question.askerId : undefined
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
