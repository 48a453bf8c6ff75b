/** An answer while it is written: its seven parts, what is still missing, and what is sent. Pure. */
import type { AnswerDraft, AnswerWords, LegalReference } from '../../../server/domain/commands.ts'
import { limits } from '../../../server/domain/limits.ts'
import { graphemes } from '../../../server/domain/text.ts'

export const PARTS = [
  'inBrief',
  'reasoning',
  'references',
  'appliesTo',
  'whatToDo',
  'notCovered',
  'lawAsOf',
] as const
export type Part = (typeof PARTS)[number]

export const EMPTY_ANSWER: AnswerDraft = {
  inBrief: '',
  reasoning: '',
  appliesTo: '',
  whatToDo: [],
  notCovered: '',
  references: [],
  lawAsOf: '',
}

/** Without these an answer can't be sent; the others may have nothing to say. */
const NEEDED: readonly Part[] = ['inBrief', 'reasoning', 'appliesTo', 'lawAsOf']

export function isFilled(draft: AnswerDraft, part: Part): boolean {
  switch (part) {
    case 'references':
      return draft.references.length > 0
    case 'whatToDo':
      return draft.whatToDo.some((step) => step.trim() !== '')
    default:
      return draft[part].trim() !== ''
  }
}

export const missingParts = (draft: AnswerDraft): readonly Part[] =>
  NEEDED.filter((part) => !isFilled(draft, part))

const LONGEST: Partial<Record<Part, number>> = {
  inBrief: limits.inBriefLength,
  reasoning: limits.reasoningLength,
  appliesTo: limits.appliesToLength,
  notCovered: limits.notCoveredLength,
}

export function tooLongParts(draft: AnswerDraft): readonly Part[] {
  return PARTS.filter((part) => {
    if (part === 'whatToDo') return draft.whatToDo.some((step) => graphemes(step) > limits.whatToDoLength)
    const longest = LONGEST[part]
    return longest !== undefined && graphemes(String(draft[part])) > longest
  })
}

/** Ready texts come with braces where something of the case belongs. */
export const BRACES = /\{[a-z_]+\}/

/** What was put there to be replaced, and wasn't. */
export const unfilledParts = (draft: AnswerDraft): readonly Part[] =>
  PARTS.filter((part) => {
    const words = draft[part]
    return typeof words === 'string'
      ? BRACES.test(words)
      : part === 'whatToDo' && draft.whatToDo.some((step) => BRACES.test(step))
  })

export const uncheckedReferences = (draft: AnswerDraft): number =>
  draft.references.filter(({ checked }) => !checked).length

/** What is sent; what an earlier version had beside the seven parts is kept. */
export function wordsOf(draft: AnswerDraft, earlier?: Partial<AnswerWords>): AnswerWords {
  const { conditions, cites } = earlier ?? {}
  return {
    ...draft,
    whatToDo: draft.whatToDo.filter((step) => step.trim() !== ''),
    ...(conditions ? { conditions } : {}),
    ...(cites ? { cites } : {}),
  }
}

/** Words as the server keeps them, of a draft or of a version, whatever of them is there. */
export function draftOf(words: Readonly<Record<string, unknown>>): AnswerDraft {
  const text = (name: keyof AnswerDraft) => (typeof words[name] === 'string' ? String(words[name]) : '')
  const list = <T>(name: keyof AnswerDraft) => (Array.isArray(words[name]) ? (words[name] as T[]) : [])
  return {
    inBrief: text('inBrief'),
    reasoning: text('reasoning'),
    appliesTo: text('appliesTo'),
    whatToDo: list<string>('whatToDo'),
    notCovered: text('notCovered'),
    references: list<LegalReference>('references'),
    lawAsOf: text('lawAsOf'),
  }
}

/** The whole draft as plain text, for whoever has lost the item and wants to keep what was written. */
export const plainText = (draft: AnswerDraft): string =>
  [
    draft.inBrief,
    draft.reasoning,
    draft.appliesTo,
    ...draft.whatToDo,
    draft.notCovered,
    ...draft.references.map(({ act, provision }) => `${act} ${provision}`.trim()),
    draft.lawAsOf,
  ]
    .filter((text) => text.trim() !== '')
    .join('\n\n')
