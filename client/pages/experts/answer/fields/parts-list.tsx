/** The seven parts as a table of contents, with a tick where something is written. */
import type { AnswerDraft } from '../../../../../server/domain/commands.ts'
import { isFilled, PARTS, type Part } from '../../../../state/desk/answer-words.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Icon } from '../../../../ui/icon/icon.tsx'
import { nameOfPart } from './part-names.ts'

type Props = { content: AnswerDraft; current: Part; onGo: (part: Part) => void }

export function PartsList({ content, current, onGo }: Props) {
  return (
    <nav class="parts" aria-label={t.desk.parts}>
      <ol>
        {PARTS.map((part, place) => {
          const isDone = isFilled(content, part)
          return (
            <li key={part}>
              <button
                type="button"
                aria-current={part === current ? 'true' : undefined}
                aria-keyshortcuts={`Alt+${place + 1}`}
                onClick={() => onGo(part)}
              >
                <span class={isDone ? 'parts__tick parts__tick--done' : 'parts__tick'}>
                  {isDone && <Icon name="check" size={16} />}
                </span>
                {nameOfPart(part)}
                <span class="visually-hidden">, {isDone ? t.desk.filled : w.notFilled}</span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
