/** `Bozza salvata`, `Salvato 15:24`: silent, in the same place always. */
import type { IconName } from '../../icons/names.ts'
import { t } from '../../text/text.ts'
import { Icon } from '../icon/icon.tsx'

export type Saved =
  | { kind: 'server'; at?: number }
  | { kind: 'device' }
  | { kind: 'failed' }
  | { kind: 'nothing' }

export function SavedMark({ saved }: { saved: Saved }) {
  if (saved.kind === 'nothing') return null
  const { icon, words } = lookOf(saved)
  return (
    <span class={saved.kind === 'server' ? 'saved' : 'saved saved--attn'}>
      <Icon name={icon} size={16} />
      {words}
    </span>
  )
}

function lookOf(saved: Exclude<Saved, { kind: 'nothing' }>): { icon: IconName; words: string } {
  switch (saved.kind) {
    case 'server':
      return { icon: 'check', words: saved.at === undefined ? t.states.saved : t.states.savedAt(saved.at) }
    case 'device':
      return { icon: 'offline', words: t.states.savedHere }
    case 'failed':
      return { icon: 'attention', words: t.states.saveFailed }
  }
}
