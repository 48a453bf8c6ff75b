/** Header and footer for pages that belong to no session and to nobody in particular. */
import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { pathTo } from '../paths.ts'
import { language, setLanguage, t } from '../text/text.ts'
import { Footer } from '../ui/footer/footer.tsx'
import { Page } from '../ui/frame/page.tsx'
import { Header, type NavLink } from '../ui/header/header.tsx'

export function PlainFrame({ title, children }: { title: string; children: ComponentChildren }) {
  const onLanguage = (next: 'it' | 'en') => void setLanguage(next)
  return (
    <Page
      title={title}
      header={<Header live={false} strip="always" language={language()} onLanguage={onLanguage} />}
      footer={
        <Footer links={serviceLinks(useLocation().path)} language={language()} onLanguage={onLanguage} />
      }
    >
      <div class="wrap stack page">{children}</div>
    </Page>
  )
}

/** The links the law asks for, at the foot of every page. */
export function serviceLinks(path: string): NavLink[] {
  const links = [
    { href: pathTo.note('accessibilita'), label: t.common.accessibility },
    { href: pathTo.note('privacy'), label: t.common.privacy },
    { href: pathTo.note('assistenza'), label: t.common.help },
    { href: pathTo.note('crediti'), label: t.common.credits },
  ]
  return links.map((link) => ({ ...link, current: link.href === path }))
}
