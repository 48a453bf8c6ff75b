/** What of the case belongs in a ready text: one field a variable, and the text as it becomes. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import { filled, variablesOf } from '../../../../state/desk/ready-text.ts'
import { format } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { TextField } from '../../../../ui/field/text-field.tsx'

type Props = {
  text: string
  /** What each variable stands for. */
  meanings: Readonly<Record<string, string>>
  /** The day of the answer itself, which a text may repeat. */
  lawAsOf: string
  onInsert: (text: string) => void
  onBack: () => void
}

export function FillIn({ text, meanings, lawAsOf, onInsert, onBack }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const [values, setValues] = useState<Readonly<Record<string, string>>>(
    lawAsOf === '' ? {} : { legge_al: format.date(Date.parse(lawAsOf)) },
  )
  useEffect(() => root.current?.querySelector('input')?.focus(), [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only Enter from inside its fields is heard here.
    <div
      ref={root}
      class="stack"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.ctrlKey || !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        onInsert(filled(text, values))
      }}
    >
      <h4 class="answer-part__title">{w.readyFill}</h4>
      {variablesOf(text).map((name) => (
        <TextField
          key={name}
          label={sentenceCase(meanings[name] ?? name)}
          value={values[name] ?? ''}
          onInput={(value) => setValues({ ...values, [name]: value.slice(0, limits.referenceLength) })}
        />
      ))}
      <p class="item-aside" lang="it" aria-live="off">
        {filled(text, values)}
      </p>
      <div class="cluster">
        <Button look="secondary" size="small" onPress={() => onInsert(filled(text, values))}>
          {w.readyInsert}
        </Button>
        <Button look="tertiary" size="small" onPress={onBack}>
          {w.readyBack}
        </Button>
      </div>
    </div>
  )
}

const sentenceCase = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
