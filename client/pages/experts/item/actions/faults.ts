/** What is wrong with what was filled in, in words; null where nothing is. */
import { graphemes } from '../../../../../server/domain/text.ts'
import { BRACES } from '../../../../state/desk/answer-words.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'

export function textFault(text: string, max: number): string | null {
  if (text.trim() === '') return w.needsText
  if (graphemes(text) > max) return t.errors['text/too-long']
  return BRACES.test(text) ? w.fillBraces : null
}
