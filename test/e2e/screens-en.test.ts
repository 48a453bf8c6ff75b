/** Every screen and state of the table in English: clean for axe on a phone. */
import { lookAtAll } from '../support/browser/look.ts'

lookAtAll('en')
