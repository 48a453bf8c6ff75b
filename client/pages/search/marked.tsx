/** A text with the found words in it marked. */
import { type Mark, pieces } from './marks.ts'

export function Marked({ text, marks }: { text: string; marks: readonly Mark[] }) {
  return (
    <>
      {pieces(text, marks).map(({ text: piece, isFound }, place) =>
        isFound ? <mark key={`${place} ${piece}`}>{piece}</mark> : piece,
      )}
    </>
  )
}
