/** What people wrote in several paragraphs, one element each. They write in Italian, whatever language the page is in. */
export function Prose({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/\n+/)
        .filter((line) => line.trim() !== '')
        .map((line, place) => (
          <p key={`${place} ${line}`} class="question__prose" lang="it">
            {line}
          </p>
        ))}
    </>
  )
}
