/** Another topic for a question: other experts find it. */
import { useState } from 'preact/hooks'
import type { QuestionView } from '../../../state/session.ts'
import { m } from '../../../text/moderation/words.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/field/select.tsx'
import { useModeration } from '../moderation.ts'
import { useCommand } from '../use-command.ts'

export function ClassifyForm({ question, onClose }: { question: QuestionView; onClose: () => void }) {
  const { topics } = useModeration()
  const { run, isBusy, failure } = useCommand()
  const [topicId, setTopicId] = useState(question.topicId)
  const submit = async () => {
    const answer = await run('question:classify', { questionId: question.id, topicId })
    if (answer.ok) onClose()
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Select
        label={t.moderation.topic}
        value={topicId}
        onChange={setTopicId}
        options={topics.map(({ id, label }) => ({ value: id, label }))}
        error={failure ? sentenceOf(failure) : undefined}
      />
      <Button look="primary" size="main" type="submit" disabled={isBusy}>
        {m.classify}
      </Button>
    </form>
  )
}
