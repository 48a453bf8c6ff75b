/** An announcement to everybody, on phones and on the wall, for some minutes; the one that is on can be taken off. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../server/domain/limits.ts'
import { m } from '../../../text/moderation/words.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Select } from '../../../ui/field/select.tsx'
import { TextArea } from '../../../ui/field/text-area.tsx'
import { textFault } from '../inbox/text-fault.ts'
import { useModeration } from '../moderation.ts'
import { useCommand } from '../use-command.ts'

const LENGTHS = [5, 10, 30, 60, 180] as const
const FIRST_LENGTH = 10

export function AnnounceDialog({ onClose }: { onClose: () => void }) {
  const { run, isBusy, failure } = useCommand()
  const [text, setText] = useState('')
  const [minutes, setMinutes] = useState<number>(FIRST_LENGTH)
  const [isTried, setTried] = useState(false)
  const fault = textFault(text, limits.announcementLength)
  const submit = async () => {
    setTried(true)
    if (fault) return
    // One line: the wall and the phones break it themselves.
    const answer = await run('session:announce', { text: text.replace(/\s+/g, ' ').trim(), minutes })
    if (answer.ok) onClose()
  }
  return (
    <Dialog title={t.moderation.announce} open onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Standing />
        <TextArea
          label={t.moderation.announceText}
          value={text}
          onInput={setText}
          max={limits.announcementLength}
          hint={m.announceHint}
          error={isTried ? fault : undefined}
        />
        <Select
          label={m.announceFor}
          value={String(minutes)}
          onChange={(value) => setMinutes(Number(value))}
          options={LENGTHS.map((length) => ({ value: String(length), label: m.minutes(length) }))}
        />
        {failure && (
          <p class="field__error" role="alert">
            {sentenceOf(failure)}
          </p>
        )}
        <Button look="primary" size="main" type="submit" disabled={isBusy}>
          {t.moderation.announceSend}
        </Button>
      </form>
    </Dialog>
  )
}

function Standing() {
  const { state } = useModeration()
  const { run, isBusy } = useCommand()
  const announcement = state.announcement.value
  if (!announcement?.text) return null
  return (
    <Banner
      tone="attn"
      icon="megaphone"
      title={m.announced(announcement.until)}
      actions={
        <Button
          look="secondary"
          size="small"
          disabled={isBusy}
          onPress={() => void run('session:unannounce', { announcementId: announcement.id })}
        >
          {t.moderation.announceOff}
        </Button>
      }
    >
      {announcement.text}
    </Banner>
  )
}
