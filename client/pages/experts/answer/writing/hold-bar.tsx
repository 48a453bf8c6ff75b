/** The lease bar of an answer that is, or was, this reader's: how long yet, lost, taken, or without a line. */
import { limits } from '../../../../../server/domain/limits.ts'
import { useEngine } from '../../../../components/engine-context.ts'
import { useKeys } from '../../../../components/keys/use-keys.ts'
import { plainText } from '../../../../state/desk/answer-words.ts'
import type { Draft } from '../../../../state/drafts.ts'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { type Lease, LeaseBar } from '../../../../ui/lease-bar.tsx'
import { type Desk, nameOf, useDesk } from '../../desk.ts'
import { failureSentence } from '../../failure-sentence.ts'
import { toRow } from '../../focus.ts'
import { useTaking } from '../take-button.tsx'
import { settled } from './settled.ts'

type Props = {
  item: ItemView
  standing: 'mine' | 'lost' | 'taken'
  draft: Draft<'answer'> | undefined
}

export function HoldBar(props: Props) {
  const desk = useDesk()
  const { clock } = useEngine()
  const lease = useLease(props)
  const keys =
    lease.kind === 'held'
      ? { release: lease.onRelease }
      : lease.kind === 'expired'
        ? { claim: lease.onTake }
        : {}
  useKeys(keys, desk.letters)
  return (
    <LeaseBar
      lease={lease}
      now={clock.serverNow}
      warningMs={limits.leaseWarningMs}
      onSay={desk.announcer.sayNow}
    />
  )
}

function useLease({ item, standing, draft }: Props): Lease {
  const desk = useDesk()
  const { line, commands } = useEngine()
  const { take } = useTaking(item)
  if (standing === 'lost') return { kind: 'expired', onTake: () => void take() }
  if (standing === 'taken') {
    const by = nameOf(desk, item.holder) ?? w.colleague
    return { kind: 'taken', by, at: takenAt(desk, item), onCopy: () => void copy(desk, draft) }
  }
  if (line.value.line === 'offline') {
    const isUnsaved = draft !== undefined && draft.saved.value !== 'saved' && draft.saved.value !== 'nothing'
    return { kind: 'offline', unsent: commands.pending.value.length + (isUnsaved ? 1 : 0) }
  }
  return {
    kind: 'held',
    until: Math.max(item.leaseUntil ?? 0, draft?.leaseUntil.value ?? 0),
    lengthMs: limits.leaseMs,
    onRelease: () => void release(desk, item, draft),
    onKeep: () => void keep(desk, item),
  }
}

/** When the colleague took it: by their note where they took it over, else when the question was taken up again. */
function takenAt({ state }: Desk, item: ItemView): number {
  const note = state.notesOf(item.id).value.findLast(({ kind }) => kind === 'takeOver' || kind === 'handOver')
  const lead = state.question(item.leadId).value
  return Math.max(note?.at ?? 0, lead?.statusAt ?? 0)
}

async function copy({ report }: Desk, draft: Draft<'answer'> | undefined) {
  if (!draft) return
  await navigator.clipboard.writeText(plainText(draft.content.peek()))
  report({ message: t.desk.lease.copied })
}

async function keep(desk: Desk, item: ItemView) {
  const answer = await desk.call('item:renew', { itemId: item.id })
  if (!answer.ok) desk.conflict.value = { itemId: item.id, sentence: failureSentence(desk, answer) }
}

/** What the server has needs no copy on this device: otherwise it would look like lost. */
async function release(desk: Desk, item: ItemView, draft: Draft<'answer'> | undefined) {
  const isSaved = await settled(draft)
  const answer = await desk.call('item:release', { itemId: item.id })
  if (!answer.ok) {
    desk.conflict.value = { itemId: item.id, sentence: failureSentence(desk, answer) }
    return
  }
  if (isSaved) {
    draft?.drop()
    desk.dropped.value += 1
  }
  desk.report({ message: w.released })
  toRow(item.id)
}
