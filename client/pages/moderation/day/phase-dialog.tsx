/** A move of the day's phase, asked once more: what happens to everybody, in a sentence, before it does. */
import { useState } from 'preact/hooks'
import { m } from '../../../text/moderation/words.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Choices } from '../../../ui/field/choices.tsx'
import { useCommand } from '../use-command.ts'

type Move = 'open' | 'start' | 'stop' | 'archive'

export function PhaseDialog({ move, onClose }: { move: Move; onClose: () => void }) {
  const { run, isBusy, failure } = useCommand()
  const give = async () => {
    const answer = await run(`session:${move}`, {})
    if (answer.ok) onClose()
  }
  return (
    <Dialog
      title={t.moderation[move]}
      open
      onClose={onClose}
      foot={
        <>
          <Button look="primary" disabled={isBusy} onPress={() => void give()}>
            {t.moderation[move]}
          </Button>
          <Button onPress={onClose}>{t.common.cancel}</Button>
        </>
      }
    >
      <p>{m.confirm[move]}</p>
      {failure && (
        <p class="field__error" role="alert">
          {sentenceOf(failure)}
        </p>
      )}
    </Dialog>
  )
}

const LENGTHS = [15, 30, 60] as const

export function ReopenDialog({ onClose }: { onClose: () => void }) {
  const { run, isBusy, failure } = useCommand()
  const [minutes, setMinutes] = useState<number>(LENGTHS[0])
  const give = async () => {
    const answer = await run('session:reopen', { minutes })
    if (answer.ok) onClose()
  }
  return (
    <Dialog
      title={t.moderation.reopen}
      open
      onClose={onClose}
      foot={
        <Button look="primary" disabled={isBusy} onPress={() => void give()}>
          {t.moderation.reopen}
        </Button>
      }
    >
      <Choices
        label={m.reopenFor}
        value={String(minutes)}
        onChange={(value) => setMinutes(Number(value))}
        options={LENGTHS.map((length) => ({ value: String(length), label: m.minutes(length) }))}
      />
      {failure && (
        <p class="field__error" role="alert">
          {sentenceOf(failure)}
        </p>
      )}
    </Dialog>
  )
}
