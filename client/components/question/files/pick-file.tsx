/** Choosing a file: a link that opens the device's own chooser. What can't be sent is said at once, and nothing else is lost. */
import './files.scss'
import { useId, useRef, useState } from 'preact/hooks'
import { FILE_TYPES } from '../../../../server/domain/files.ts'
import type { FailureCode } from '../../../sync/device-codes.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { Icon } from '../../../ui/icon/icon.tsx'
import { checkFile } from './check-file.ts'

const ACCEPTED = Object.values(FILE_TYPES).join(',')

type Props = { label: string; onPick: (file: File) => void }

export function PickFile({ label, onPick }: Props) {
  const [fault, setFault] = useState<{ name: string; code: FailureCode } | null>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const faultId = useId()
  const take = async (file: File | undefined) => {
    if (!file) return
    const code = await checkFile(file)
    setFault(code && { name: file.name, code })
    if (code === null) onPick(file)
  }
  return (
    <div class="pick-file">
      <input
        ref={chooser}
        type="file"
        hidden
        accept={ACCEPTED}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0])
          // The same file, mended, can be chosen again.
          currentTarget.value = ''
        }}
      />
      <button
        type="button"
        class="pick-file__button"
        aria-describedby={fault ? faultId : undefined}
        onClick={() => chooser.current?.click()}
      >
        <Icon name="clip" /> {label}
      </button>
      {fault && (
        <p class="field__error" role="alert" id={faultId}>
          <bdi class="file__name">{fault.name}</bdi>: {sentenceOf(fault.code)}
        </p>
      )}
    </div>
  )
}
