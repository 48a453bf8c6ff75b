/** What is missing or too long before a question can be sent, in the order of the form. Knows no component. */
import type { AskDraft } from '../../../server/domain/commands.ts'
import { limits } from '../../../server/domain/limits.ts'
import { graphemes } from '../../../server/domain/text.ts'
import { t } from '../../text/text.ts'

export const FIELDS = {
  title: 'ask-title',
  text: 'ask-text',
  theme: 'ask-theme',
  topic: 'ask-topic',
  tried: 'ask-tried',
} as const

export type AskError = { readonly fieldId: (typeof FIELDS)[keyof typeof FIELDS]; readonly message: string }

export function askErrors(content: AskDraft, themeId: string): readonly AskError[] {
  const words = t.ask.errors
  const errors: AskError[] = []
  const add = (fieldId: AskError['fieldId'], message: string | undefined) => {
    if (message !== undefined) errors.push({ fieldId, message })
  }
  add(FIELDS.title, missing(content.title, words.line) ?? tooLong(content.title, limits.titleLength))
  add(FIELDS.text, missing(content.text, words.text) ?? tooLong(content.text, limits.questionTextLength))
  if (themeId === '') add(FIELDS.theme, words.theme)
  else if (content.topicId === '') add(FIELDS.topic, words.topic)
  add(FIELDS.tried, tooLong(content.tried, limits.triedLength))
  return errors
}

const missing = (text: string, words: string): string | undefined => (text.trim() === '' ? words : undefined)

const tooLong = (text: string, max: number): string | undefined =>
  graphemes(text.trim()) > max ? t.ask.errors.tooLong(max) : undefined

export const errorOf = (errors: readonly AskError[], fieldId: AskError['fieldId']): string | undefined =>
  errors.find((error) => error.fieldId === fieldId)?.message
