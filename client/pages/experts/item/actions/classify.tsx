/** Gives a question another topic, and with it other experts. */
import { useState } from 'preact/hooks'
import type { QuestionView } from '../../../../state/session.ts'
import type { ItemView } from '../../../../state/work.ts'
import { w } from '../../../../text/work/words.ts'
import { Select } from '../../../../ui/field/select.tsx'
import { useDesk } from '../../desk.ts'
import { ActionForm } from './action-form.tsx'

export function Classify({ item, lead }: { item: ItemView; lead: QuestionView }) {
  const { call, session, topics } = useDesk()
  const [topicId, setTopic] = useState(item.topicId)
  const before = item.topicId
  const classify = (id: string) => call('question:classify', { questionId: lead.id, topicId: id })
  return (
    <ActionForm
      title={w.classifyTitle}
      submit={w.classify}
      fault={() => (topicId === before ? w.needsChoice : null)}
      give={() => classify(topicId)}
      done={() => ({ message: w.classifyDone, undo: () => void classify(before) })}
    >
      <Select
        label={w.topic}
        value={topicId}
        options={[...topics.values()]
          .filter(({ themeId }) => session.themeIds.includes(themeId))
          .map(({ id, label }) => ({ value: id, label }))}
        onChange={setTopic}
      />
    </ActionForm>
  )
}
