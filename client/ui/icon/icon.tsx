/** One icon of the sprite. It never speaks: the words beside it, or the control's label, do. */
import { spriteUrl } from 'virtual:icon-sprite'
import type { IconName } from '../../icons/names.ts'

type Props = { name: IconName; size?: 16 | 20 | 24 }

export function Icon({ name, size = 20 }: Props) {
  return (
    <svg class={size === 20 ? 'icon' : `icon icon--${size}`} aria-hidden="true" focusable="false">
      <use href={`${spriteUrl}#${name}`} />
    </svg>
  )
}
