/** `Interessa anche a noi 11`: pressed or not. The name is its own words, with the unit for the ear. */
import { t } from '../text/text.ts'
import { Icon } from './icon/icon.tsx'

type Props = { count: number; pressed: boolean; onToggle: (pressed: boolean) => void; disabled?: boolean }

export function VotePill({ count, pressed, onToggle, disabled = false }: Props) {
  return (
    <button
      type="button"
      class="vote"
      aria-pressed={pressed}
      disabled={disabled}
      onClick={() => onToggle(!pressed)}
    >
      <Icon name="arrow-up" />
      <span>
        {t.session.vote}
        <span class="visually-hidden">, </span> <b aria-hidden="true">{count}</b>
        <span class="visually-hidden">{t.common.bodies(count)}</span>
      </span>
    </button>
  )
}
