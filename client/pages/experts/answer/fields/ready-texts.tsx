/** Ready texts of the theme: one press puts one where the writer was, after what of the case belongs in it was asked for. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { AnswerDraft } from '../../../../../server/domain/commands.ts'
import type { Part } from '../../../../state/desk/answer-words.ts'
import { variablesOf } from '../../../../state/desk/ready-text.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { useCanned } from '../../use-canned.ts'
import { FillIn } from './fill-in.tsx'
import { nameOfPart } from './part-names.ts'

type Props = {
  themeId: string
  content: AnswerDraft
  /** Where the writer was. */
  part: Part
  write: (change: Partial<AnswerDraft>) => void
  onClose: () => void
}

type Target = 'reasoning' | 'appliesTo' | 'notCovered'
const TARGETS: ReadonlySet<Part> = new Set<Part>(['reasoning', 'appliesTo', 'notCovered'])

export function ReadyTexts({ themeId, content, part, write, onClose }: Props) {
  const root = useRef<HTMLElement>(null)
  const { texts, variables } = useCanned()
  const here = texts.filter(({ kind, themes }) => kind !== 'ask_facts' && themes.includes(themeId))
  const target = (TARGETS.has(part) ? part : 'reasoning') as Target
  const hasTexts = here.length > 0
  useEffect(() => {
    if (hasTexts) root.current?.querySelector('button')?.focus()
  }, [hasTexts])
  const [chosen, setChosen] = useState<string | null>(null)
  const choose = (text: string) => (variablesOf(text).length === 0 ? insert(text) : setChosen(text))
  const insert = (text: string) => {
    const before = content[target].trimEnd()
    write({ [target]: before === '' ? text : `${before}\n${text}` })
    onClose()
  }
  return (
    <section
      ref={root}
      class="ready-texts"
      aria-label={w.readyTitle}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
    >
      <div class="answer-part__head">
        <h3 class="answer-part__title">{w.readyTitle}</h3>
        <Button look="tertiary" size="small" onPress={onClose}>
          {t.common.close}
        </Button>
      </div>
      <p class="small muted">{hasTexts ? w.readyInto(nameOfPart(target)) : w.readyNone}</p>
      {chosen !== null && (
        <FillIn
          text={chosen}
          meanings={variables}
          lawAsOf={content.lawAsOf}
          onInsert={insert}
          onBack={() => setChosen(null)}
        />
      )}
      <ul lang="it" hidden={chosen !== null}>
        {here.map(({ id, title, text }) => (
          <li key={id}>
            <button type="button" class="ready-texts__text" onClick={() => choose(text)}>
              <b>{title}</b>
              <span>{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
