/** Closing the day: what has no outcome yet is carried to the next one that takes it, or left without a date. */
import { useState } from 'preact/hooks'
import { hasOutcome, questionCan } from '../../../../server/domain/machines.ts'
import type { View } from '../../../../server/domain/views.ts'
import { m } from '../../../text/moderation/words.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useModeration } from '../moderation.ts'
import { useCommand } from '../use-command.ts'

export function CloseDialog({ onClose }: { onClose: () => void }) {
  const { session, state, laterDays } = useModeration()
  const { run, isBusy, failure } = useCommand()
  const [done, setDone] = useState<{ count: number; all: number } | undefined>(undefined)
  const open = openOf([...state.received.value, ...state.stream().value])
  const movable = open.filter((question) => questionCan('carry', question.status))
  const next = session.themeIds.map((themeId) => laterDays(themeId)[0]).find((day) => day !== undefined)
  const close = async () => {
    const answer = await run('session:close', {})
    if (answer.ok) onClose()
  }
  const carryAll = async () => {
    let count = 0
    for (const { id: questionId, themeId } of movable) {
      const day = laterDays(themeId)[0]
      if (!day) continue
      const answer = await run('question:carry', { questionId, sessionId: day.id })
      // What can't be carried is said, and the day stays open.
      if (!answer.ok) return
      count += 1
      setDone({ count, all: movable.length })
    }
    if (count === open.length) await close()
  }
  return (
    <Dialog
      title={t.moderation.close}
      open
      onClose={onClose}
      foot={
        <>
          {movable.length > 0 && next && (
            <Button look="primary" disabled={isBusy} onPress={() => void carryAll()}>
              {t.moderation.carryTo(movable.length, next.liveAt)}
            </Button>
          )}
          <Button
            look={open.length === 0 ? 'primary' : 'quiet'}
            disabled={isBusy}
            onPress={() => void close()}
          >
            {open.length === 0 ? t.moderation.close : m.closeAnyway}
          </Button>
        </>
      }
    >
      <p>{open.length === 0 ? m.closeReady : `${t.moderation.closeAsk(open.length)} ${m.closeWithout}`}</p>
      {open.length > movable.length && <p>{m.closeLeft(open.length - movable.length)}</p>}
      {done && <p role="status">{m.closeCarried(done.count, done.all)}</p>}
      {failure && (
        <p class="field__error" role="alert">
          {sentenceOf(failure)}
        </p>
      )}
    </Dialog>
  )
}

const openOf = (questions: readonly View<'question'>[]): readonly View<'question'>[] =>
  questions.filter(({ status }) => !hasOutcome(status))
