/** Files of a question that are on their way: how far each is, what stopped it, and giving it up. */
import './files.scss'
import { type Upload, uploadsOf } from '../../../state/uploads.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { useEngine } from '../../engine-context.ts'
import { FileLine } from './file-line.tsx'

export function FilesUnderWay({ questionId }: { questionId: string }) {
  const { api } = useEngine()
  const uploads = uploadsOf(api)
  const own = uploads.all.value.filter((upload) => upload.questionId === questionId)
  if (own.length === 0) return null
  return (
    <ul class="files" aria-label={t.files.underWay}>
      {own.map((upload) => (
        <li key={upload.key}>
          <One
            upload={upload}
            onRetry={() => uploads.retry(upload.key)}
            onStop={() => uploads.cancel(upload.key)}
          />
        </li>
      ))}
    </ul>
  )
}

type Props = { upload: Upload; onRetry: () => void; onStop: () => void }

function One({ upload, onRetry, onStop }: Props) {
  const { name, size, sent, state, code } = upload
  const percent = Math.floor((100 * sent) / size)
  return (
    <>
      <FileLine name={name} size={size}>
        {state === 'failed' && (
          <Button look="secondary" size="small" onPress={onRetry}>
            {t.common.retry}
          </Button>
        )}
        <Button look="tertiary" size="small" onPress={onStop}>
          {state === 'failed' ? t.files.leaveOut : t.files.stop}
        </Button>
      </FileLine>
      {state !== 'failed' && <progress class="file__progress" max={100} value={percent} aria-label={name} />}
      {state === 'sending' && <p class="small muted">{t.files.sending(percent)}</p>}
      {state === 'waiting' && (
        <p class="small muted" role="status">
          {t.files.waiting}
        </p>
      )}
      {state === 'failed' && (
        <p class="field__error" role="alert">
          {code === 'file/not-found' ? t.files.changed : code && sentenceOf(code)}
        </p>
      )}
    </>
  )
}
