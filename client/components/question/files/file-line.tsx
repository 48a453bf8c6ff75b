/** A file in one line: its name, its size, and what can be done with it. */
import './files.scss'
import type { ComponentChildren } from 'preact'
import { t } from '../../../text/text.ts'
import { Icon } from '../../../ui/icon/icon.tsx'

type Props = { name: string; size: number; href?: string; children?: ComponentChildren }

export function FileLine({ name, size, href, children }: Props) {
  return (
    <div class="file">
      <Icon name="clip" />
      <p class="file__what">
        {href ? (
          <a href={href} download={name} class="file__name">
            <bdi>{name}</bdi>
          </a>
        ) : (
          <bdi class="file__name">{name}</bdi>
        )}{' '}
        <span class="small muted">{t.files.size(size)}</span>
      </p>
      {children}
    </div>
  )
}
