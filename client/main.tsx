/** Where the browser starts: the words of the reader's language, then the application. */
import './style/main.scss'
import { render } from 'preact'
import { must } from '../server/domain/assert.ts'
import { App } from './app.tsx'
import { negotiate, setLanguage } from './text/text.ts'

await setLanguage(negotiate(document.cookie, navigator.languages))
render(<App />, must(document.getElementById('app'), '#app'))
