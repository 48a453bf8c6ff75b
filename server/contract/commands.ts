/**
 * Every command that a client may give, each one strict schema: an unknown key is refused. They parse to exactly the
 * payloads that the domain decides on; those that only the system gives are no part of the contract.
 */
import { z } from 'zod'
import type { CommandType, Payloads } from '../domain/commands.ts'
import { limits } from '../domain/limits.ts'
import * as field from './fields.ts'

const words = {
  title: field.line(limits.titleLength),
  text: field.prose(limits.questionTextLength),
}
const tried = field.prose(limits.triedLength).optional()
const aQuestion = { questionId: field.id }
const anItem = { itemId: field.id }
const anAnswer = { answerId: field.id }
const reason = field.prose(limits.reasonLength)
const message = field.prose(limits.messageLength)

const askDraft = z
  .strictObject({
    title: field.draftLine(limits.titleLength),
    text: field.draftProse(limits.questionTextLength),
    tried: field.draftProse(limits.triedLength),
    topicId: z.union([z.literal(''), field.id]),
    shown: field.shown,
    deadline: z.union([z.literal(''), field.day]),
  })
  .meta({ id: 'AskDraft' })

export const commandSchemas = {
  'question:ask': z.strictObject({
    ...words,
    tried,
    topicId: field.id,
    shown: field.shown,
    deadline: field.day.optional(),
    draftId: field.id.optional(),
  }),
  'question:edit': z.strictObject({ ...aQuestion, ...words, tried, topicId: field.id.optional() }),
  'question:withdraw': z.strictObject(aQuestion),
  'question:vote': z.strictObject({ ...aQuestion, on: z.boolean() }),
  'question:follow': z.strictObject({ ...aQuestion, on: z.boolean() }),
  'question:inform': z.strictObject({ ...aQuestion, text: message }),
  'question:followUp': z.strictObject({ ...aQuestion, text: message }),
  'question:detach': z.strictObject({ ...aQuestion, fileId: field.id }),

  'question:admit': z.strictObject({ ...aQuestion, topicId: field.id.optional() }),
  'question:unadmit': z.strictObject(aQuestion),
  'question:refuse': z.strictObject({ ...aQuestion, reason: field.id, text: reason }),
  'question:redirect': z.strictObject({ ...aQuestion, to: z.enum(['secretariat', 'support']), text: reason }),
  'question:restore': z.strictObject(aQuestion),
  'question:classify': z.strictObject({ ...aQuestion, topicId: field.id }),
  'question:rewrite': z.strictObject({ ...aQuestion, ...words }),
  'question:split': z.strictObject({
    ...aQuestion,
    parts: z
      .array(z.strictObject({ ...words, topicId: field.id }))
      .min(1)
      .max(limits.splitParts),
  }),
  'question:carry': z.strictObject({ ...aQuestion, sessionId: field.id }),

  'item:claim': z.strictObject(anItem),
  'item:renew': z.strictObject(anItem),
  'item:release': z.strictObject(anItem),
  'item:handOver': z.strictObject({
    ...anItem,
    toActorId: field.id,
    known: message,
    missing: message,
    until: field.day.optional(),
  }),
  'item:takeOver': z.strictObject({ ...anItem, reason }),
  'item:join': z.strictObject({ ...anItem, ...aQuestion }),
  'item:unjoin': z.strictObject(aQuestion),
  'item:askMore': z.strictObject({ ...anItem, questionId: field.id.optional(), text: message }),
  'item:park': z.strictObject({ ...anItem, until: field.instant, reason }),
  'item:unpark': z.strictObject(anItem),
  'item:note': z.strictObject({
    ...anItem,
    text: field.prose(limits.noteLength),
    mentions: z.array(field.id).max(limits.mentions).optional(),
  }),

  'answer:send': z.strictObject({ ...anItem, words: field.answerWords, reach: field.reach }),
  'answer:approve': z.strictObject(anItem),
  'answer:recall': z.strictObject(anItem),
  'answer:return': z.strictObject({ ...anItem, text: field.prose(limits.noteLength) }),
  'answer:publish': z.strictObject({
    ...anItem,
    words: field.answerWords,
    reach: field.reach,
    lines: z
      .array(z.strictObject({ ...aQuestion, text: message }))
      .max(limits.questionsPerItem)
      .optional(),
  }),
  'answer:correct': z.strictObject({ ...anAnswer, words: field.answerWords, reason }),
  'answer:recheck': z.strictObject({ ...anAnswer, reason }),
  'answer:supersede': z.strictObject({ ...anAnswer, byAnswerId: field.id }),
  'answer:withdraw': z.strictObject({ ...anAnswer, reason }),

  'session:open': field.nothing,
  'session:start': field.nothing,
  'session:stop': field.nothing,
  'session:close': field.nothing,
  'session:archive': field.nothing,
  'session:reopen': z.strictObject({ minutes: field.minutes(limits.extendMinutes) }),
  'session:extend': z.strictObject({ minutes: field.minutes(limits.extendMinutes) }),
  'session:pause': z.strictObject({ on: z.boolean() }),
  'session:hold': z.strictObject({ on: z.boolean() }),
  'session:announce': z.strictObject({
    text: field.line(limits.announcementLength),
    minutes: field.minutes(limits.announcementMs / 60_000),
  }),
  'session:unannounce': z.strictObject({ announcementId: field.id }),

  'participant:mute': z.strictObject({ actorId: field.id, minutes: field.minutes(limits.muteMs / 60_000) }),
  'participant:unmute': z.strictObject({ actorId: field.id }),

  'draft:save': z.discriminatedUnion('kind', [
    z.strictObject({ draftId: field.id, kind: z.literal('ask'), rev: field.rev, content: askDraft }),
    z.strictObject({
      draftId: field.id,
      kind: z.literal('answer'),
      itemId: field.id,
      rev: field.rev,
      content: field.answerDraft,
    }),
  ]),
  'draft:discard': z.strictObject({ draftId: field.id }),

  'text:erase': z.strictObject({
    entity: z.enum(['question', 'answer', 'message', 'note', 'announcement']),
    id: field.id,
  }),
} satisfies { [T in Exclude<CommandType, SystemCommand>]: z.ZodType<Payloads[T]> }

/** Given by the sweeper, by jobs, by rooms themselves, or by a request that brought more than a payload; never by a client. */
export type SystemCommand =
  | 'question:attach'
  | 'question:receive'
  | 'question:uncarry'
  | 'item:expire'
  | 'session:advance'
  | 'session:tally'

export type ClientCommand = keyof typeof commandSchemas
export const CLIENT_COMMANDS = Object.keys(commandSchemas) as ClientCommand[]

/** What a command's result holds beside its place in the log. */
export type CommandResult = Readonly<Record<string, unknown>>
