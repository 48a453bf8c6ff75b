/** What each part of an answer is called, and the id of the control that it begins with. */
import type { Part } from '../../../../state/desk/answer-words.ts'
import { t } from '../../../../text/text.ts'

export const fieldIdOf = (part: Part): string => `part-${part}`

export function nameOfPart(part: Part): string {
  return part === 'lawAsOf' ? t.desk.asOf : t.desk[part]
}
