/** The head of every page but the console's and the wall's: strip, wordmark, navigation, search, who is signed in. */
import type { ComponentChildren } from 'preact'
import type { Language } from '../../text/intl.ts'
import { t } from '../../text/text.ts'
import { ButtonLink } from '../button.tsx'
import { Icon } from '../icon/icon.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { type Profile, ProfileMenu } from './profile-menu.tsx'
import { Wordmark } from './wordmark.tsx'

export type NavLink = { href: string; label: string; current?: boolean }

export type HeaderProps = {
  live: boolean
  language: Language
  onLanguage: (language: Language) => void
  nav?: readonly NavLink[]
  /** On the phone the strip is for home and sign-in; on the desktop it is always there. */
  strip?: 'always' | 'office'
  /** Where the search page is; absent where searching makes no sense. */
  searchHref?: string
  onSearch?: (words: string) => void
  /** Signed in: who. Not signed in: where to. Neither: the sign-in pages. */
  profile?: Profile | undefined
  onSignOut?: () => void
  signInHref?: string | undefined
  /** In the menu of who is signed in. */
  settings?: NavLink | undefined
  /** On the phone a page below another shows the way back instead of the wordmark. */
  back?: { href: string; label: string }
  /** What the phone shows beside the way back, such as the draft's state. */
  aside?: ComponentChildren
}

export function Header(props: HeaderProps) {
  const { live, nav = [], strip = 'office', back, aside } = props
  return (
    <header class="header">
      <Strip {...props} strip={strip} />
      <div class="wrap header__row">
        {back && (
          <a class="header__back phone-only" href={back.href}>
            <Icon name="chevron-left" size={16} />
            {back.label}
          </a>
        )}
        <div class={back ? 'office-only' : undefined}>
          <Wordmark live={live} />
        </div>
        {nav.length > 0 && <Nav links={nav} />}
        {back && <div class="header__end phone-only">{aside}</div>}
        <div class={back ? 'header__end office-only' : 'header__end'}>
          <HeaderEnd {...props} />
        </div>
      </div>
    </header>
  )
}

function Strip({ strip, language, onLanguage }: HeaderProps) {
  return (
    <div class={strip === 'always' ? 'strip on-deep' : 'strip strip--office on-deep'}>
      <div class="wrap">
        <span>{t.common.ministry}</span>
        <span class="strip__end">
          <span class="office-inline">{t.common.plan}</span>
          <LanguageSwitch language={language} onLanguage={onLanguage} />
        </span>
      </div>
    </div>
  )
}

function Nav({ links }: { links: readonly NavLink[] }) {
  return (
    <nav class="nav" aria-label={t.common.mainNav}>
      <ul>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href} aria-current={link.current ? 'page' : undefined}>
              {link.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function HeaderEnd({
  nav = [],
  searchHref,
  onSearch,
  profile,
  onSignOut,
  signInHref,
  settings,
  language,
  onLanguage,
}: HeaderProps) {
  return (
    <div class="header__end">
      {searchHref && (
        <a class="icon-button header__search-link" href={searchHref} aria-label={t.common.searchAnswers}>
          <Icon name="search" size={24} />
        </a>
      )}
      {searchHref && onSearch && <SearchField onSearch={onSearch} />}
      {profile && onSignOut && (
        <ProfileMenu profile={profile} onSignOut={onSignOut}>
          {nav.length > 0 && (
            <nav class="profile__links" aria-label={t.common.mainNav}>
              {nav.map((link) => (
                <a key={link.href} href={link.href} aria-current={link.current ? 'page' : undefined}>
                  {link.label}
                </a>
              ))}
            </nav>
          )}
          {settings && (
            <a href={settings.href} aria-current={settings.current ? 'page' : undefined}>
              {settings.label}
            </a>
          )}
          <LanguageSwitch language={language} onLanguage={onLanguage} />
        </ProfileMenu>
      )}
      {!profile && signInHref && (
        <>
          <div class="phone-only">
            <ButtonLink look="tertiary" size="small" href={signInHref}>
              {t.common.signIn}
            </ButtonLink>
          </div>
          <div class="office-only">
            <ButtonLink look="secondary" size="small" href={signInHref}>
              {t.common.signIn}
            </ButtonLink>
          </div>
        </>
      )}
    </div>
  )
}

function SearchField({ onSearch }: { onSearch: (words: string) => void }) {
  return (
    <search class="header-search">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSearch(String(new FormData(event.currentTarget).get('words') ?? ''))
        }}
      >
        <Icon name="search" />
        <input
          class="form-control input"
          type="search"
          name="words"
          aria-label={t.common.searchAnswers}
          placeholder={t.common.searchAnswers}
        />
      </form>
    </search>
  )
}
