/** An expert's hold on an item: claim, renew, give back, hand over, take over, wait for the asker, park, note. */

import { limits } from '../../limits.ts'
import { workItemCan } from '../../machines.ts'
import { isTied } from '../../permissions.ts'
import type { WorkItemRow } from '../../rows.ts'
import { type Context, type Decide, decided, isRefused, type Refused, refuse } from '../decision.ts'
import { findItem, itemSubject, messageTo, mirrored, noteOn, questionsOf } from '../found.ts'

export const isLive = (item: WorkItemRow, at: number): boolean =>
  item.status === 'claimed' && item.leaseUntil !== null && item.leaseUntil > at

const subject = (context: Context, { itemId }: { itemId: string }) => itemSubject(context, itemId)

/** The item, held by the actor with a lease that still runs. */
export function heldItem(context: Context, itemId: string): WorkItemRow | Refused {
  const item = findItem(context, itemId)
  if (isRefused(item)) return item
  if (item.status !== 'claimed' || item.holder !== context.actor.id || !isLive(item, context.at)) {
    return refuse('workItem/lease-lost', { holder: item.holder })
  }
  return item
}

/** Why this actor can't hold this item, or null: three live claims at most, and never of one's own body. */
export function holdFault(context: Context, item: WorkItemRow, actorId: string): Refused | null {
  const live = context.state
    .listBy('itemsByHolder', actorId)
    .filter((row) => row.holder === actorId && row.id !== item.id && isLive(row, context.at))
  if (live.length >= limits.claimsPerExpert)
    return refuse('workItem/too-many-claims', { most: limits.claimsPerExpert })
  const bodyId = context.actorOf(actorId)?.body?.id
  const ofOwnBody = bodyId !== undefined && questionsOf(context, item).some((row) => row.body?.id === bodyId)
  return ofOwnBody ? refuse('workItem/own-body') : null
}

const claimed = (context: Context, holder: string) => ({
  status: 'claimed' as const,
  holder,
  leaseUntil: context.at + limits.leaseMs,
  leaseLeftMs: null,
  returnTo: null,
  parkedUntil: null,
})

const givenBack = { status: 'queued', holder: null, leaseUntil: null, leaseLeftMs: null } as const

export const claim: Decide<'item:claim'> = {
  subject,
  decide: (context, { itemId }) => {
    const item = findItem(context, itemId)
    if (isRefused(item)) return item
    const { actor, at } = context
    if (isLive(item, at)) {
      if (item.holder === actor.id) return decided([], { leaseUntil: item.leaseUntil })
      return refuse('workItem/taken', { holder: item.holder, until: item.leaseUntil })
    }
    // A lease that ran out but was not swept yet is as good as given back.
    if (!workItemCan('claim', item.status) && item.status !== 'claimed')
      return refuse('workItem/not-allowed-now')
    const fault = holdFault(context, item, actor.id)
    if (fault) return fault
    const set = claimed(context, actor.id)
    return decided(
      [
        { entity: 'workItem', id: item.id, kind: 'item claimed', set },
        ...mirrored(context, item, { step: 'claimed', move: 'claim', kind: 'question taken up' }),
      ],
      { leaseUntil: set.leaseUntil },
    )
  },
}

export const renew: Decide<'item:renew'> = {
  subject,
  decide: (context, { itemId }) => {
    const item = heldItem(context, itemId)
    if (isRefused(item)) return item
    const leaseUntil = context.at + limits.leaseMs
    if (leaseUntil - (item.leaseUntil ?? 0) < limits.leaseRenewEveryMs) {
      return decided([], { leaseUntil: item.leaseUntil })
    }
    return decided([{ entity: 'workItem', id: item.id, kind: 'lease renewed', set: { leaseUntil } }], {
      leaseUntil,
    })
  },
}

export const release: Decide<'item:release'> = {
  subject,
  decide: (context, { itemId }) => {
    const item = heldItem(context, itemId)
    if (isRefused(item)) return item
    return decided([
      { entity: 'workItem', id: item.id, kind: 'item released', set: givenBack },
      ...mirrored(context, item, { step: 'queued', move: 'release', kind: 'question given back' }),
    ])
  },
}

export const expire: Decide<'item:expire'> = {
  subject,
  decide: (context, { itemId }) => {
    const item = findItem(context, itemId)
    if (isRefused(item)) return item
    if (item.status !== 'claimed' || isLive(item, context.at)) return decided([])
    return decided([
      { entity: 'workItem', id: item.id, kind: 'lease expired', set: givenBack },
      ...mirrored(context, item, { step: 'queued', move: 'release', kind: 'question given back' }),
    ])
  },
}

