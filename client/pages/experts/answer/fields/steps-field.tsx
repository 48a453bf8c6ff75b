/** What to do, step by step. One empty step is always there to write in. */
import { limits } from '../../../../../server/domain/limits.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { fieldIdOf } from './part-names.ts'

type Props = {
  steps: readonly string[]
  isReadOnly: boolean
  onChange: (steps: readonly string[]) => void
}

export function StepsField({ steps, isReadOnly, onChange }: Props) {
  const shown = steps.length === 0 ? [''] : steps
  const first = fieldIdOf('whatToDo')
  const add = () => {
    onChange([...shown, ''])
    requestAnimationFrame(() => document.getElementById(`${first}-${shown.length}`)?.focus())
  }
  return (
    <fieldset class="answer-part">
      <legend class="answer-part__title">{t.desk.whatToDo}</legend>
      <ol class="stack">
        {shown.map((step, place) => (
          <li key={place} class="step-row">
            <TextArea
              id={place === 0 ? first : `${first}-${place}`}
              label={w.step(place + 1)}
              value={step}
              onInput={(text) => onChange(shown.map((each, at) => (at === place ? text : each)))}
              max={limits.whatToDoLength}
              rows={1}
              readOnly={isReadOnly}
            />
            {!isReadOnly && shown.length > 1 && (
              <Button
                look="tertiary"
                size="small"
                onPress={() => onChange(shown.filter((_, at) => at !== place))}
              >
                {t.common.remove}
                <span class="visually-hidden"> {w.step(place + 1)}</span>
              </Button>
            )}
          </li>
        ))}
      </ol>
      {!isReadOnly && shown.length < limits.whatToDoSteps && (
        <Button look="tertiary" size="small" onPress={add}>
          {w.addStep}
        </Button>
      )}
    </fieldset>
  )
}
