/** The fields that commands and requests are made of. A text is cleaned before it is measured; NUL and lone surrogates are refused. */
import { z } from 'zod'
import { limits } from '../domain/limits.ts'
import { cleaned, cleanedLine, faultOf, isStorable } from '../domain/text.ts'

/** Raw input longer than this many times its limit is refused unread. */
const RAW_FACTOR = limits.bytesPerGrapheme

function written(max: number, clean: (raw: string) => string, optional: boolean) {
  return z
    .string()
    .max(max * RAW_FACTOR, { error: 'text/too-long' })
    .refine(isStorable, { error: 'text/invalid', abort: true })
    .overwrite(clean)
    .superRefine((text, context) => {
      const fault = optional && text === '' ? null : faultOf(text, max)
      if (fault) context.addIssue({ code: 'custom', message: fault, params: { max } })
    })
    .meta({ description: `At most ${max} characters as a person counts them.` })
}

/** A text of several lines, in graphemes; not empty. */
export const prose = (max: number) => written(max, cleaned, false)
/** The same, which may be empty: for drafts. */
export const draftProse = (max: number) => written(max, cleaned, true)
/** A text on one line. */
export const line = (max: number) => written(max, cleanedLine, false)
export const draftLine = (max: number) => written(max, cleanedLine, true)

/** An id as the server made it, or a client's own key: plain characters, so that it can name nothing else. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_:.-]{0,99}$/)
export const day = z.iso.date()
export const minutes = (max: number) => z.int().min(1).max(max)
export const instant = z.int().min(0).max(8_640_000_000_000)
export const rev = z.int().min(1).max(1_000_000)
export const nothing = z.strictObject({})

const wholeNumber = z.int().min(0).max(100_000_000)

export const legalReference = z.strictObject({
  act: line(limits.referenceLength),
  provision: draftLine(limits.referenceLength),
  note: draftLine(limits.referenceLength).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(limits.urlLength)
    .optional(),
  checked: z.boolean(),
})

export const conditions = z.strictObject({
  bodyTypes: z.array(line(40)).max(10).optional(),
  regions: z.array(line(40)).max(20).optional(),
  minResidents: wholeNumber.optional(),
  maxResidents: wholeNumber.optional(),
  mountain: z.boolean().optional(),
  specialStatuteRegion: z.boolean().optional(),
})

export const answerWords = z
  .strictObject({
    inBrief: line(limits.inBriefLength),
    reasoning: prose(limits.reasoningLength),
    appliesTo: prose(limits.appliesToLength),
    conditions: conditions.optional(),
    whatToDo: z.array(prose(limits.whatToDoLength)).max(limits.whatToDoSteps),
    notCovered: draftProse(limits.notCoveredLength),
    references: z.array(legalReference).max(limits.references),
    lawAsOf: day,
    cites: z.array(id).max(limits.references).optional(),
  })
  .meta({ id: 'AnswerWords' })

export const answerDraft = z
  .strictObject({
    inBrief: draftLine(limits.inBriefLength),
    reasoning: draftProse(limits.reasoningLength),
    appliesTo: draftProse(limits.appliesToLength),
    whatToDo: z.array(draftProse(limits.whatToDoLength)).max(limits.whatToDoSteps),
    notCovered: draftProse(limits.notCoveredLength),
    references: z.array(legalReference).max(limits.references),
    lawAsOf: z.union([z.literal(''), day]),
  })
  .meta({ id: 'AnswerDraft' })

export const shown = z.enum(['body', 'region'])
export const reach = z.enum(['all', 'body'])
