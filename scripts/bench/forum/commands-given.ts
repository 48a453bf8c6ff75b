/** What the people of the benches send: asks with the content's own words, votes. */
import { listContentQuestions } from '../../../db/content/content.ts'
import { newId } from '../../../server/adapters/ids.ts'
import { must } from '../../../server/domain/assert.ts'
import type { Payloads } from '../../../server/domain/commands.ts'

/** By which a question is found again in a frame. */
export const MARK = 'Bench-'
export const MARK_DIGITS = 6

const words = listContentQuestions().map(({ title, text, subtopic }) => ({ title, text, topicId: subtopic }))

export function askPayload(n: number): Payloads['question:ask'] {
  const { title, text, topicId } = must(words[n % words.length])
  const mark = `${MARK}${String(n).padStart(MARK_DIGITS, '0')}`
  return { title: `${mark} ${title}`.slice(0, 120).trim(), text, topicId, shown: 'body' }
}

export const votePayload = (questionIds: readonly string[], n: number): Payloads['question:vote'] => ({
  questionId: must(questionIds[n % questionIds.length]),
  on: true,
})

export type CommandKind = 'question:ask' | 'question:vote'

export const payloadOf = (kind: CommandKind, n: number, questionIds: readonly string[]) =>
  kind === 'question:ask' ? askPayload(n) : votePayload(questionIds, n)

/** A key as a client makes it. */
export const newKey = (): string => `${newId()}${newId()}`
