/** The row above a live list that always says how fresh it is. It never changes height and nothing comes above it. */
import type { ComponentChildren } from 'preact'
import { format, t } from '../text/text.ts'
import { Button } from './button.tsx'
import { Icon } from './icon/icon.tsx'

/** Answers alone, rows of a queue, or answers and questions together. */
export type News = 'answers' | 'items' | 'mixed'

export type Pulse =
  | { kind: 'even' }
  | { kind: 'evenAgain' }
  | { kind: 'new'; count: number; what: News; onShow: () => void }
  | { kind: 'offline'; asOf: number | null }
  | { kind: 'done'; message: string; onUndo?: () => void }

type Props = { pulse: Pulse; children?: ComponentChildren }

export function PulseLine({ pulse, children }: Props) {
  return (
    <div class="pulse">
      {children && <div class="pulse__start">{children}</div>}
      <PulseState pulse={pulse} />
    </div>
  )
}

export function NewChip({ count, what, onShow }: { count: number; what: News; onShow: () => void }) {
  return (
    <button type="button" class="new-chip" onClick={onShow}>
      <Icon name="arrow-up" />
      {what !== 'answers' ? (
        t.states[what === 'items' ? 'newItems' : 'newMixed'](count)
      ) : (
        <>
          <span class="phone-only">{t.states.newAnswersShort(count)}</span>
          <span class="office-inline">{t.states.newAnswers(count)}</span>
        </>
      )}
    </button>
  )
}

function PulseState({ pulse }: { pulse: Pulse }) {
  switch (pulse.kind) {
    case 'new':
      return <NewChip {...pulse} />
    case 'offline':
      return (
        <span class="pulse__state">
          <Icon name="offline" />
          {pulse.asOf === null ? (
            t.states.noData
          ) : (
            <>
              {t.states.dataOf(pulse.asOf)}{' '}
              <span class="visually-hidden">{format.weekdayMonth(pulse.asOf)}</span>
            </>
          )}
        </span>
      )
    case 'done':
      return (
        <span class="pulse__state" role="status">
          {pulse.message}
          {pulse.onUndo && (
            <Button look="tertiary" size="small" onPress={pulse.onUndo}>
              {t.common.undo}
            </Button>
          )}
        </span>
      )
    case 'even':
    case 'evenAgain':
      return (
        <span class="pulse__state pulse__state--even">
          <Icon name="check" />
          {t.states[pulse.kind]}
        </span>
      )
  }
}
