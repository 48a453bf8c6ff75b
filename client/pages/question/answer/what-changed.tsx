/** What a correction took away and what it put in its place, said in words as well as shown. */
import type { AnswerWords } from '../../../../server/domain/commands.ts'
import { instantInRome } from '../../../../server/domain/session.ts'
import { format, t } from '../../../text/text.ts'
import { changedParts, type Segment } from './version-diff.ts'

type Props = { before: AnswerWords; after: AnswerWords }

export function WhatChanged({ before, after }: Props) {
  return (
    <section class="well changes" aria-label={t.question.whatChanged}>
      <h2 class="visually-hidden">{t.question.whatChanged}</h2>
      {changedParts(readable(before), readable(after)).map(({ part, lines }) => (
        <div key={part}>
          <h3>{t.question.parts[part]}</h3>
          {lines.map((line, place) => (
            <p key={place} lang="it">
              {line.map((segment, at) => (
                <Changed key={at} segment={segment} />
              ))}
            </p>
          ))}
        </div>
      ))}
    </section>
  )
}

/** Days as they are written elsewhere on the page. */
const readable = (words: AnswerWords): AnswerWords => ({
  ...words,
  lawAsOf: words.lawAsOf && format.date(instantInRome(words.lawAsOf, '12:00')),
})

function Changed({ segment }: { segment: Segment }) {
  switch (segment.kind) {
    case 'same':
      return <>{segment.text}</>
    case 'removed':
      return (
        <del>
          <span class="visually-hidden"> {t.question.removed} </span>
          {segment.text}
        </del>
      )
    case 'added':
      return (
        <ins>
          <span class="visually-hidden"> {t.question.added} </span>
          {segment.text}
        </ins>
      )
  }
}
