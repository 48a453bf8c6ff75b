/** `Forse c’è già la risposta`: a slot that never changes its height on phones until it is opened, a panel beside the form. */
import { useState } from 'preact/hooks'
import { instantInRome } from '../../../server/domain/session.ts'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import { Icon } from '../../ui/icon/icon.tsx'
import type { Hit, Similar } from './use-similar.ts'

type Props = { similar: Similar; onNoNeed: () => void; onDiffers: () => void }

/** On phones, between the two fields. */
export function SimilarSlot({ similar, onNoNeed, onDiffers }: Props) {
  const [isOpen, setOpen] = useState(false)
  const hits = similar.kind === 'found' ? similar.hits : []
  if (hits.length === 0) {
    return (
      <div class="similar similar--slot similar--none" role="status">
        {sentenceFor(similar)}
      </div>
    )
  }
  return (
    <div class="similar similar--slot similar--some">
      <button type="button" class="similar__toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span>
          {t.ask.similar} <Count count={hits.length} />
        </span>
        <Icon name={isOpen ? 'chevron-up' : 'chevron-down'} size={16} />
      </button>
      {isOpen && <Hits hits={hits} onNoNeed={onNoNeed} onDiffers={onDiffers} />}
    </div>
  )
}

/** On desktops, in a column of its own. */
export function SimilarPanel({ similar, onNoNeed, onDiffers }: Props) {
  const hits = similar.kind === 'found' ? similar.hits : []
  return (
    <section
      class={hits.length === 0 ? 'similar similar--none' : 'similar similar--some'}
      aria-label={t.ask.similar}
    >
      {hits.length === 0 ? (
        <p role="status">{sentenceFor(similar)}</p>
      ) : (
        <>
          <h2 class="similar__title">
            {t.ask.similar} <Count count={hits.length} />
          </h2>
          <Hits hits={hits} onNoNeed={onNoNeed} onDiffers={onDiffers} />
        </>
      )}
    </section>
  )
}

const Count = ({ count }: { count: number }) => <span class="badge">{count}</span>

function sentenceFor(similar: Similar): string {
  if (similar.kind === 'offline') return t.ask.similarOffline
  if (similar.kind === 'different') return t.ask.differsNoted
  return similar.kind === 'found' ? t.ask.similarNothing : t.ask.similarNone
}

function Hits({ hits, onNoNeed, onDiffers }: Omit<Props, 'similar'> & { hits: readonly Hit[] }) {
  return (
    <>
      <ul class="similar__hits">
        {hits.map((hit) => (
          <li key={hit.questionId}>
            <a href={pathTo.question(hit.sessionCode, hit.questionId)}>{hit.title}</a>
            {hit.answer?.inBrief && (
              <p class="similar__brief">
                <Icon name="check" size={16} />
                <span>
                  <span class="visually-hidden">{t.session.inBrief} </span>
                  {hit.answer.inBrief}
                </span>
              </p>
            )}
            {hit.answer && <p class="smaller muted">{t.ask.answersCount(hit.answer.questions, asOf(hit))}</p>}
          </li>
        ))}
      </ul>
      <p class="similar__end">
        {t.ask.oneHelps}{' '}
        <button type="button" class="link" onClick={onNoNeed}>
          {t.ask.noNeed}
        </button>{' '}
        <button type="button" class="link" onClick={onDiffers}>
          {t.ask.differs}
        </button>
      </p>
    </>
  )
}

const asOf = ({ answer }: Hit): number | undefined =>
  answer?.lawAsOf ? instantInRome(answer.lawAsOf, '12:00') : undefined
