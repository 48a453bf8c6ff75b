/** Under the fields: what is missing, what is saved, the preview, and the one main button. */
import { useEngine } from '../../../../components/engine-context.ts'
import type { Draft } from '../../../../state/drafts.ts'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { FormErrors } from '../../../../ui/field/form-errors.tsx'
import { Icon } from '../../../../ui/icon/icon.tsx'
import { Kbd } from '../../../../ui/kbd.tsx'
import { SavedMark } from '../../../../ui/states/saved-mark.tsx'
import { useDesk } from '../../desk.ts'
import { fieldIdOf } from '../fields/part-names.ts'
import type { Sending } from './use-sending.ts'

type Props = {
  item: ItemView
  draft: Draft<'answer'>
  sending: Sending
  isPreview: boolean
  onPreview: () => void
}

export function AnswerFoot({ draft, sending, isPreview, onPreview }: Props) {
  const { faults, error, asking } = sending
  return (
    <>
      {(faults.length > 0 || error !== null || asking > 0) && (
        <div class="foot-sheet">
          <FormErrors
            title={w.cannotSend}
            errors={faults.map(({ part, message }) => ({ fieldId: fieldIdOf(part), message }))}
          />
          {error && (
            <p class="field__error" role="alert">
              {error} {t.states.sendFailed}
            </p>
          )}
          {asking > 0 && <AskUnchecked sending={sending} />}
        </div>
      )}
      <div class="console__foot console__foot--apart works-in-fields">
        <Saved draft={draft} />
        <span class="console__foot-end">
          <Button look="tertiary" onPress={onPreview} keys="p">
            {isPreview ? w.previewOff : t.desk.preview} <Kbd keys="P" />
          </Button>
          <SendButton sending={sending} />
        </span>
      </div>
    </>
  )
}

function SendButton({ sending }: { sending: Sending }) {
  const { session } = useDesk()
  const { line } = useEngine()
  const isOver = session.phase === 'closed' || session.phase === 'archived'
  const label = sending.isReviewed ? (isOver ? t.desk.sendAfterDay : t.desk.sendToReview) : t.desk.publish
  const waiting = line.value.line === 'offline' ? w.sendingOffline : w.sending
  return (
    <Button look="primary" keys="Control+Enter" onPress={sending.start} disabled={sending.isBusy}>
      {sending.isBusy ? waiting : label} <Kbd keys={w.sendKeys} />
    </Button>
  )
}

function AskUnchecked({ sending }: { sending: Sending }) {
  return (
    <div role="alert" class="stack">
      <p>
        <b>{t.desk.uncheckedAsk(sending.asking)}</b>
      </p>
      <div class="cluster">
        <Button look="secondary" size="small" onPress={sending.goBack}>
          {w.goBack}
        </Button>
        <Button look="tertiary" size="small" onPress={sending.sendAnyway}>
          {w.sendAnyway}
        </Button>
      </div>
    </div>
  )
}

function Saved({ draft }: { draft: Draft<'answer'> }) {
  const isOffline = useEngine().line.value.line === 'offline'
  const saved = draft.saved.value
  switch (saved === 'saving' && isOffline ? 'savedHere' : saved) {
    case 'nothing':
      return <span />
    case 'saving':
    case 'saved':
      return draft.savedAt.value === null ? (
        <SavedMark saved={saved === 'saved' ? { kind: 'server' } : { kind: 'nothing' }} />
      ) : (
        <SavedMark saved={{ kind: 'server', at: draft.savedAt.value }} />
      )
    case 'savedHere':
      return (
        <span class="saved saved--attn">
          <Icon name="offline" size={16} />
          {w.savedHere}
        </span>
      )
    case 'failed':
      return <SavedMark saved={{ kind: 'failed' }} />
  }
}
