/** One notice in words where it matters: offline, error, correction, too old. Never a toast. */
import type { ComponentChildren } from 'preact'
import type { IconName } from '../icons/names.ts'
import { Icon } from './icon/icon.tsx'

export type BannerProps = {
  tone?: 'neutral' | 'blue' | 'attn' | 'ok' | 'bad'
  icon?: IconName
  title?: string
  children?: ComponentChildren
  actions?: ComponentChildren
  /** A 4 px edge on the left: correction, the expert's request. */
  edge?: boolean
  /** `status` when it appears by itself, `alert` when what the reader did has failed. */
  role?: 'status' | 'alert'
}

export function Banner({
  tone = 'neutral',
  icon,
  title,
  children,
  actions,
  edge = false,
  role,
}: BannerProps) {
  return (
    <div class={`banner banner--${tone}${edge ? ' banner--edge' : ''}`} role={role}>
      {icon && <Icon name={icon} size={24} />}
      <div class="banner__body">
        {title && <b>{title} </b>}
        {children}
        {actions && <div class="banner__actions">{actions}</div>}
      </div>
    </div>
  )
}
