/** The frame of a page: skip link, header, one main landmark, footer, and the document's title. */
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { t } from '../../text/text.ts'
import { useSteady } from './use-steady.ts'

type Props = {
  title: string
  header: ComponentChildren
  footer?: ComponentChildren
  /** Banners under the header. */
  notices?: ComponentChildren
  density?: 'main' | 'console' | 'wall'
  children: ComponentChildren
}

export function Page({ title, header, footer, notices, density = 'main', children }: Props) {
  const above = useSteady()
  useEffect(() => {
    document.title = t.common.pageTitle(title)
  }, [title])
  return (
    <>
      {density !== 'wall' && (
        <a class="skip-link" href="#content">
          {t.common.skip}
        </a>
      )}
      {header}
      <div ref={above}>{notices}</div>
      <main id="content" tabIndex={-1} class={density}>
        {children}
      </main>
      {footer}
    </>
  )
}
