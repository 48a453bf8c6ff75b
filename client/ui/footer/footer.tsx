/** The foot of every page: who pays, who runs it, the links the law asks for, and on phones the navigation. */
import type { Language } from '../../text/intl.ts'
import { t } from '../../text/text.ts'
import type { NavLink } from '../header/header.tsx'
import { LanguageSwitch } from '../header/language-switch.tsx'
import { EuEmblem } from './eu-emblem.tsx'

type Props = {
  links: readonly NavLink[]
  /** Shown on the phone only, where the header has no room for it. */
  nav?: readonly NavLink[]
  language: Language
  onLanguage: (language: Language) => void
}

export function Footer({ links, nav = [], language, onLanguage }: Props) {
  return (
    <footer class="footer">
      <div class="wrap">
        <div class="footer__eu">
          <EuEmblem />
          {t.common.cofunded}
        </div>
        <div class="footer__bodies">{t.common.ministry}</div>
        <nav class="footer__links" aria-label={t.common.footerNav}>
          {nav.map((link) => (
            <a key={link.href} href={link.href} class="phone-only">
              {link.label}
            </a>
          ))}
          {links.map((link) => (
            <a key={link.href} href={link.href}>
              {link.label}
            </a>
          ))}
          <LanguageSwitch language={language} onLanguage={onLanguage} />
        </nav>
      </div>
    </footer>
  )
}
