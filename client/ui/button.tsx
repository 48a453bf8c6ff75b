/** What is pressed: buttons, links that look like buttons, and icon buttons with a name. Knows no action. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { IconName } from '../icons/names.ts'
import { Icon } from './icon/icon.tsx'

type Look = {
  look?: 'primary' | 'secondary' | 'tertiary' | 'quiet'
  size?: 'main' | 'normal' | 'small'
  wide?: boolean
  icon?: IconName
  children: ComponentChildren
}

export type ButtonProps = Look & {
  onPress?: () => void
  type?: 'button' | 'submit'
  disabled?: boolean
  /** Why it cannot be pressed: keeps the button focusable, disabled, with the reason as text under it. */
  reason?: string | undefined
  keys?: string
}

export function Button({ onPress, type = 'button', disabled = false, reason, keys, ...look }: ButtonProps) {
  const reasonId = useId()
  const button = (
    <button
      type={type}
      class={classOf(look)}
      disabled={disabled && !reason}
      aria-disabled={reason ? true : undefined}
      aria-describedby={reason ? reasonId : undefined}
      aria-keyshortcuts={keys}
      onClick={(event) => {
        if (!reason) return onPress?.()
        event.preventDefault()
      }}
    >
      {look.icon && <Icon name={look.icon} />}
      {look.children}
    </button>
  )
  if (!reason) return button
  return (
    <div>
      {button}
      <p class="reason" id={reasonId}>
        {reason}
      </p>
    </div>
  )
}

export function ButtonLink({ href, download, ...look }: Look & { href: string; download?: string }) {
  return (
    <a class={classOf(look)} href={href} download={download}>
      {look.icon && <Icon name={look.icon} />}
      {look.children}
    </a>
  )
}

type IconButtonProps = { icon: IconName; label: string; onPress: () => void; pressed?: boolean }

/** Only for search, print, bookmark, back and moving a row up. */
export function IconButton({ icon, label, onPress, pressed }: IconButtonProps) {
  return (
    <button type="button" class="icon-button" aria-label={label} aria-pressed={pressed} onClick={onPress}>
      <Icon name={icon} size={24} />
    </button>
  )
}

function classOf({ look = 'quiet', size = 'normal', wide = false }: Look): string {
  return [
    'button',
    look !== 'quiet' && `button--${look}`,
    size !== 'normal' && `button--${size}`,
    wide && 'button--wide',
  ]
    .filter(Boolean)
    .join(' ')
}
