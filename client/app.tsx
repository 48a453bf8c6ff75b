/** The frame of the application: the router, and what happens when the page changes. Knows no page's content. */
import { ErrorBoundary, LocationProvider, Route, Router } from 'preact-iso'
import { NotFoundPage } from './pages/not-found-page.tsx'
import { routes } from './routes.ts'

export function App() {
  return (
    <LocationProvider>
      <ErrorBoundary onError={reloadOnce}>
        <Router onRouteChange={onPageShown}>
          {routes.map(({ path, component }) => (
            <Route key={path} path={path} component={component} />
          ))}
          <Route default component={NotFoundPage} />
        </Router>
      </ErrorBoundary>
    </LocationProvider>
  )
}

/** After a change of page a screen reader starts from its top; the router has scrolled there already. */
function onPageShown() {
  if (!location.hash) document.getElementById('content')?.focus({ preventScroll: true })
}

const reloadedKey = 'reloaded-for'

/** A page's code that can't be fetched means that a newer build is out: load it, once for this build. */
function reloadOnce(error: Error) {
  const isMissingChunk = error instanceof TypeError && /import|module/i.test(error.message)
  if (!isMissingChunk || sessionStorage.getItem(reloadedKey) === import.meta.url) throw error
  sessionStorage.setItem(reloadedKey, import.meta.url)
  location.reload()
}
