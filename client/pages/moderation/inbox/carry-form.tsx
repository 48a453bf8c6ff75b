/** A question for another day: its experts find it in the queue that morning. */
import { useState } from 'preact/hooks'
import type { QuestionView } from '../../../state/session.ts'
import { m } from '../../../text/moderation/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Choices } from '../../../ui/field/choices.tsx'
import { useModeration } from '../moderation.ts'

export function CarryForm({ question, onClose }: { question: QuestionView; onClose: () => void }) {
  const { give, laterDays } = useModeration()
  const days = laterDays(question.themeId)
  const [chosen, setChosen] = useState(days[0]?.id)
  const day = days.find(({ id }) => id === chosen)
  if (!day) return <p>{m.noLaterDay}</p>
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        give(question.id, { kind: 'carry', sessionId: day.id, at: day.liveAt })
        onClose()
      }}
    >
      <Choices
        label={m.chooseDay}
        value={day.id}
        onChange={setChosen}
        options={days.map(({ id, liveAt, title }) => ({ value: id, label: m.daySession(liveAt, title) }))}
      />
      <Button look="primary" size="main" type="submit">
        {m.doCarry}
      </Button>
    </form>
  )
}
