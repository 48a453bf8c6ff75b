/** What the asker says after asking: more information, and a follow-up to the answer. */
import { limits } from '../../limits.ts'
import { questionCan, workItemCan } from '../../machines.ts'
import { type Change, type Decide, decided, isRefused, refuse } from '../decision.ts'
import { findQuestion, isMuted, messageTo, mirrored, questionSubject } from '../found.ts'

export const inform: Decide<'question:inform'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, text }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (context.state.session.phase === 'archived') return refuse('session/archived')
    if (isMuted(context)) return refuse('participant/muted')
    const isOpen = questionCan('inform', row.status) || (row.status === 'joined' && row.step !== 'done')
    if (!isOpen) return refuse('question/not-allowed-now')
    const item = context.state.get('workItem', row.workItemId)
    if (!workItemCan('hear', item.status)) return decided([messageTo(context, row, { kind: 'detail', text })])
    return decided([
      messageTo(context, row, { kind: 'infoReply', text }),
      { entity: 'workItem', id: item.id, kind: 'item heard', set: { status: 'queued' } },
      ...mirrored(context, item, { step: 'queued', move: 'release', kind: 'question informed' }),
    ])
  },
}

export const followUp: Decide<'question:followUp'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, text }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (context.state.session.phase === 'archived') return refuse('session/archived')
    if (isMuted(context)) return refuse('participant/muted')
    const isAnswered = row.answerId !== null && (row.status === 'answered' || row.status === 'joined')
    if (!isAnswered || row.step !== 'done') return refuse('question/not-allowed-now')
    if (row.followUps >= limits.followUpDepth)
      return refuse('question/follow-ups-used', { most: limits.followUpDepth })
    const item = context.state.get('workItem', row.workItemId)
    // Where another asker's follow-up came first, the item is on its way already.
    const isIdle = workItemCan('requeue', item.status)
    const changes: Change[] = [
      messageTo(context, row, { kind: 'followUp', text }),
      {
        entity: 'question',
        id: row.id,
        kind: 'question followed up',
        set: { followUps: row.followUps + 1, step: isIdle ? 'queued' : item.status },
      },
    ]
    if (isIdle) {
      changes.push({
        entity: 'workItem',
        id: item.id,
        kind: 'item requeued',
        set: {
          status: 'queued',
          outcome: null,
          holder: null,
          leaseUntil: null,
          returnTo: context.state.find('answer', row.answerId ?? '')?.authorId ?? null,
          queuedAt: context.at,
        },
      })
    }
    return decided(changes)
  },
}
