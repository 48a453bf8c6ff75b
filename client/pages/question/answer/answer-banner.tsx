/** What a reader must know of an answer before reading it: corrected, to be re-checked, superseded, private. */
import { useState } from 'preact/hooks'
import type { AnswerWords } from '../../../../server/domain/commands.ts'
import { useEngine } from '../../../components/engine-context.ts'
import { isSameDay } from '../../../components/question/status-facts.ts'
import { pathTo } from '../../../paths.ts'
import { t } from '../../../text/text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import type { QuestionProps } from '../one-question.tsx'
import { AnswerParts, InBrief } from './answer-parts.tsx'
import { WhatChanged } from './what-changed.tsx'

export function AnswerBanner(props: QuestionProps) {
  const { answer, question } = props.page
  if (!answer) return null
  return (
    <>
      {answer.status === 'superseded' && (
        <Banner
          tone="attn"
          icon="correct"
          edge
          title={t.question.superseded}
          actions={<a href={pathTo.search(question.title ?? '')}>{t.question.supersededSearch}</a>}
        />
      )}
      {answer.status === 'toRecheck' && (
        <Banner tone="attn" icon="correct" edge title={t.question.toRecheckPlain} />
      )}
      {answer.correctedAt !== null && answer.status !== 'superseded' && <Corrected {...props} />}
      {answer.reach === 'body' && (
        <Banner icon="lock" edge>
          {t.question.privateAnswer}
        </Banner>
      )}
    </>
  )
}

type Version = AnswerWords & { readonly changeReason?: string }

function Corrected({ page }: QuestionProps) {
  const { clock } = useEngine()
  const [isOpen, setOpen] = useState(false)
  const [isEarlierOpen, setEarlierOpen] = useState(false)
  const { answer, versions } = page
  const [before, after] = versions.slice(-2).map(({ words }) => words as Version)
  const at = answer?.correctedAt ?? 0
  const now = clock.serverNow()
  return (
    <>
      <Banner
        tone="attn"
        icon="correct"
        edge
        title={isSameDay(at, now) ? t.question.correctedToday(at) : t.question.correctedOn(at)}
        actions={
          before &&
          after && (
            <>
              <button
                type="button"
                class="link read-link no-print"
                aria-expanded={isOpen}
                onClick={() => setOpen(!isOpen)}
              >
                {t.question.whatChanged}
              </button>
              <button type="button" class="link read-link no-print" onClick={() => setEarlierOpen(true)}>
                {earlierName(page, now)}
              </button>
            </>
          )
        }
      >
        {after?.changeReason}
      </Banner>
      {before && after && isOpen && <WhatChanged before={before} after={after} />}
      {before && (
        <Dialog
          wide
          title={earlierName(page, now)}
          open={isEarlierOpen}
          onClose={() => setEarlierOpen(false)}
        >
          <InBrief words={before} isOld />
          <AnswerParts words={before} />
        </Dialog>
      )}
    </>
  )
}

/** Only the first version's hour is known: of one in between there is none to say. */
function earlierName({ answer, versions }: QuestionProps['page'], now: number): string {
  const at = versions.length === 2 ? (answer?.publishedAt ?? null) : null
  return at !== null && isSameDay(at, now) ? t.question.versionOf(at) : t.question.earlierVersion
}
