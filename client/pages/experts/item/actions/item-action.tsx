/** The form that is open beside the item, if any. */
import type { QuestionView } from '../../../../state/session.ts'
import type { ItemView } from '../../../../state/work.ts'
import { useDesk } from '../../desk.ts'
import { AddNote } from './add-note.tsx'
import { AskMore } from './ask-more.tsx'
import { Classify } from './classify.tsx'
import { HandOver } from './hand-over.tsx'
import { Park } from './park.tsx'
import { Refuse } from './refuse.tsx'
import { Split } from './split.tsx'
import { TakeOver } from './take-over.tsx'

export function ItemAction({ item, lead }: { item: ItemView; lead: QuestionView }) {
  const { action } = useDesk()
  switch (action.value?.name) {
    case 'askMore':
      return <AskMore item={item} />
    case 'park':
      return <Park item={item} />
    case 'handOver':
      return <HandOver item={item} />
    case 'takeOver':
      return <TakeOver item={item} />
    case 'refuse':
      return <Refuse lead={lead} />
    case 'redirect':
      return <Refuse lead={lead} isRedirected />
    case 'classify':
      return <Classify item={item} lead={lead} />
    case 'split':
      return <Split item={item} lead={lead} />
    case 'note':
      return <AddNote item={item} />
    default:
      return null
  }
}
