/** The bar over an answer: whose it is and for how long. Four states and offline; it never covers text. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { IconName } from '../icons/names.ts'
import { format, t } from '../text/text.ts'
import { Button } from './button.tsx'
import { useNow } from './day/use-now.ts'
import { Icon } from './icon/icon.tsx'
import { Kbd } from './kbd.tsx'

export type Lease =
  | { kind: 'held'; until: number; lengthMs: number; onRelease: () => void; onKeep: () => void }
  /** A second expert reads: the same clock, another sentence. */
  | {
      kind: 'review'
      until: number
      lengthMs: number
      author: string
      onRelease: () => void
      onKeep: () => void
    }
  | { kind: 'expired'; onTake: () => void }
  | { kind: 'taken'; by: string; at: number; onCopy: () => void }
  | { kind: 'offline'; unsent: number }

type Props = {
  lease: Lease
  /** The server's clock, in milliseconds. */
  now: () => number
  warningMs: number
  /** Said at two minutes and at expiry, for the announcer. */
  onSay?: (sentence: string) => void
}

export function LeaseBar({ lease, now, warningMs, onSay }: Props) {
  if (lease.kind === 'held' || lease.kind === 'review') {
    return <Running lease={lease} now={now} warningMs={warningMs} {...(onSay ? { onSay } : {})} />
  }
  return <Resting lease={lease} />
}

function Resting({ lease }: { lease: Exclude<Lease, { until: number }> }) {
  const words = t.desk.lease
  switch (lease.kind) {
    case 'expired':
      return (
        <Bar
          tone="attn"
          icon="unlocked"
          title={words.expired}
          note={words.expiredNote}
          action={
            <Button look="primary" size="small" keys="c" onPress={lease.onTake}>
              {words.take} <Kbd keys="C" />
            </Button>
          }
        />
      )
    case 'taken':
      return (
        <Bar
          tone="slate"
          icon="locked"
          title={words.taken(lease.by, lease.at)}
          note={words.takenNote}
          action={
            <Button look="tertiary" size="small" onPress={lease.onCopy}>
              {words.copy}
            </Button>
          }
        />
      )
    case 'offline':
      return <Bar tone="attn" icon="offline" title={words.offline} note={words.offlineNote(lease.unsent)} />
  }
}

type RunningProps = Omit<Props, 'lease'> & { lease: Extract<Lease, { until: number }> }

function Running({ lease, now, warningMs, onSay }: RunningProps) {
  const left = Math.max(0, lease.until - useNow(now))
  const words = t.desk.lease
  const isEnding = left <= warningMs
  const before = useRef(left)
  useEffect(() => {
    if (before.current > warningMs && left <= warningMs) onSay?.(words.sayWarning)
    if (before.current > 0 && left === 0) onSay?.(words.sayExpired)
    before.current = left
  }, [left, warningMs, onSay, words])
  const calm = lease.kind === 'review' ? words.writtenBy(lease.author) : words.renews
  const release = (
    <Button look="tertiary" size="small" keys="x" onPress={lease.onRelease}>
      {words.release} <Kbd keys="X" />
    </Button>
  )
  const keep = (
    <Button look="secondary" size="small" onPress={lease.onKeep}>
      {words.keep}
    </Button>
  )
  return (
    <Bar
      tone={isEnding ? 'attn' : 'blue'}
      icon={isEnding ? 'clock' : lease.kind === 'review' ? 'double-check' : 'lock'}
      title={isEnding ? words.warning : words[lease.kind]}
      clock={<LeaseClock left={left} lengthMs={lease.lengthMs} />}
      note={isEnding ? words.warningNote : calm}
      action={isEnding ? keep : release}
    />
  )
}

function LeaseClock({ left, lengthMs }: { left: number; lengthMs: number }) {
  return (
    <>
      <span class="lease__time" role="timer">
        {format.left(left)}
      </span>
      <span class="lease__track" aria-hidden="true">
        <span style={{ width: `${Math.min(100, (left / lengthMs) * 100)}%` }} />
      </span>
    </>
  )
}

type BarProps = {
  tone: 'blue' | 'attn' | 'slate'
  icon: IconName
  title: string
  clock?: ComponentChildren
  note: string
  action?: ComponentChildren
}

function Bar({ tone, icon, title, clock, note, action }: BarProps) {
  return (
    <div class={`lease lease--${tone}`}>
      <Icon name={icon} size={16} />
      <b class="lease__title">{title}</b>
      {clock}
      <span class="lease__note">{note}</span>
      {action && <span class="lease__action">{action}</span>}
    </div>
  )
}
