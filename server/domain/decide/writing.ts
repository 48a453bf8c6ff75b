/** Drafts, which live outside the log, and the erasure of what was written. */

import type { Payloads } from '../commands.ts'
import { digestOf } from '../digest.ts'
import { limits } from '../limits.ts'
import { isTied, type Subject } from '../permissions.ts'
import type { Entity } from '../rows.ts'
import type { Patch } from './decision.ts'
import { type Context, type Decide, decided, isRefused, type Refused, refuse } from './decision.ts'
import { itemSubject, sessionSubject } from './found.ts'
import { heldItem } from './item/claim.ts'
import { attachmentsOf, taken } from './question/attach.ts'

type Save = Payloads['draft:save']

/** A newer revision replaces an older one; the same one with the same content is the same save; an older one never wins. */
function revFault(
  context: Context,
  save: { id: string; rev: number; digest: string },
): Refused | 'same' | null {
  const known = context.state.findDraft(save.id)
  if (!known || known.rev < save.rev) return null
  // Two devices may have counted to the same revision.
  return known.rev === save.rev && known.digest === save.digest
    ? 'same'
    : refuse('draft/stale', { rev: known.rev })
}

const subject = (
  context: Context,
  payload: { draftId: string; kind?: 'ask' | 'answer'; itemId?: string },
): Subject | Refused =>
  payload.kind === 'answer' && payload.itemId !== undefined
    ? itemSubject(context, payload.itemId)
    : sessionSubject(context)

export const saveDraft: Decide<'draft:save'> = {
  subject,
  decide: (context, payload) =>
    payload.kind === 'ask' ? saveAsk(context, payload) : saveAnswer(context, payload),
}

function saveAsk(context: Context, { draftId, rev, content }: Extract<Save, { kind: 'ask' }>) {
  const known = context.state.findDraft(draftId)
  // An item's id is its answer's draft: an asker knows it, and must not be able to take its place.
  const isFree = !known && !context.state.find('workItem', draftId)
  const isOwn = isFree || (known?.kind === 'ask' && known.actorId === context.actor.id)
  // A holder's tie lets an expert save answers; only who may ask keeps drafts of questions.
  if (!isOwn || !isTied(context.actor, 'participant', sessionSubject(context)))
    return refuse('draft/not-found')
  if (isFree && context.state.countDrafts(context.actor.id) >= limits.draftsPerActor) {
    return refuse('draft/too-many', { most: limits.draftsPerActor })
  }
  const digest = digestOf(content)
  const fault = revFault(context, { id: draftId, rev, digest })
  if (fault === 'same') return decided([], { rev })
  if (fault) return fault
  const facts = {
    id: draftId,
    kind: 'ask' as const,
    actorId: context.actor.id,
    itemId: null,
    rev,
    digest,
    firstHeldAt: known?.firstHeldAt ?? context.at,
  }
  return decided([], { rev, heldAt: facts.firstHeldAt }, { drafts: [{ write: 'save', facts, content }] })
}

/** Writing renews the lease, at most once a minute. One draft an item, handed over with it: its id is the item's. */
function saveAnswer(context: Context, { draftId, itemId, rev, content }: Extract<Save, { kind: 'answer' }>) {
  if (draftId !== itemId) return refuse('draft/not-found')
  const about = itemSubject(context, itemId)
  if (isRefused(about)) return about
  // A participant's tie lets them save questions; who holds an item is not for them to know.
  if (!isTied(context.actor, 'expert', about)) return refuse('permission/denied')
  const item = heldItem(context, itemId)
  if (isRefused(item)) return item
  const digest = digestOf(content)
  const fault = revFault(context, { id: draftId, rev, digest })
  if (fault === 'same') return decided([], { rev, leaseUntil: item.leaseUntil })
  if (fault) return fault
  const leaseUntil = context.at + limits.leaseMs
  const isDue = leaseUntil - (item.leaseUntil ?? 0) >= limits.leaseRenewEveryMs
  const facts = {
    id: draftId,
    kind: 'answer' as const,
    actorId: context.actor.id,
    itemId,
    rev,
    digest,
    firstHeldAt: context.state.findDraft(draftId)?.firstHeldAt ?? context.at,
  }
  return decided(
    isDue ? [{ entity: 'workItem', id: itemId, kind: 'lease renewed', set: { leaseUntil } }] : [],
    { rev, leaseUntil: isDue ? leaseUntil : item.leaseUntil },
    { drafts: [{ write: 'save', facts, content }] },
  )
}

export const discardDraft: Decide<'draft:discard'> = {
  subject: (context, { draftId }) => {
    const known = context.state.findDraft(draftId)
    return known?.kind === 'answer' && known.itemId
      ? itemSubject(context, known.itemId)
      : sessionSubject(context)
  },
  decide: (context, { draftId }) => {
    const known = context.state.findDraft(draftId)
    if (!known) return decided([])
    if (known.kind === 'ask' && known.actorId !== context.actor.id) return refuse('draft/not-found')
    if (known.kind === 'answer') {
      const item = heldItem(context, known.itemId ?? '')
      if (isRefused(item)) return item
    }
    return decided([], {}, { drafts: [{ write: 'drop', id: draftId }] })
  },
}

/** What readers were shown of it goes at once; the log keeps the fact and the commitment. */
const WITHOUT_WORDS = {
  question: { words: null },
  answer: { words: null, pendingWords: null },
  announcement: { words: null },
  message: {},
  note: {},
} as const satisfies { [E in Payloads['text:erase']['entity']]: Patch<E> }

export const erase: Decide<'text:erase'> = {
  subject: sessionSubject,
  decide: (context, { entity, id }) => {
    if (!context.state.find(entity as Entity, id)) return refuse('text/not-found')
    switch (entity) {
      case 'question':
        return decided([
          { entity, id, kind: 'text erased', set: WITHOUT_WORDS.question, erases: true },
          ...attachmentsOf(context, id).map(taken),
        ])
      case 'answer':
        return decided([{ entity, id, kind: 'text erased', set: WITHOUT_WORDS.answer, erases: true }])
      case 'announcement':
        return decided([{ entity, id, kind: 'text erased', set: WITHOUT_WORDS.announcement, erases: true }])
      case 'message': {
        const row = context.state.get('message', id)
        return row.kind === 'attachment'
          ? decided([taken(row)])
          : decided([{ entity, id, kind: 'text erased', set: {}, erases: true }])
      }
      case 'note':
        return decided([{ entity, id, kind: 'text erased', set: {}, erases: true }])
    }
  },
}
