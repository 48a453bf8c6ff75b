/** How far the answer will reach, and the second expert's two ways. */
import { useState } from 'preact/hooks'
import { useKeys } from '../../../../components/keys/use-keys.ts'
import { isExpertOf } from '../../../../state/desk/standing.ts'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Kbd } from '../../../../ui/kbd.tsx'
import { useDesk } from '../../desk.ts'
import { failureSentence } from '../../failure-sentence.ts'
import { goOn } from '../../go-on.ts'

export function ReviewFoot({ item, onSendBack }: { item: ItemView; onSendBack: () => void }) {
  const desk = useDesk()
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const lead = desk.state.question(item.leadId).value
  const reason = isExpertOf(desk.me, desk.session.id, item) ? undefined : w.otherTopic
  const approve = async () => {
    if (isBusy) return
    setBusy(true)
    const answer = await desk.call('answer:approve', { itemId: item.id })
    setBusy(false)
    if (!answer.ok) return setError(failureSentence(desk, answer))
    desk.report({ message: w.approved })
    goOn(desk)
  }
  useKeys(reason === undefined ? { send: () => void approve() } : {}, desk.letters)
  return (
    <>
      {error && (
        <div class="foot-sheet">
          <p class="field__error" role="alert">
            {error}
          </p>
        </div>
      )}
      <div class="console__foot console__foot--apart works-in-fields">
        <span class="small muted">{reason ?? t.desk.reach(item.questions, lead?.bodies ?? 0)}</span>
        <span class="console__foot-end">
          <Button look="tertiary" keys="m" disabled={reason !== undefined} onPress={onSendBack}>
            {t.desk.sendBack} <Kbd keys="M" />
          </Button>
          <Button
            look="primary"
            keys="Control+Enter"
            disabled={isBusy || reason !== undefined}
            onPress={() => void approve()}
          >
            {t.desk.approve} <Kbd keys={w.sendKeys} />
          </Button>
        </span>
      </div>
    </>
  )
}
