/** `Prendo io`: takes the item, or says in words why it can't be taken. Nothing else ever takes one. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../server/domain/limits.ts'
import { useEngine } from '../../../components/engine-context.ts'
import { useKeys } from '../../../components/keys/use-keys.ts'
import { isExpertOf } from '../../../state/desk/standing.ts'
import type { ItemView } from '../../../state/work.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { type Desk, useDesk } from '../desk.ts'
import { failureSentence } from '../failure-sentence.ts'
import { isNarrow } from '../focus.ts'

export function TakeButton({ item, wide = false }: { item: ItemView; wide?: boolean }) {
  const desk = useDesk()
  const { refused, take } = useTaking(item)
  const { line } = useEngine()
  const reason =
    line.value.line === 'offline' ? t.states.offlineTitle : (whyNot(desk, item) ?? refused ?? undefined)
  useKeys(reason === undefined ? { claim: () => void take() } : {}, desk.letters)
  return (
    <Button look="primary" wide={wide} keys="c" reason={reason} onPress={() => void take()}>
      {t.desk.take} <Kbd keys="C" />
    </Button>
  )
}

/** What is known before the server is asked; of one's own body only the server knows. */
function whyNot({ me, session, state }: Desk, item: ItemView): string | undefined {
  if (!isExpertOf(me, session.id, item)) return w.otherTopic
  const held = state.work.mine.value.length
  return held >= limits.claimsPerExpert ? t.states.reasons.claimQuota(held) : undefined
}

/** Taking, with what happens after; a colleague who was faster is told of where the item is shown. */
export function useTaking(item: ItemView) {
  const desk = useDesk()
  const [refused, setRefused] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const take = async () => {
    if (isBusy) return
    setBusy(true)
    const answer = await desk.call('item:claim', { itemId: item.id })
    setBusy(false)
    if (answer.ok) {
      desk.taken.value = item.id
      desk.conflict.value = null
      if (isNarrow()) desk.go({ itemId: item.id, isAnswer: true })
      return
    }
    const sentence = failureSentence(desk, answer)
    if (answer.code === 'workItem/own-body') setRefused(sentence)
    else desk.conflict.value = { itemId: item.id, sentence }
  }
  return { refused, take }
}
