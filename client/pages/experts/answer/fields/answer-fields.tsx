/** The seven parts of an answer with their table of contents. Knows the words, not where they are kept or sent. */
import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { AnswerDraft } from '../../../../../server/domain/commands.ts'
import { limits } from '../../../../../server/domain/limits.ts'
import { useKeys } from '../../../../components/keys/use-keys.ts'
import { BRACES, PARTS, type Part } from '../../../../state/desk/answer-words.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { TextField } from '../../../../ui/field/text-field.tsx'
import { useDesk } from '../../desk.ts'
import { fieldIdOf, nameOfPart } from './part-names.ts'
import { PartsList } from './parts-list.tsx'
import { ReadyTexts } from './ready-texts.tsx'
import { ReferencesField } from './references-field.tsx'
import { StepsField } from './steps-field.tsx'

export type FieldsProps = {
  content: AnswerDraft
  write: (change: Partial<AnswerDraft>) => void
  isReadOnly: boolean
  /** Those that keep it from being sent. */
  faulty: readonly Part[]
  themeId: string
  children?: ComponentChildren
}

export function AnswerFields(props: FieldsProps) {
  const { content, write, isReadOnly, themeId, children } = props
  const [current, setCurrent] = useState<Part>('inBrief')
  const [isReadyOpen, setReadyOpen] = useState(false)
  const desk = useDesk()
  const root = useRef<HTMLDivElement>(null)
  const goTo = (part: Part) => document.getElementById(fieldIdOf(part))?.focus()
  const partKeys = Object.fromEntries(PARTS.map((part, place) => [`part${place + 1}`, () => goTo(part)]))
  useKeys(isReadOnly ? partKeys : { ...partKeys, readyText: () => setReadyOpen(true) }, desk.letters)
  return (
    <div class="console__answer">
      <PartsList content={content} current={current} onGo={goTo} />
      <div
        ref={root}
        class="stack"
        onFocusIn={(event) => {
          const part = (event.target as Element).closest<HTMLElement>('[data-part]')?.dataset.part
          if (part) setCurrent(part as Part)
        }}
      >
        <TextParts {...props} names={['inBrief', 'reasoning']} />
        <div data-part="references">
          <ReferencesField
            references={content.references}
            lawAsOf={content.lawAsOf}
            isReadOnly={isReadOnly}
            onChange={(references) => write({ references })}
          />
        </div>
        <TextParts {...props} names={['appliesTo']} />
        <div data-part="whatToDo">
          <StepsField
            steps={content.whatToDo}
            isReadOnly={isReadOnly}
            onChange={(whatToDo) => write({ whatToDo })}
          />
        </div>
        <TextParts {...props} names={['notCovered']} />
        <div data-part="lawAsOf" class="field--day">
          <TextField
            id={fieldIdOf('lawAsOf')}
            label={t.desk.asOf}
            type="date"
            value={content.lawAsOf}
            onInput={(lawAsOf) => write({ lawAsOf })}
            readOnly={isReadOnly}
            error={props.faulty.includes('lawAsOf') ? t.desk.missing(t.desk.asOf) : undefined}
          />
        </div>
        {children}
        {isReadyOpen && (
          <ReadyTexts
            themeId={themeId}
            content={content}
            part={current}
            write={write}
            onClose={() => {
              setReadyOpen(false)
              goTo(current)
            }}
          />
        )}
      </div>
    </div>
  )
}

type TextPart = 'inBrief' | 'reasoning' | 'appliesTo' | 'notCovered'

const SIZES: Record<TextPart, { max: number; rows: number }> = {
  inBrief: { max: limits.inBriefLength, rows: 2 },
  reasoning: { max: limits.reasoningLength, rows: 7 },
  appliesTo: { max: limits.appliesToLength, rows: 2 },
  notCovered: { max: limits.notCoveredLength, rows: 2 },
}

function TextParts({
  content,
  write,
  isReadOnly,
  faulty,
  names,
}: FieldsProps & { names: readonly TextPart[] }) {
  return (
    <>
      {names.map((part) => (
        <div key={part} data-part={part}>
          <TextArea
            id={fieldIdOf(part)}
            label={nameOfPart(part)}
            value={content[part]}
            onInput={(text) => write({ [part]: text })}
            {...SIZES[part]}
            readOnly={isReadOnly}
            {...(part === 'appliesTo' ? { placeholder: t.desk.appliesToHint } : {})}
            error={faulty.includes(part) ? faultOf(part, content[part]) : undefined}
          />
        </div>
      ))}
    </>
  )
}

function faultOf(part: TextPart, text: string): string {
  const name = nameOfPart(part)
  if (text.trim() === '') return t.desk.missing(name)
  return BRACES.test(text) ? w.unfilled(name) : w.tooLong(name)
}
