/** Under one's own answer while a colleague reviews it: why one can't approve it, and how to take it back. */
import { useState } from 'preact/hooks'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { useDesk } from '../../desk.ts'
import { failureSentence } from '../../failure-sentence.ts'

export function OwnFoot({ item }: { item: ItemView }) {
  const desk = useDesk()
  const [error, setError] = useState<string | null>(null)
  const recall = async () => {
    const answer = await desk.call('answer:recall', { itemId: item.id })
    if (answer.ok) desk.report({ message: w.recalled })
    else setError(failureSentence(desk, answer))
  }
  return (
    <div class="console__foot console__foot--apart">
      <span class="small muted" role={error ? 'alert' : undefined}>
        {error ?? t.states.reasons.ownAnswer}
      </span>
      <span class="console__foot-end">
        <Button look="secondary" onPress={() => void recall()}>
          {w.recall}
        </Button>
      </span>
    </div>
  )
}
