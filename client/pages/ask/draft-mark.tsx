/** `Bozza salvata`: where the draft is, in the same place always; and what to do when another window wrote it further. */
import { useRef } from 'preact/hooks'
import { useEngine } from '../../components/engine-context.ts'
import type { Draft, SavedState } from '../../state/drafts.ts'
import { t } from '../../text/text.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { type Saved, SavedMark } from '../../ui/states/saved-mark.tsx'

/** While it is being saved the mark says what was true before: saving is silent. */
export function DraftMark({ draft }: { draft: Draft<'ask'> }) {
  const { line } = useEngine()
  const before = useRef<Saved>({ kind: 'nothing' })
  const state = draft.saved.value
  if (state !== 'saving') before.current = markOf(state)
  else if (line.value.line === 'offline') before.current = { kind: 'device' }
  return (
    <span class="ask__mark">
      <SavedMark saved={before.current} />
    </span>
  )
}

function markOf(state: Exclude<SavedState, 'saving'>): Saved {
  switch (state) {
    case 'saved':
      return { kind: 'server' }
    case 'savedHere':
      return { kind: 'device' }
    default:
      return { kind: state }
  }
}

export function OlderDraft({ draft }: { draft: Draft<'ask'> }) {
  if (!draft.isOlder.value) return null
  return (
    <Banner
      tone="attn"
      icon="attention"
      role="alert"
      actions={
        <>
          <Button look="secondary" size="small" onPress={() => draft.takeNewer()}>
            {t.ask.takeNewer}
          </Button>
          <Button look="tertiary" size="small" onPress={() => draft.keepThis()}>
            {t.ask.keepThis}
          </Button>
        </>
      }
    >
      {t.ask.older}
    </Banner>
  )
}
