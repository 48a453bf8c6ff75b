/** Accessibility, privacy, support, credits: text in both languages, loaded with this page only. */
import { useRoute } from 'preact-iso'
import { PlainFrame } from '../../components/plain-frame.tsx'
import { notes as english } from '../../text/notes/en.ts'
import { notes as italian, type Notes } from '../../text/notes/it.ts'
import { language } from '../../text/text.ts'
import { NotFoundPage } from '../not-found-page.tsx'

const notes = { it: italian, en: english }

export function NotePage() {
  const page = useRoute().params.page
  if (!isNote(page)) return <NotFoundPage />
  const { title, sections } = notes[language()][page]
  return (
    <PlainFrame title={title}>
      <h1>{title}</h1>
      {sections.map(({ heading, paragraphs }) => (
        <section key={heading} class="stack">
          <h2>{heading}</h2>
          {paragraphs.map((paragraph) => (
            <p key={paragraph} class="reading">
              {paragraph}
            </p>
          ))}
        </section>
      ))}
    </PlainFrame>
  )
}

const isNote = (page: string | undefined): page is keyof Notes =>
  page !== undefined && Object.hasOwn(italian, page)
