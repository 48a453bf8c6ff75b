/** The same draft was written further elsewhere: its writer says which one goes on. */
import { useEngine } from '../../../../components/engine-context.ts'
import { draftOf } from '../../../../state/desk/answer-words.ts'
import type { Draft } from '../../../../state/drafts.ts'
import { w } from '../../../../text/work/words.ts'
import { Banner } from '../../../../ui/banner.tsx'
import { Button } from '../../../../ui/button.tsx'
import { useDesk } from '../../desk.ts'
import { readItem } from './use-answer-draft.ts'

export function OlderDraft({ draft, itemId }: { draft: Draft<'answer'>; itemId: string }) {
  const engine = useEngine()
  const { sessionId } = useDesk().state
  if (!draft.isOlder.value) return null
  const take = async () => {
    const page = await readItem(engine, sessionId, itemId)
    const saved = page.ok ? page.draft : null
    draft.takeNewer(saved ? { rev: saved.rev, content: draftOf(saved.content) } : undefined)
  }
  return (
    <Banner
      tone="attn"
      icon="attention"
      role="alert"
      title={w.olderTitle}
      actions={
        <>
          <Button look="secondary" size="small" onPress={() => void take()}>
            {w.olderTake}
          </Button>
          <Button look="tertiary" size="small" onPress={() => draft.keepThis()}>
            {w.olderKeep}
          </Button>
        </>
      }
    >
      {w.olderNote}
    </Banner>
  )
}
