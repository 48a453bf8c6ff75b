/** A question's status in words, icon and tint: one chip a question. Also the console's flags. */
import type { IconName } from '../icons/names.ts'
import { t } from '../text/text.ts'
import { Icon } from './icon/icon.tsx'

export type Tone = 'slate' | 'blue' | 'attn' | 'ok' | 'bad' | 'live'

/** What the asker is told. Pages work it out from a question's status and its item's step. */
export type ShownStatus =
  | { kind: 'queued'; place?: number | undefined }
  | { kind: 'joined'; to: string | number }
  | { kind: 'parked' | 'carried'; until?: number | undefined }
  | { kind: PlainStatus }

export type PlainStatus =
  | 'draft'
  | 'received'
  | 'published'
  | 'claimed'
  | 'inReview'
  | 'waiting'
  | 'waitingOthers'
  | 'live'
  | 'answeredLive'
  | 'answered'
  | 'corrected'
  | 'toRecheck'
  | 'notAccepted'
  | 'redirected'
  | 'withdrawn'
  | 'unsent'
  | 'unsentLong'

const looks: Record<ShownStatus['kind'], { tone: Tone; icon: IconName }> = {
  draft: { tone: 'slate', icon: 'draft' },
  received: { tone: 'slate', icon: 'clock' },
  published: { tone: 'slate', icon: 'check' },
  queued: { tone: 'slate', icon: 'queue' },
  claimed: { tone: 'blue', icon: 'pen' },
  inReview: { tone: 'blue', icon: 'double-check' },
  waiting: { tone: 'attn', icon: 'help' },
  waitingOthers: { tone: 'slate', icon: 'help' },
  live: { tone: 'live', icon: 'room' },
  answeredLive: { tone: 'ok', icon: 'room' },
  answered: { tone: 'ok', icon: 'check' },
  corrected: { tone: 'attn', icon: 'correct' },
  toRecheck: { tone: 'attn', icon: 'correct' },
  joined: { tone: 'slate', icon: 'join' },
  parked: { tone: 'slate', icon: 'hold' },
  notAccepted: { tone: 'bad', icon: 'ban' },
  redirected: { tone: 'slate', icon: 'reply' },
  carried: { tone: 'slate', icon: 'calendar' },
  withdrawn: { tone: 'slate', icon: 'close' },
  unsent: { tone: 'attn', icon: 'offline' },
  unsentLong: { tone: 'attn', icon: 'offline' },
}

export function StatusChip({ status }: { status: ShownStatus }) {
  const { tone, icon } = looks[status.kind]
  return <Flag tone={tone} icon={icon} label={statusLabel(status)} />
}

export function statusLabel(status: ShownStatus): string {
  switch (status.kind) {
    case 'queued':
      return t.status.queued(status.place)
    case 'joined':
      return t.status.joined(status.to)
    case 'parked':
    case 'carried':
      return t.status[status.kind](status.until)
    default:
      return t.status[status.kind]
  }
}

type FlagProps = { tone: Tone; icon?: IconName; label: string }

export function Flag({ tone, icon, label }: FlagProps) {
  return (
    <span class={tone === 'slate' ? 'chip' : `chip chip--${tone}`}>
      {icon && <Icon name={icon} size={16} />}
      {label}
    </span>
  )
}
