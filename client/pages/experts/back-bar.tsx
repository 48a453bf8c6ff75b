/** On a phone: the way back, and beside it what was done last, since the list that says it elsewhere is another page. */
import type { ComponentChildren } from 'preact'
import { t } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useDesk } from './desk.ts'

type Props = { href: string; label: string; of: 'item' | 'answer'; children?: ComponentChildren }

export function BackBar({ href, label, of, children }: Props) {
  const done = useDesk().done.value
  return (
    <div class={`console__back console__back--${of}`}>
      <a href={href}>
        <Icon name="chevron-left" size={16} />
        {label}
      </a>
      {done ? (
        <span class="console__done">
          {done.message}
          {done.undo && (
            <Button look="tertiary" size="small" onPress={done.undo}>
              {t.common.undo}
            </Button>
          )}
        </span>
      ) : (
        children
      )}
    </div>
  )
}
