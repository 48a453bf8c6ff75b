/** The sentence under the chip; behind a place in the queue, `Come si calcola il posto` opens the published formula. */
import '../../../components/question/question-status.scss'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../../text/text.ts'

export function PlaceRule({ isThere, children }: { isThere: boolean; children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <p class="status-sentence">
        {children}{' '}
        {isThere && (
          <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? t.session.howPlaceClose : t.session.howPlace}
          </button>
        )}
      </p>
      {isThere && isOpen && (
        <p class="well small mine-well">
          {t.session.placeRule} {t.session.placeFormula}
        </p>
      )}
    </>
  )
}
