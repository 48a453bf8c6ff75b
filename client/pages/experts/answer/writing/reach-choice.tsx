/** Who will read the answer: everybody, or the asking body alone. Kept on the device until it is sent. */
import { useState } from 'preact/hooks'
import type { Reach } from '../../../../../server/domain/commands.ts'
import { deviceStorage } from '../../../../sync/browser.ts'
import { w } from '../../../../text/work/words.ts'
import { Choices } from '../../../../ui/field/choices.tsx'

const nameOf = (itemId: string) => `quesiti:reach:${itemId}`

export function useReach(itemId: string): readonly [Reach, (reach: Reach) => void] {
  const [reach, setReach] = useState<Reach>(() =>
    deviceStorage().getItem(nameOf(itemId)) === 'body' ? 'body' : 'all',
  )
  const choose = (next: Reach) => {
    setReach(next)
    if (next === 'all') return deviceStorage().removeItem(nameOf(itemId))
    try {
      deviceStorage().setItem(nameOf(itemId), next)
    } catch {
      // A full device only means that it must be chosen again after a reload.
    }
  }
  return [reach, choose]
}

type Props = { reach: Reach; onChoose: (reach: Reach) => void }

export function ReachChoice({ reach, onChoose }: Props) {
  return (
    <Choices
      label={w.reach}
      value={reach}
      options={[
        { value: 'all', label: w.reachAll },
        { value: 'body', label: w.reachBody },
      ]}
      onChange={(value) => onChoose(value === 'body' ? 'body' : 'all')}
    />
  )
}
