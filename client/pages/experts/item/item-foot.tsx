/** What can be done with the item that is open: three things in sight, the others behind `Altro`. */
import { useState } from 'preact/hooks'
import { useKeys } from '../../../components/keys/use-keys.ts'
import type { QuestionView } from '../../../state/session.ts'
import type { ItemView } from '../../../state/work.ts'
import { w } from '../../../text/work/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon/icon.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { type ActionName, useDesk } from '../desk.ts'
import { NarrowPrimary } from './narrow-primary.tsx'
import { type Offered, offersOf } from './offers.ts'

type Props = { item: ItemView; lead: QuestionView }

export function ItemFoot({ item, lead }: Props) {
  const desk = useDesk()
  const [isOpen, setOpen] = useState(false)
  const offers = offersOf(desk, item, lead)
  const open = (name: ActionName) => {
    setOpen(false)
    desk.action.value = { name }
  }
  const may = (name: ActionName) => offers.some((offer) => offer.name === name && !offer.reason)
  const onKey = (name: ActionName) => (may(name) ? { [KEYS[name] ?? '']: () => open(name) } : {})
  useKeys({ ...onKey('askMore'), ...onKey('park'), ...onKey('handOver'), ...onKey('refuse') }, desk.letters)
  const near = offers.filter(({ name }) => NEAR.has(name))
  const far = offers.filter(({ name }) => !NEAR.has(name))
  return (
    <div class="console__foot console__foot--item">
      {isOpen && (
        <div class="foot-actions foot-actions--far" id="item-more">
          {far.map((offer) => (
            <Action key={offer.name} offer={offer} onOpen={open} />
          ))}
        </div>
      )}
      <div class={isOpen ? 'foot-actions foot-actions--open' : 'foot-actions'}>
        {near.map((offer) => (
          <Action key={offer.name} offer={offer} onOpen={open} />
        ))}
      </div>
      <NarrowPrimary item={item} />
      {offers.length > 0 && (
        <button
          type="button"
          class="button button--tertiary foot-toggle"
          aria-label={w.more}
          aria-expanded={isOpen}
          aria-controls={isOpen ? 'item-more' : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <span class="phone-only">{w.more}</span>
          <span class="office-inline">
            <Icon name="more" />
          </span>
        </button>
      )}
    </div>
  )
}

const NEAR: ReadonlySet<ActionName> = new Set<ActionName>(['askMore', 'park', 'handOver'])
const KEYS: Partial<Record<ActionName, string>> = {
  askMore: 'askDetails',
  park: 'park',
  handOver: 'assign',
  refuse: 'refuse',
}
const LETTERS: Partial<Record<ActionName, string>> = { askMore: 'I', park: 'H', handOver: 'A', refuse: 'R' }

function Action({ offer, onOpen }: { offer: Offered; onOpen: (name: ActionName) => void }) {
  const { name, label, reason } = offer
  const letter = LETTERS[name]
  return (
    <Button
      look="tertiary"
      size="small"
      reason={reason}
      onPress={() => onOpen(name)}
      {...(letter ? { keys: letter.toLowerCase() } : {})}
    >
      {label()} {letter && <Kbd keys={letter} />}
    </Button>
  )
}
