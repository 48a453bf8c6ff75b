/** The files of a question, for those who may have them; its asker adds and takes away. */
import './files.scss'
import { useState } from 'preact/hooks'
import type { QuestionAnswer } from '../../../../server/contract/reads.ts'
import { limits } from '../../../../server/domain/limits.ts'
import { uploadsOf } from '../../../state/uploads.ts'
import type { FailureCode } from '../../../sync/device-codes.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { useEngine } from '../../engine-context.ts'
import { FileLine } from './file-line.tsx'
import { PickFile } from './pick-file.tsx'
import { FilesUnderWay } from './under-way.tsx'

type Props = {
  sessionId: string
  questionId: string
  messages: QuestionAnswer['messages']
  as?: 'participant' | 'expert' | 'moderator'
  /** Whether the reader is its asker, and whether more may be added now. */
  mine?: boolean
  mayAdd?: boolean
}

export function Attachments({ sessionId, questionId, messages, as = 'participant', mine, mayAdd }: Props) {
  const { api } = useEngine()
  const files = messages.flatMap(({ id, kind, file }) =>
    kind === 'attachment' && file ? [{ id, ...file }] : [],
  )
  const uploads = uploadsOf(api)
  const coming = uploads.all.value.filter((upload) => upload.questionId === questionId).length
  const hasRoom = mayAdd && files.length + coming < limits.filesPerQuestion
  if (files.length === 0 && coming === 0 && !hasRoom) return null
  return (
    <section class="attachments no-print" aria-label={t.files.title}>
      {(files.length > 0 || coming > 0) && <p class="attachments__title">{t.files.title}</p>}
      {files.length > 0 && (
        <ul class="files">
          {files.map(({ id, name, size }) => (
            <li key={id}>
              <FileLine
                name={name}
                size={size}
                href={`/api/sessions/${sessionId}/questions/${questionId}/files/${id}?as=${as}`}
              >
                {mine && <TakeAway sessionId={sessionId} questionId={questionId} fileId={id} name={name} />}
              </FileLine>
            </li>
          ))}
        </ul>
      )}
      {mine && <FilesUnderWay questionId={questionId} />}
      {hasRoom && (
        <PickFile label={t.files.add} onPick={(file) => uploads.add({ sessionId, questionId }, file)} />
      )}
      {mine && <p class="small muted">{t.files.whoSees}</p>}
    </section>
  )
}

type TakeAwayProps = { sessionId: string; questionId: string; fileId: string; name: string }

/** Asks once, in its own place: what is taken away is gone for everybody. */
function TakeAway({ sessionId, questionId, fileId, name }: TakeAwayProps) {
  const { call } = useEngine()
  const [state, setState] = useState<'idle' | 'asking' | 'going'>('idle')
  const [fault, setFault] = useState<FailureCode | null>(null)
  const take = async () => {
    setState('going')
    const answer = await call('question:detach', { questionId, fileId }, { sessionId })
    // Taken away, it goes with the page's next reading.
    if (answer.ok) return
    setState('idle')
    setFault(answer.code)
  }
  if (state === 'idle')
    return (
      <>
        <Button look="tertiary" size="small" onPress={() => setState('asking')}>
          {t.files.remove}
          <span class="visually-hidden"> {name}</span>
        </Button>
        {fault && (
          <p class="field__error" role="alert">
            {sentenceOf(fault)}
          </p>
        )}
      </>
    )
  return (
    <span class="file__sure">
      <Button look="secondary" size="small" disabled={state === 'going'} onPress={() => void take()}>
        {t.files.removeSure}
      </Button>
      <Button look="tertiary" size="small" onPress={() => setState('idle')}>
        {t.common.cancel}
      </Button>
    </span>
  )
}
