/** The receipt of a question as plain text: its number, when it was received, and what was written. */
import type { View } from '../../../server/domain/views.ts'
import type { QuestionView } from '../../state/session.ts'
import { t } from '../../text/text.ts'

export type ReceiptFacts = {
  readonly question: QuestionView
  readonly session: View<'session'>
  readonly bodyName: string | undefined
  /** Absent where they could not be had. */
  readonly words: Readonly<Record<string, unknown>> | null
}

export function receiptOf({ question, session, bodyName, words }: ReceiptFacts): string {
  const { sent } = t.ask
  const written = (name: string) => {
    const text = words?.[name]
    return typeof text === 'string' && text !== '' ? text : undefined
  }
  const text = written('text')
  const tried = written('tried')
  const parts = [
    `${t.common.product}. ${sent.receiptTitle}`,
    [
      sent.receiptNumber(question.number),
      sent.receiptAt(question.askedAt),
      sent.receiptDay(session.title),
      ...(bodyName === undefined ? [] : [sent.receiptBody(bodyName)]),
    ].join('\n'),
    question.title ?? '',
    ...(text === undefined ? [] : [text]),
    ...(tried === undefined ? [] : [`${t.ask.tried}:\n${tried}`]),
  ]
  return `${parts.join('\n\n')}\n`
}
