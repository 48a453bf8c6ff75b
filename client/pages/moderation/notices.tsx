/** Notices over the moderator's page: no line, and a clock that can't be trusted. */
import { useEngine } from '../../components/engine-context.ts'
import { LineNotice } from '../../components/line-notice.tsx'
import { m } from '../../text/moderation/words.ts'
import { sentenceOf } from '../../text/sentence.ts'
import { t } from '../../text/text.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { useModeration } from './moderation.ts'
import { useCommand } from './use-command.ts'

export function Notices() {
  const { line } = useEngine()
  const { session } = useModeration()
  const { run, isBusy, failure } = useCommand()
  const { asOf } = line.value
  return (
    <>
      <LineNotice offline={asOf === null ? '' : t.states.dataOf(asOf)} />
      {session.held && (
        <Banner
          tone="attn"
          icon="clock"
          role="status"
          actions={
            <Button
              look="secondary"
              size="small"
              disabled={isBusy}
              onPress={() => void run('session:hold', { on: false })}
            >
              {m.unhold}
            </Button>
          }
        >
          {m.held} {failure && sentenceOf(failure)}
        </Banner>
      )}
    </>
  )
}
