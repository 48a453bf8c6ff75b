/** What people wrote in several paragraphs, one element each. */
export function Prose({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/\n+/)
        .filter((line) => line.trim() !== '')
        .map((line, place) => (
          <p key={`${place} ${line}`} class="question__prose">
            {line}
          </p>
        ))}
    </>
  )
}
