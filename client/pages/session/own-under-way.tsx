/** The reader's own question while it is on its way: on the device, not yet among the rows. */

import { useEngine } from '../../components/engine-context.ts'
import type { Payload } from '../../sync/command-types.ts'
import type { PendingCommand } from '../../sync/outbox.ts'
import { t } from '../../text/text.ts'
import { Row } from '../../ui/panel.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'

export function OwnUnderWay({ command }: { command: PendingCommand }) {
  const { line } = useEngine()
  const { title } = command.payload as Payload<'question:ask'>
  return (
    <Row state="own">
      <p class="row-item__meta">
        <span>{t.session.yours}</span>
        <span>{t.session.onPhone}</span>
      </p>
      <h3>{title}</h3>
      <StatusChip status={{ kind: line.value.line === 'live' ? 'unsent' : 'unsentLong' }} />
    </Row>
  )
}
