/** One line over an item: which colleagues read it now, or write on it. Nothing where nobody does. */
import type { ItemView } from '../../../state/work.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { useDesk } from '../desk.ts'
import { othersAt } from '../others-at.ts'

/** `narrowOnly`: at a desk they stand elsewhere. */
type Props = { item: ItemView; narrowOnly?: boolean }

export function Readers({ item, narrowOnly = false }: Props) {
  const others = othersAt(useDesk(), item.id)
  const [first] = others
  if (!first) return null
  const names = others.map(({ name }) => name)
  return (
    <p class={narrowOnly ? 'readers readers--narrow' : 'readers'}>
      {names.map((name) => (
        <Avatar key={name} name={name} small />
      ))}
      <span>
        {first.isWriting
          ? w.writesHere(first.name)
          : names.length === 1 && item.status === 'queued'
            ? t.desk.readingNobody(first.name)
            : w.readHere(names)}
      </span>
    </p>
  )
}
