/** What is seldom needed of a day: to stop its automatic phases, and to let them go on. */
import { m } from '../../../text/moderation/words.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useModeration } from '../moderation.ts'
import { useCommand } from '../use-command.ts'

export function DayDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={m.day} open onClose={onClose}>
      <HoldSwitch />
    </Dialog>
  )
}

export function HoldSwitch() {
  const { session } = useModeration()
  const { run, isBusy, failure } = useCommand()
  return (
    <div>
      <Button
        look="secondary"
        disabled={isBusy}
        onPress={() => void run('session:hold', { on: !session.held })}
      >
        {session.held ? m.unhold : m.hold}
      </Button>
      <p class="reason">{m.holdNote}</p>
      {failure && (
        <p class="field__error" role="alert">
          {sentenceOf(failure)}
        </p>
      )}
    </div>
  )
}
