/**
 * What is asked and answered: the content's questions with what is to become of each, and its answers in the contract's
 * words. Pure; it knows nobody who asks.
 */
import {
  listCannedTexts,
  listContentAnswers,
  listContentQuestions,
  listModeratorReasons,
} from '../../db/content/content.ts'
import { must } from '../../server/domain/assert.ts'
import type { AnswerWords, AskPayload, Conditions } from '../../server/domain/commands.ts'
import { limits } from '../../server/domain/limits.ts'

type ContentQuestion = ReturnType<typeof listContentQuestions>[number]
type ContentAnswer = ReturnType<typeof listContentAnswers>[number]
export type Triage = ContentQuestion['expected_triage']

/** One of the content's questions. */
export type Line = {
  readonly id: string
  readonly bodyId: string
  readonly payload: AskPayload
  readonly triage: Triage
  /** The line that it asks the same as. */
  readonly leadId: string | null
  readonly answer: AnswerWords | null
}

/** How the title of a second question within a question ends. */
export const SECOND = ': seconda questione'

/** Nobody chooses what is outside the programme: who asks of it anyway takes some topic. */
const OUTSIDE = 'OFF.00'
const SOME_TOPIC = 'T1.10'

/** In the order of the day's clock, so that a question comes before those that repeat it. */
export function listLines(): Line[] {
  const answers = new Map(listContentAnswers().map((answer) => [answer.id, answer]))
  const clockOf = ({ submitted_at }: ContentQuestion) => submitted_at.slice(submitted_at.indexOf('T'))
  return listContentQuestions()
    .toSorted((one, two) => clockOf(one).localeCompare(clockOf(two)) || one.id.localeCompare(two.id))
    .map((question) => {
      const answer = answers.get(question.answer_id ?? '')
      return {
        id: question.id,
        bodyId: question.body_id,
        payload: {
          title: question.title,
          text: question.text,
          topicId: question.subtopic === OUTSIDE ? SOME_TOPIC : question.subtopic,
          shown: question.publish_anonymised ? 'region' : 'body',
        },
        triage: question.expected_triage,
        leadId: question.merge_into,
        answer: answer ? wordsOf(answer) : null,
      }
    })
}

function wordsOf(answer: ContentAnswer): AnswerWords {
  const { parts, law_as_of } = must(answer.revisions.find(({ rev }) => rev === answer.current_rev))
  return {
    inBrief: parts.in_brief,
    reasoning: parts.reasoning,
    appliesTo: parts.applies_to.text,
    conditions: conditionsOf(parts.applies_to.conditions),
    whatToDo: parts.what_to_do,
    notCovered: parts.not_covered,
    references: answer.normative_refs.map(({ act, provision, note, verification }) => ({
      act,
      provision,
      note: note.slice(0, limits.referenceLength),
      checked: verification === 'source_excerpt',
    })),
    lawAsOf: law_as_of,
  }
}

type ContentConditions = ContentAnswer['revisions'][number]['parts']['applies_to']['conditions']

const conditionsOf = (given: ContentConditions): Conditions => ({
  bodyTypes: given.body_types,
  regions: given.regions,
  minResidents: given.min_population,
  maxResidents: given.max_population,
  mountain: given.mountain,
  specialStatuteRegion: given.special_statute_region,
})

/** For a question that the content doesn't answer, where all must be: it says itself that it is none. */
export const restingWords = (lawAsOf: string): AnswerWords => ({
  inBrief: 'Risposta di prova a un quesito di prova.',
  reasoning: 'Questa risposta serve a provare la giornata. Non contiene indicazioni.',
  appliesTo: 'A nessun ente.',
  whatToDo: [],
  notCovered: '',
  references: [],
  lawAsOf,
})

/** A ready text as it stands, its variables left out. */
export const cannedText = (id: string): string =>
  withoutVariables(must(listCannedTexts().find((one) => one.id === id)).text)

const REASONS: Partial<Record<Triage, string>> = {
  reject_off_topic: 'out_of_scope',
  moderate: 'no_question',
  redirect_secretariat: 'to_secretariat',
  redirect_support: 'to_support',
}

export function reasonFor(triage: Triage): { code: string; text: string } {
  const code = must(REASONS[triage], 'a triage that needs a reason')
  const { text } = must(listModeratorReasons().find((one) => one.code === code))
  return { code, text: withoutVariables(text) }
}

const withoutVariables = (text: string): string =>
  text.replaceAll(/\{\w+\}/g, '…').slice(0, limits.reasonLength)
