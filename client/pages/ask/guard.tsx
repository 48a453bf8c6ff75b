/** The privacy guard's word under a text: what there may be in it, and the two ways out. It never blocks. */
import type { FindingKind } from '../../state/privacy-guard.ts'
import { t } from '../../text/text.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'

type Props = { kinds: ReadonlySet<FindingKind>; onRemove: () => void; onKeep: () => void }

export function Guard({ kinds, onRemove, onKeep }: Props) {
  if (kinds.size === 0) return null
  return (
    <div class="guard">
      <Banner
        tone="attn"
        icon="attention"
        role="status"
        title={t.ask.guard[sentenceFor(kinds)]}
        actions={
          <>
            <Button look="secondary" size="small" onPress={onRemove}>
              {t.ask.guard.remove}
            </Button>
            <Button look="tertiary" size="small" onPress={onKeep}>
              {t.ask.guard.keep}
            </Button>
          </>
        }
      >
        {t.ask.guard.why}
      </Banner>
    </div>
  )
}

type Sentence = 'name' | 'taxCode' | 'nameAndTaxCode' | 'contact' | 'several'

export function sentenceFor(kinds: ReadonlySet<FindingKind>): Sentence {
  const only = (...some: FindingKind[]) => [...kinds].every((kind) => some.includes(kind))
  if (only('name')) return 'name'
  if (only('taxCode')) return 'taxCode'
  if (only('name', 'taxCode')) return 'nameAndTaxCode'
  return only('email', 'phone') ? 'contact' : 'several'
}
