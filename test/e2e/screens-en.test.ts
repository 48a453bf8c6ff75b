/** Every screen and state of the table in English: clean for axe on a phone and at a desk. */
import { lookAtAll } from '../support/browser/look.ts'

lookAtAll('en')
