/** Where the browser starts: the words of the reader's language, then the application. */
import './style/main.scss'
import { render } from 'preact'
import { must } from '../server/domain/assert.ts'
import { App } from './app.tsx'
import { EngineContext } from './components/engine-context.ts'
import { nameInstalledApp } from './offline/manifest-link.ts'
import { keepFiles } from './offline/newer-build.ts'
import { isAddressOf } from './offline/page-address.ts'
import { routes } from './routes.ts'
import { createEngine } from './state/engine.ts'
import { negotiate, setLanguage } from './text/text.ts'

// All at once, for on a slow line each waits for the network as long as the others together.
const engine = createEngine()
void engine.account.load()
void engine.catalogue.load()
// One that can't be had now is asked for again when it is shown.
const page = routes.find(({ path }) => isAddressOf(path, location.pathname))
page?.component.preload().catch(() => undefined)
await setLanguage(negotiate(document.cookie, navigator.languages))
render(
  <EngineContext.Provider value={engine}>
    <App />
  </EngineContext.Provider>,
  must(document.getElementById('app'), '#app'),
)
nameInstalledApp()
// Where pages are written their files change all the time.
if (!import.meta.hot) keepFiles(new URL(import.meta.url).pathname, navigator.serviceWorker)
