/** The decider of a session: a command against a state gives facts or a refusal, and a fact gives the next row. */
import type { Command, CommandType } from './commands.ts'
import * as afterwards from './decide/answer/afterwards.ts'
import * as answering from './decide/answer/answering.ts'
import * as reviewing from './decide/answer/reviewing.ts'
import {
  type Change,
  type Context,
  type Decide,
  type Decision,
  isRefused,
  refuse,
} from './decide/decision.ts'
import * as claim from './decide/item/claim.ts'
import * as join from './decide/item/join.ts'
import * as ask from './decide/question/ask.ts'
import * as attach from './decide/question/attach.ts'
import * as carry from './decide/question/carry.ts'
import * as conversation from './decide/question/conversation.ts'
import * as interest from './decide/question/interest.ts'
import * as triage from './decide/question/triage.ts'
import * as running from './decide/running.ts'
import * as tally from './decide/tally.ts'
import * as writing from './decide/writing.ts'
import { isTied, may, policy, type Subject } from './permissions.ts'
import type { Entity, Rows } from './rows.ts'
import type { State } from './state.ts'
import { type AudienceTag, audienceOf } from './views.ts'

const DECIDERS: { [T in CommandType]: Decide<T> } = {
  'question:ask': ask.ask,
  'question:edit': ask.edit,
  'question:withdraw': ask.withdraw,
  'question:vote': interest.vote,
  'question:follow': interest.follow,
  'question:inform': conversation.inform,
  'question:followUp': conversation.followUp,
  'question:attach': attach.attach,
  'question:detach': attach.detach,
  'question:admit': triage.admit,
  'question:unadmit': triage.unadmit,
  'question:refuse': triage.refuseQuestion,
  'question:redirect': triage.redirect,
  'question:restore': triage.restore,
  'question:classify': triage.classify,
  'question:rewrite': triage.rewrite,
  'question:split': triage.split,
  'question:carry': carry.carry,
  'question:receive': carry.receive,
  'question:uncarry': carry.uncarry,
  'item:claim': claim.claim,
  'item:renew': claim.renew,
  'item:release': claim.release,
  'item:handOver': claim.handOver,
  'item:takeOver': claim.takeOver,
  'item:join': join.join,
  'item:unjoin': join.unjoin,
  'item:askMore': claim.askMore,
  'item:park': claim.park,
  'item:unpark': claim.unpark,
  'item:note': claim.note,
  'item:expire': claim.expire,
  'answer:send': answering.send,
  'answer:approve': reviewing.approve,
  'answer:recall': reviewing.recall,
  'answer:return': reviewing.giveBack,
  'answer:publish': answering.publish,
  'answer:correct': afterwards.correct,
  'answer:recheck': afterwards.recheck,
  'answer:supersede': afterwards.supersede,
  'answer:withdraw': afterwards.withdrawAnswer,
  'session:open': running.open,
  'session:start': running.start,
  'session:stop': running.stop,
  'session:close': running.close,
  'session:archive': running.archive,
  'session:reopen': running.reopen,
  'session:extend': running.extend,
  'session:pause': running.pause,
  'session:hold': running.hold,
  'session:announce': running.announce,
  'session:unannounce': running.unannounce,
  'session:advance': running.advance,
  'session:tally': tally.tally,
  'participant:mute': running.mute,
  'participant:unmute': running.unmute,
  'draft:save': writing.saveDraft,
  'draft:discard': writing.discardDraft,
  'text:erase': writing.erase,
}

export function decide(context: Context, command: Command): Decision {
  const decider = DECIDERS[command.type] as Decide<CommandType>
  const subject = decider.subject(context, command.payload)
  if (isRefused(subject)) return subject
  if (!may(context.actor, command.type, subject)) return denied(context, command.type, subject)
  return decider.decide(context, command.payload)
}

/** Who could hold the item but doesn't any more is told so, and by whom it is held. */
function denied(context: Context, type: CommandType, subject: Subject): Decision {
  const needsHold = (policy[type] as readonly string[]).includes('holder')
  return needsHold && isTied(context.actor, 'expert', subject) && subject.holder !== undefined
    ? refuse('workItem/lease-lost', { holder: subject.holder })
    : refuse('permission/denied')
}

/** Lays one fact over the state. Returns the entry's audience: who could see the row before it, or can after it. */
export function apply<E extends Entity>(
  state: State,
  change: Change<E>,
  seq: number,
): readonly AudienceTag[] {
  const before = state.find(change.entity, change.id)
  const row = { ...before, ...change.set, id: change.id, changedSeq: seq } as unknown as Rows[E]
  state.put(change.entity, row as never)
  const tags = new Set(audienceOf(change.entity, row as never))
  if (before) for (const tag of audienceOf(change.entity, before as never)) tags.add(tag)
  return [...tags].sort()
}

/** What the log keeps of a change: its fields without anything that a person wrote. */
export function loggedFields(change: Change): Record<string, unknown> {
  const { words: _words, pendingWords: _pending, ...facts } = change.set as Record<string, unknown>
  return facts
}
