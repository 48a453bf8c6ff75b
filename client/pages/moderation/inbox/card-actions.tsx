/** What is done with the open question. On a phone the buttons stay where the thumb is. */
import type { QuestionView } from '../../../state/session.ts'
import { m } from '../../../text/moderation/words.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { useModeration } from '../moderation.ts'
import { joinProposed } from './use-proposal.ts'

type Props = { question: QuestionView; proposal: QuestionView | undefined; at: 'phone' | 'desk' }

export function CardActions({ question, proposal, at }: Props) {
  const moderation = useModeration()
  const { give, ask } = moderation
  const { id: questionId } = question
  const size = at === 'phone' ? 'main' : 'normal'
  return (
    <fieldset class={`moderation__actions moderation__actions--${at}`}>
      <legend class="visually-hidden">{m.actions}</legend>
      <Button
        look="primary"
        size={size}
        {...(at === 'desk' ? { keys: 'e' } : {})}
        onPress={() => give(questionId, { kind: 'admit' })}
      >
        {t.moderation.admit} {at === 'desk' && <Kbd keys="E" />}
      </Button>
      {proposal && (
        <Button
          look="secondary"
          size={size}
          {...(at === 'desk' ? { keys: 'u' } : {})}
          onPress={() => joinProposed(moderation, questionId, proposal)}
        >
          {t.moderation.join} {at === 'desk' && <Kbd keys="U" />}
        </Button>
      )}
      {at === 'desk' && (
        <Button look="tertiary" keys="r" onPress={() => ask({ kind: 'refuse', questionId })}>
          {t.moderation.refuse} <Kbd keys="R" />
        </Button>
      )}
      <Button
        look={at === 'desk' ? 'tertiary' : 'quiet'}
        size={size}
        onPress={() => ask({ kind: 'more', questionId })}
      >
        {t.common.more}
      </Button>
    </fieldset>
  )
}
