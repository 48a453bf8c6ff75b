/** A question that waits to be admitted: an expert of its topic may do it. */
import { useState } from 'preact/hooks'
import { useKeys } from '../../../components/keys/use-keys.ts'
import { isExpertOf } from '../../../state/desk/standing.ts'
import type { ItemView } from '../../../state/work.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { useDesk } from '../desk.ts'
import { failureSentence } from '../failure-sentence.ts'

export function ToAdmit({ item }: { item: ItemView }) {
  const desk = useDesk()
  const [error, setError] = useState<string | null>(null)
  const may = isExpertOf(desk.me, desk.session.id, item)
  const questionId = item.leadId
  const admit = async () => {
    const answer = await desk.call('question:admit', { questionId })
    if (!answer.ok) return setError(failureSentence(desk, answer))
    const undo = () => void desk.call('question:unadmit', { questionId })
    desk.report({ message: w.admitDone, undo })
  }
  useKeys(may ? { admit: () => void admit() } : {}, desk.letters)
  return (
    <div class="console__body console__body--calm">
      <div class="calm-card">
        <h2 class="calm-card__title">{w.toAdmitTitle}</h2>
        <p>{w.toAdmitNote}</p>
        <Button look="primary" keys="e" reason={may ? undefined : w.otherTopic} onPress={() => void admit()}>
          {t.desk.admit} <Kbd keys="E" />
        </Button>
        {error && (
          <p class="field__error" role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  )
}
