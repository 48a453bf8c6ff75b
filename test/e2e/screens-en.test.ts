/** Every screen and state of the table in English: clean for axe on a phone and at a desk, whole at 320 px and at 200 %. */
import { lookAtAll } from '../support/browser/look.ts'

lookAtAll('en')
