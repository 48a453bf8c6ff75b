/** `Ti è servita?`: one word of the reader's on an answer, which they can take back. */
import { useState } from 'preact/hooks'
import { useEngine } from '../../../components/engine-context.ts'
import { sayVerdict } from '../../../state/verdict.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import type { QuestionProps } from '../one-question.tsx'

export function Helped({ page, session }: Pick<QuestionProps, 'page' | 'session'>) {
  const { api, account } = useEngine()
  const [said, setSaid] = useState(page.verdicts?.mine ?? null)
  const [failure, setFailure] = useState<string | null>(null)
  const isParticipant = account.me.value?.grants.some(({ role }) => role === 'participant')
  if (!page.answer || !isParticipant) return null
  const say = async (helps: boolean) => {
    const before = said
    const next = said === helps ? null : helps
    setSaid(next)
    setFailure(null)
    const about = { sessionId: session.id, questionId: page.question.id }
    const answer = await sayVerdict(api, about, next)
    if (answer.ok) return
    setSaid(before)
    setFailure(sentenceOf(answer.code))
  }
  return (
    <fieldset class="helped no-print">
      <legend class="helped__ask">{t.question.helped}</legend>
      {[true, false].map((helps) => (
        <button
          key={String(helps)}
          type="button"
          class="button button--secondary button--small"
          aria-pressed={said === helps}
          onClick={() => void say(helps)}
        >
          {helps ? t.question.helpedYes : t.question.helpedNo}
        </button>
      ))}
      <p class="small muted helped__thanks" role="status">
        {said === null ? '' : t.question.thanks}
      </p>
      {failure && (
        <p class="field__error" role="alert">
          {failure}
        </p>
      )}
    </fieldset>
  )
}
