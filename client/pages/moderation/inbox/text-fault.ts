/** What keeps a ready text from being sent: nothing in it, too much, or a place that was to be filled in. */
import { graphemes } from '../../../../server/domain/text.ts'
import { m } from '../../../text/moderation/words.ts'

export function textFault(text: string, most: number): string | undefined {
  if (text.trim() === '') return m.empty
  if (graphemes(text) > most) return m.tooLong
  const holes = [...new Set(text.match(/\{[a-z_]+\}/g) ?? [])]
  return holes.length > 0 ? m.fillIn(holes.join(', ')) : undefined
}