export const handOver: Decide<'item:handOver'> = {
  subject,
  decide: (context, { itemId, toActorId, known, missing, until }) => {
    const item = heldItem(context, itemId)
    if (isRefused(item)) return item
    const other = context.actorOf(toActorId)
    const about = { sessionId: context.state.session.id, themeId: item.themeId, topicId: item.topicId }
    if (!other || !isTied(other, 'expert', about)) return refuse('workItem/not-an-expert')
    const fault = holdFault(context, item, toActorId)
    if (fault) return fault
    const card = { known, missing, ...(until ? { until } : {}) }
    return decided([
      {
        entity: 'workItem',
        id: item.id,
        kind: 'item handed over',
        set: { ...claimed(context, toActorId), notes: item.notes + 1 },
      },
      noteOn(context, item, { kind: 'handOver', content: card, mentions: [toActorId] }),
    ])
  },
}

export const takeOver: Decide<'item:takeOver'> = {
  subject,
  decide: (context, { itemId, reason }) => {
    const item = findItem(context, itemId)
    if (isRefused(item)) return item
    if (!workItemCan('takeOver', item.status)) return refuse('workItem/not-allowed-now')
    if (isLive(item, context.at) && item.holder === context.actor.id) {
      return decided([], { leaseUntil: item.leaseUntil })
    }
    const fault = holdFault(context, item, context.actor.id)
    if (fault) return fault
    const set = { ...claimed(context, context.actor.id), notes: item.notes + 1 }
    return decided(
      [
        { entity: 'workItem', id: item.id, kind: 'item taken over', set },
        noteOn(context, item, {
          kind: 'takeOver',
          content: { text: reason },
          mentions: item.holder === null ? [] : [item.holder],
        }),
      ],
      { leaseUntil: set.leaseUntil },
    )
  },
}

/** The item waits for the asker, keeps its place in the queue, and comes back to whom it is asked by. */
export const askMore: Decide<'item:askMore'> = {
  subject,
  decide: (context, { itemId, questionId, text }) => {
    const item = heldItem(context, itemId)
    if (isRefused(item)) return item
    const asked = questionId ?? item.leadId
    if (!item.questionIds.includes(asked)) return refuse('question/not-found')
    const set = { status: 'waiting', holder: null, leaseUntil: null, returnTo: context.actor.id } as const
    return decided([
      { entity: 'workItem', id: item.id, kind: 'item waits', set },
      ...mirrored(context, item, { step: 'waiting', kind: 'question waits' }),
      messageTo(context, context.state.get('question', asked), { kind: 'infoRequest', text }),
    ])
  },
}

export const park: Decide<'item:park'> = {
  subject,
  decide: (context, { itemId, until, reason }) => {
    const item = findItem(context, itemId)
    if (isRefused(item)) return item
    if (!workItemCan('park', item.status)) return refuse('workItem/not-allowed-now')
    if (isLive(item, context.at) && item.holder !== context.actor.id) {
      return refuse('workItem/taken', { holder: item.holder, until: item.leaseUntil })
    }
    if (until <= context.at || until > context.at + limits.parkMs) return refuse('workItem/bad-date')
    const set = { ...givenBack, status: 'parked', parkedUntil: until } as const
    return decided([
      { entity: 'workItem', id: item.id, kind: 'item parked', set },
      ...mirrored(context, item, {
        step: 'parked',
        move: 'release',
        kind: 'question parked',
        parkedUntil: until,
      }),
      ...questionsOf(context, item).map((row) => messageTo(context, row, { kind: 'reason', text: reason })),
    ])
  },
}

export const unpark: Decide<'item:unpark'> = {
  subject,
  decide: (context, { itemId }) => {
    const item = findItem(context, itemId)
    if (isRefused(item)) return item
    if (!workItemCan('unpark', item.status)) return refuse('workItem/not-allowed-now')
    return decided([
      {
        entity: 'workItem',
        id: item.id,
        kind: 'item unparked',
        set: { status: 'queued', parkedUntil: null },
      },
      ...mirrored(context, item, { step: 'queued', kind: 'question unparked' }),
    ])
  },
}

export const note: Decide<'item:note'> = {
  subject,
  decide: (context, { itemId, text, mentions = [] }) => {
    const item = findItem(context, itemId)
    if (isRefused(item)) return item
    if (!mentions.every((id) => context.actorOf(id))) return refuse('participant/not-found')
    return decided([
      noteOn(context, item, { kind: 'note', content: { text }, mentions }),
      { entity: 'workItem', id: item.id, kind: 'item noted', set: { notes: item.notes + 1 } },
    ])
  },
}
