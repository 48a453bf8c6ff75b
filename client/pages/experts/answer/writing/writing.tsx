/** An answer while it is written: whose it is, its seven parts, and the way it is sent. What was written stays, whatever happens. */
import { useEffect, useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import { FailedBanner } from '../../../../components/failed-banner.tsx'
import { useKeys } from '../../../../components/keys/use-keys.ts'
import type { Part } from '../../../../state/desk/answer-words.ts'
import type { Standing } from '../../../../state/desk/standing.ts'
import type { Draft } from '../../../../state/drafts.ts'
import type { ItemView } from '../../../../state/work.ts'
import { w } from '../../../../text/work/words.ts'
import { Skeleton } from '../../../../ui/states/skeleton.tsx'
import { useDesk } from '../../desk.ts'
import { AnswerText } from '../answer-text.tsx'
import { AnswerFields } from '../fields/answer-fields.tsx'
import { fieldIdOf } from '../fields/part-names.ts'
import { AnswerFoot } from './answer-foot.tsx'
import { HoldBar } from './hold-bar.tsx'
import { OlderDraft } from './older-draft.tsx'
import { ReachChoice, useReach } from './reach-choice.tsx'
import { ReturnedNote } from './returned-note.tsx'
import { type AnswerDrafting, useAnswerDraft } from './use-answer-draft.ts'
import { useSending } from './use-sending.ts'

type Held = Extract<Standing, 'mine' | 'lost' | 'taken'>
type Props = { item: ItemView; standing: Held }

export function Writing({ item, standing }: Props) {
  const drafting = useAnswerDraft(item.id, standing === 'mine')
  const { draft, failure, again } = drafting
  return (
    <>
      <HoldBar item={item} standing={standing} draft={draft} />
      {draft ? (
        <OpenDraft key={draft === undefined ? '' : item.id} {...{ item, standing, draft, drafting }} />
      ) : (
        <div class="console__body">
          {failure === null ? <Skeleton /> : <FailedBanner code={failure} onRetry={again} />}
        </div>
      )}
    </>
  )
}

type OpenProps = Props & { draft: Draft<'answer'>; drafting: AnswerDrafting }

function OpenDraft({ item, standing, draft, drafting }: OpenProps) {
  const desk = useDesk()
  const [isPreview, setPreview] = useState(false)
  const [reach, setReach] = useReach(item.id)
  const isReadOnly = standing !== 'mine'
  const sending = useSending({ item, draft, earlier: drafting.earlier, reach })
  useTakenFocus(item.id, isReadOnly)
  useCiting(draft, isReadOnly)
  useKeys(
    { preview: () => setPreview(!isPreview), ...(isReadOnly ? {} : { send: sending.start }) },
    desk.letters,
  )
  const content = draft.content.value
  return (
    <>
      <div class="console__body">
        {!isReadOnly && <p class="small muted phone-only">{w.onComputer}</p>}
        <ReturnedNote item={item} />
        <OlderDraft draft={draft} itemId={item.id} />
        {isPreview ? (
          <>
            <h2 class="section-head">{w.previewTitle}</h2>
            <AnswerText words={content} />
          </>
        ) : (
          <AnswerFields
            content={content}
            write={(change) => {
              writeTo(draft, change)
              desk.wrote()
            }}
            isReadOnly={isReadOnly}
            themeId={item.themeId}
            faulty={sending.faults.map(({ part }) => part)}
          >
            {!isReadOnly && <ReachChoice reach={reach} onChoose={setReach} />}
          </AnswerFields>
        )}
      </div>
      {!isReadOnly && (
        <AnswerFoot
          item={item}
          draft={draft}
          sending={sending}
          isPreview={isPreview}
          onPreview={() => setPreview(!isPreview)}
        />
      )}
    </>
  )
}

/** A text that was too long stops being saved; once it is changed, the server is asked again. */
function writeTo(draft: Draft<'answer'>, change: Parameters<Draft<'answer'>['write']>[0]) {
  const isRefused = draft.saved.peek() === 'failed' && draft.problem.peek() === 'command/invalid'
  draft.write(change)
  if (isRefused) draft.retry()
}

/** What is cited from beside becomes a reference of this answer, once. */
function useCiting(draft: Draft<'answer'>, isReadOnly: boolean) {
  const { toCite, report } = useDesk()
  const cited = toCite.value
  useEffect(() => {
    if (!cited || isReadOnly) return
    toCite.value = null
    const { references } = draft.content.peek()
    if (references.some(({ url }) => url === cited.url)) return report({ message: w.citedAlready })
    if (references.length >= limits.references) return report({ message: w.citedTooMany })
    writeTo(draft, { references: [...references, cited] })
    report({ message: w.cited })
  }, [cited, draft, isReadOnly, toCite, report])
}

/** Who has just taken the item wants to write. */
function useTakenFocus(itemId: string, isReadOnly: boolean) {
  const { taken } = useDesk()
  useEffect(() => {
    if (isReadOnly || taken.peek() !== itemId) return
    taken.value = null
    document.getElementById(fieldIdOf('inBrief' satisfies Part))?.focus()
  }, [itemId, isReadOnly, taken])
}
