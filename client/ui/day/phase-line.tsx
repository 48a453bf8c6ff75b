/** What the day's head says beside the rail, phase by phase. Works nothing out: the phase comes from outside. */
import type { ComponentChildren } from 'preact'
import { t } from '../../text/text.ts'
import { Countdown } from './countdown.tsx'

export type ShownPhase =
  | { kind: 'before'; opensAt: number }
  | { kind: 'collecting'; liveAt: number }
  | { kind: 'live'; closesAt: number; onMark?: (minutes: number) => void }
  | { kind: 'offline'; closesAt: number }
  | { kind: 'break'; resumesAt?: number | undefined }
  /** Sending is closed, but the draft the server held may still go. */
  | { kind: 'grace'; until: number }
  | { kind: 'answersOnly'; closedAt: number }
  | { kind: 'ended'; questions: number; withoutOutcome: number }

type Props = { phase: ShownPhase; now: () => number; short?: boolean }

export function PhaseLine({ phase, now, short = false }: Props) {
  const { lead, aside } = wordsOf(phase, now, short)
  return (
    <div class="phase-line">
      <span
        class={phase.kind === 'offline' ? 'phase-line__lead phase-line__lead--quiet' : 'phase-line__lead'}
      >
        {lead}
      </span>
      {aside && <span class="phase-line__aside">{aside}</span>}
    </div>
  )
}

export function LiveMark({ label = t.phases.live }: { label?: string }) {
  return <span class="live-mark">{label}</span>
}

type Words = { lead: ComponentChildren; aside?: ComponentChildren }

function wordsOf(phase: ShownPhase, now: () => number, short: boolean): Words {
  const words = t.phases
  switch (phase.kind) {
    case 'before':
      return { lead: <b>{words.opens(phase.opensAt)}</b> }
    case 'collecting':
      return { lead: <b>{words.liveOn(phase.liveAt)}</b> }
    case 'live':
      return {
        lead: <LiveMark />,
        aside: (
          <>
            <b>
              <Countdown
                until={phase.closesAt}
                now={now}
                {...(phase.onMark ? { onMark: phase.onMark } : {})}
              />
            </b>{' '}
            {short ? words.toSendShort : words.toSend}
          </>
        ),
      }
    case 'offline':
      return { lead: <b>{words.liveUntil(phase.closesAt)}</b> }
    case 'break':
      return {
        lead: <b>{phase.resumesAt === undefined ? words.paused : words.pauseUntil(phase.resumesAt)}</b>,
        aside: words.canSend,
      }
    case 'grace':
      return {
        lead: <b>{words.sendingClosed}</b>,
        aside: (
          <>
            <b>
              <Countdown until={phase.until} now={now} />
            </b>{' '}
            {words.toFinish}
          </>
        ),
      }
    case 'answersOnly':
      return { lead: <b>{words.sendingClosedAt(phase.closedAt)}</b>, aside: words.stillAnswering }
    case 'ended':
      return {
        lead: <b>{words.ended}</b>,
        aside: (
          <>
            {words.questionsIn(phase.questions)}{' '}
            <b>
              {phase.withoutOutcome === 0 ? words.allWithOutcome : words.withoutOutcome(phase.withoutOutcome)}
            </b>
          </>
        ),
      }
  }
}
