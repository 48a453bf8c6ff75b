/** Makes a question of its own out of a part of the one that is read: same asker, a topic and so experts of its own. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import type { QuestionView } from '../../../../state/session.ts'
import type { ItemView } from '../../../../state/work.ts'
import { w } from '../../../../text/work/words.ts'
import { Select } from '../../../../ui/field/select.tsx'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { TextField } from '../../../../ui/field/text-field.tsx'
import { useDesk } from '../../desk.ts'
import { ActionForm } from './action-form.tsx'
import { textFault } from './faults.ts'

export function Split({ item, lead }: { item: ItemView; lead: QuestionView }) {
  const { call, session, topics } = useDesk()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [topicId, setTopic] = useState(item.topicId)
  return (
    <ActionForm
      title={w.splitTitle}
      hint={w.splitHint}
      submit={w.splitSubmit}
      fault={() => textFault(title, limits.titleLength) ?? textFault(text, limits.questionTextLength)}
      give={() => call('question:split', { questionId: lead.id, parts: [{ title, text, topicId }] })}
      done={() => ({ message: w.splitDone })}
    >
      <TextField label={w.splitLine} value={title} onInput={setTitle} max={limits.titleLength} />
      <TextArea label={w.splitText} value={text} onInput={setText} max={limits.questionTextLength} rows={3} />
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
