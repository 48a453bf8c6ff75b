/** Why the question was not taken, where it happened, and what is safe. */
import { sentenceOf } from '../../text/sentence.ts'
import { t } from '../../text/text.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import type { Asking } from './use-ask.ts'

export function NotSent({ ask }: { ask: Asking }) {
  if (ask.failure === null) return null
  const isClosed = ask.failure === 'session/closed'
  return (
    <Banner
      tone="bad"
      icon="attention"
      role="alert"
      actions={
        !isClosed && (
          <Button look="secondary" size="small" onPress={() => void ask.send()}>
            {t.common.retry}
          </Button>
        )
      }
    >
      {isClosed ? sentenceOf(ask.failure) : `${t.states.sendFailed} ${sentenceOf(ask.failure)}`}
    </Banner>
  )
}
