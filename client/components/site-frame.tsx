/**
 * The frame of the pages for everybody: header with who is signed in, notices of the line, footer. Knows no page's
 * content; the console and the wall have frames of their own.
 */
import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { pathTo } from '../paths.ts'
import type { Me } from '../state/account.ts'
import { language, setLanguage, t } from '../text/text.ts'
import { initialsOf } from '../ui/avatar.tsx'
import { Footer } from '../ui/footer/footer.tsx'
import { Page } from '../ui/frame/page.tsx'
import { Header, type HeaderProps } from '../ui/header/header.tsx'
import { useEngine } from './engine-context.ts'
import { LineNotice } from './line-notice.tsx'
import { serviceLinks } from './plain-frame.tsx'
import { useSignOut } from './use-sign-out.ts'
import { dayOfWork, workLinks } from './work-links.ts'

type Props = {
  title: string
  /** Which part of the navigation this page belongs to. */
  part?: 'forum' | 'answers' | 'mine'
  strip?: HeaderProps['strip']
  /** Not where the page itself is the search. */
  hasSearch?: boolean
  back?: HeaderProps['back']
  aside?: ComponentChildren
  /** What goes on without a line, where it is more than reading; with a list of the page's own that says how old it is. */
  offline?: string
  /** Banners of the page's own, under those of the line. */
  notices?: ComponentChildren
  /** What stays at the foot of a phone's screen. */
  bar?: ComponentChildren
  children: ComponentChildren
}

export function SiteFrame({
  title,
  part,
  strip,
  hasSearch = true,
  back,
  aside,
  offline,
  notices,
  bar,
  children,
}: Props) {
  const { account, catalogue } = useEngine()
  const { path, url, route } = useLocation()
  const signOut = useSignOut()
  const me = account.me.value
  const sessions = catalogue.catalogue.value?.sessions ?? []
  const onLanguage = (next: 'it' | 'en') => void setLanguage(next)
  return (
    <Page
      title={title}
      header={
        <Header
          live={sessions.some((session) => session.phase === 'live')}
          language={language()}
          onLanguage={onLanguage}
          nav={[...navigation(part, me), ...workLinks(me, dayOfWork(sessions, path))]}
          {...(hasSearch
            ? { searchHref: pathTo.search(), onSearch: (words) => route(pathTo.search(words)) }
            : {})}
          profile={me ? profileOf(me) : undefined}
          onSignOut={signOut}
          settings={{ href: pathTo.notices(), label: t.common.notices, current: path === pathTo.notices() }}
          signInHref={me === null || me === undefined ? pathTo.signIn(url) : undefined}
          aside={aside}
          {...(strip ? { strip } : {})}
          {...(back ? { back } : {})}
        />
      }
      notices={
        <>
          <OfflineNotice words={offline} />
          {notices}
        </>
      }
      footer={
        <>
          <Footer links={serviceLinks(path)} language={language()} onLanguage={onLanguage} />
          {bar}
        </>
      }
    >
      {children}
    </Page>
  )
}

/** On pages that need no line it is the list of days that can't be had; they say themselves of when they are. */
function OfflineNotice({ words }: { words: string | undefined }) {
  const { line, catalogue, keptShown } = useEngine()
  const isOut = line.value.line === 'idle' && catalogue.failure.value === 'device/offline'
  if (words !== undefined) return <LineNotice offline={words} isOut={isOut} />
  const at = keptShown.oldest.value
  const age = at === null ? '' : ` ${t.states.dataOf(at)}.`
  return <LineNotice offline={t.states.offlineRead + age} isOut={isOut} />
}

function navigation(part: Props['part'], me: Me | null | undefined) {
  const links = [
    { part: 'forum', href: pathTo.home(), label: t.common.forum },
    { part: 'answers', href: pathTo.search(), label: t.common.answers },
    ...(me ? [{ part: 'mine', href: pathTo.mine(), label: t.common.myQuestions }] : []),
  ]
  return links.map(({ part: own, ...link }) => ({ ...link, current: own === part }))
}

/** A clerk is shown as their body; who works here, by name. */
export function profileOf(me: Me): NonNullable<HeaderProps['profile']> {
  const name = me.body?.name ?? me.name
  const detail = me.office ?? (me.body ? me.name : undefined)
  return { name, initials: initialsOf(name), ...(detail ? { detail } : {}) }
}
