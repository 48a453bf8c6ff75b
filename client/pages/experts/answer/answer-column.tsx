/** The third column: what the item that is open asks of this reader, by how it stands to them. */
import { standingOf } from '../../../state/desk/standing.ts'
import type { ItemView } from '../../../state/work.ts'
import { w } from '../../../text/work/words.ts'
import { Banner } from '../../../ui/banner.tsx'
import { BackBar } from '../back-bar.tsx'
import { useDesk } from '../desk.ts'
import { Compare } from '../item/compare.tsx'
import { FreeItem } from './free-item.tsx'
import { Overview } from './overview.tsx'
import { PublishedAnswer } from './published/published-answer.tsx'
import { RestingItem } from './resting-item.tsx'
import { Review } from './review/review.tsx'
import { ToAdmit } from './to-admit.tsx'
import { useHasWritten } from './use-has-written.ts'
import { Writing } from './writing/writing.tsx'

export function AnswerColumn() {
  const { place, state, addressOf, conflict, compared } = useDesk()
  const item = place.itemId === undefined ? undefined : state.item(place.itemId).value
  const clash = conflict.value
  const lead = item && state.question(item.leadId).value
  const other = compared.value === null ? undefined : state.question(compared.value).value
  return (
    <section class="console__column console__column--answer" aria-label={w.answer} tabIndex={-1}>
      <h2 class="visually-hidden">{w.answer}</h2>
      {item && <BackBar of="answer" href={addressOf({ isAnswer: false })} label={w.toItem} />}
      {clash && clash.itemId === item?.id && (
        <Banner tone="attn" icon="locked" role="alert">
          {clash.sentence}
        </Banner>
      )}
      {!item && <Overview />}
      {other && lead && (
        <Compare
          one={lead}
          two={other}
          onClose={() => {
            compared.value = null
          }}
        />
      )}
      {item && !other && <Standing key={item.id} item={item} />}
    </section>
  )
}

function Standing({ item }: { item: ItemView }) {
  const { me } = useDesk()
  const standing = standingOf(item, me.actorId, useHasWritten(item.id))
  switch (standing) {
    case 'toAdmit':
      return <ToAdmit item={item} />
    case 'free':
      return <FreeItem item={item} />
    case 'mine':
    case 'lost':
    case 'taken':
      return <Writing item={item} standing={standing} />
    case 'review':
    case 'ownReview':
      return <Review item={item} isOwn={standing === 'ownReview'} />
    case 'answered':
      return <PublishedAnswer item={item} />
    case 'others':
    case 'waiting':
    case 'parked':
    case 'live':
    case 'over':
      return <RestingItem item={item} standing={standing} />
  }
}
