/** Every primitive in every state, served by the Vite dev server only. Not part of the build. */
import './style/main.scss'
import './style/console.scss'
import './style/wall.scss'
import { render } from 'preact'
import { must } from '../server/domain/assert.ts'
import { ConsoleSpecimen } from './specimen/console-specimen.tsx'
import { ControlsSpecimen } from './specimen/controls-specimen.tsx'
import { DaySpecimen } from './specimen/day-specimen.tsx'
import { ListsSpecimen } from './specimen/lists-specimen.tsx'
import { WallSpecimen } from './specimen/wall-specimen.tsx'
import { language, negotiate, setLanguage } from './text/text.ts'
import { Button } from './ui/button.tsx'
import { Footer } from './ui/footer/footer.tsx'
import { AskBar } from './ui/frame/ask-bar.tsx'
import { Page } from './ui/frame/page.tsx'
import { Header } from './ui/header/header.tsx'

const onLanguage = (next: 'it' | 'en') => void setLanguage(next)

const nav = [
  { href: '/', label: 'Forum', current: true },
  { href: '/risposte', label: 'Risposte' },
  { href: '/autodiagnosi', label: 'Autodiagnosi' },
  { href: '/miei', label: 'I miei quesiti' },
]

function Specimen() {
  const part = location.hash.slice(1) || 'day'
  if (part === 'console') return <ConsoleSpecimen />
  if (part.startsWith('wall')) {
    return <WallSpecimen dark={part.includes('dark')} announcement={part.includes('announcement')} />
  }
  return (
    <Page
      title="Specimen"
      header={
        <Header
          live
          strip={part === 'controls' ? 'always' : 'office'}
          nav={nav}
          language={language()}
          onLanguage={onLanguage}
          searchHref="/risposte"
          onSearch={() => undefined}
          {...(part === 'controls'
            ? { signInHref: '/accesso' }
            : {
                profile: { name: 'Comune di Poggio Esempio', detail: 'Ufficio anagrafe' },
                onSignOut: () => undefined,
              })}
        />
      }
      footer={
        <Footer
          links={[{ href: '/note/privacy', label: 'Privacy' }]}
          language={language()}
          onLanguage={onLanguage}
        />
      }
    >
      {part === 'day' && <DaySpecimen />}
      {part === 'controls' && <ControlsSpecimen />}
      {part === 'lists' && <ListsSpecimen />}
      <AskBar label="Azione" note="Oggi te ne restano 2">
        <Button look="primary" size="main">
          Fai un quesito
        </Button>
      </AskBar>
    </Page>
  )
}

await setLanguage(negotiate(document.cookie, navigator.languages))
render(<Specimen />, must(document.getElementById('app')))
