/** The frame of a form beside an item: what it is about, its fields, one button that does it, and the way out. */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../../../sync/command-types.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Done, useDesk } from '../../desk.ts'
import { failureSentence } from '../../failure-sentence.ts'
import { toRow } from '../../focus.ts'

type Props = {
  title: string
  hint?: string
  submit: string
  /** What is still missing, in words; null where nothing is. */
  fault: () => string | null
  give: () => Promise<Answer>
  done: () => Done
  /** Where to go then; by default the focus goes back to the row. */
  after?: () => void
  children: ComponentChildren
}

export function ActionForm({ title, hint, submit, fault, give, done, after, children }: Props) {
  const desk = useDesk()
  const titleId = useId()
  const form = useRef<HTMLFormElement>(null)
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => form.current?.querySelector<HTMLElement>('select, textarea, input')?.focus(), [])
  const close = () => {
    desk.action.value = null
    toRow(desk.place.itemId)
  }
  const run = async () => {
    const wrong = fault()
    setError(wrong)
    if (wrong !== null || isBusy) return
    setBusy(true)
    const answer = await give()
    setBusy(false)
    if (!answer.ok) return setError(failureSentence(desk, answer))
    desk.report(done())
    if (!after) return close()
    desk.action.value = null
    after()
  }
  return (
    <form
      ref={form}
      class="action-form"
      aria-labelledby={titleId}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        close()
      }}
    >
      <h3 id={titleId} class="action-form__title">
        {title}
      </h3>
      {children}
      {hint && <p class="small muted">{hint}</p>}
      {error && (
        <p class="field__error" role="alert">
          {error}
        </p>
      )}
      <div class="cluster">
        <Button type="submit" look="primary" size="small" disabled={isBusy}>
          {isBusy ? w.sending : submit}
        </Button>
        <Button look="tertiary" size="small" onPress={close}>
          {t.common.cancel}
        </Button>
      </div>
    </form>
  )
}
