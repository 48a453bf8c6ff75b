/** What the day needs now, at most five things, each with its button. */
import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { instantInRome } from '../../../../server/domain/session.ts'
import { useEngine } from '../../../components/engine-context.ts'
import { questionNumber } from '../../../components/question/status-facts.ts'
import type { IconName } from '../../../icons/names.ts'
import { pathTo } from '../../../paths.ts'
import { type Need, needsNow } from '../../../state/moderation/needs.ts'
import { m } from '../../../text/moderation/words.ts'
import { format, t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon/icon.tsx'
import { useModeration } from '../moderation.ts'
import { useCommand } from '../use-command.ts'
import { figuresOf } from './topics-table.tsx'

const MINUTE_MS = 60_000
const EXTEND_MINUTES = 15

export function Needs({ onQuestion }: { onQuestion: (questionId: string) => void }) {
  const moderation = useModeration()
  const { clock } = useEngine()
  const { session, state } = moderation
  const now = Math.ceil(clock.second.value / MINUTE_MS) * MINUTE_MS
  const needs = needsNow({
    session,
    received: state.received.value,
    items: state.work.all.value,
    topics: figuresOf(moderation, now),
    open: state.counts().value.open,
    now,
    since: (leadId) => state.question(leadId).value?.statusAt,
  })
  return (
    <section aria-labelledby="needs">
      <h2 id="needs" class="moderation__heading">
        {t.moderation.needed}
      </h2>
      {needs.length === 0 && <p class="muted">{t.moderation.nothingNeeded}</p>}
      <ul>
        {needs.map((need) => (
          <li key={keyOf(need)} class="moderation__need">
            <Icon name={ICONS[need.kind]} size={20} />
            <span>
              <Words need={need} />
            </span>
            <NeedButton need={need} onQuestion={onQuestion} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const ICONS: Readonly<Record<Need['kind'], IconName>> = {
  held: 'clock',
  closing: 'clock',
  inbox: 'inbox',
  overwhelmed: 'queue',
  deadline: 'calendar',
  details: 'hold',
  review: 'double-check',
  canClose: 'check',
}

function keyOf(need: Need): string {
  if (need.kind === 'overwhelmed') return `overwhelmed ${need.topicId}`
  return 'leadId' in need ? `${need.kind} ${need.leadId}` : need.kind
}

function Words({ need }: { need: Need }): ComponentChildren {
  const { session, topicOf } = useModeration()
  const words = m.needs
  switch (need.kind) {
    case 'held':
    case 'canClose':
      return words[need.kind]
    case 'closing':
      return words.closing(format.left(need.leftMs), need.open)
    case 'inbox':
      return (
        <>
          <b>{t.common.number(questionNumber(need.number, session.code))}:</b>{' '}
          {words.inbox(format.spoken(need.waitMs))}
        </>
      )
    case 'overwhelmed':
      return (
        <>
          <b>{topicOf(need.topicId)?.shortLabel}:</b> {words.overwhelmed(need.times)}
        </>
      )
    case 'deadline':
      return (
        <>
          <b>{t.common.number(questionNumber(need.number, session.code))}:</b>{' '}
          {words.deadline(instantInRome(need.day, '12:00'))}
        </>
      )
    case 'details':
      return (
        <>
          <b>{t.common.questions(need.count)}</b> {words.details(need.count)}
        </>
      )
    case 'review':
      return (
        <>
          <b>{words.reviews(need.count)}</b> {words.review(need.count)}
        </>
      )
  }
}

function NeedButton({ need, onQuestion }: { need: Need; onQuestion: (questionId: string) => void }) {
  const { session, ask } = useModeration()
  const { route } = useLocation()
  const { run, isBusy } = useCommand()
  const toPage = (questionId: string) => route(pathTo.question(session.code, questionId))
  const button = (label: string, onPress: () => void) => (
    <Button look="secondary" size="small" disabled={isBusy} onPress={onPress}>
      {label}
    </Button>
  )
  switch (need.kind) {
    case 'held':
      return button(m.unhold, () => void run('session:hold', { on: false }))
    case 'closing':
      return button(
        t.moderation.extend(EXTEND_MINUTES),
        () => void run('session:extend', { minutes: EXTEND_MINUTES }),
      )
    case 'inbox':
      return button(m.show, () => onQuestion(need.questionId))
    case 'canClose':
      return button(t.moderation.close, () => ask({ kind: 'close' }))
    case 'overwhelmed': {
      const { leadId } = need
      return leadId === null ? null : button(m.showOldest, () => toPage(leadId))
    }
    case 'deadline':
    case 'details':
    case 'review':
      return button(m.show, () => toPage(need.leadId))
  }
}
