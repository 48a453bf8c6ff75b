/** What of the reader's has not left this device: questions on their way, and drafts. */
import type { AskDraft } from '../../../server/domain/commands.ts'
import { useEngine } from '../../components/engine-context.ts'
import { pathTo } from '../../paths.ts'
import type { Payload } from '../../sync/command-types.ts'
import { t } from '../../text/text.ts'
import { Panel, Row } from '../../ui/panel.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'

export function NotSent() {
  const { commands, catalogue, listDrafts } = useEngine()
  const underWay = commands.pending.value.filter(({ type }) => type === 'question:ask')
  // Without a line a question's draft stays on the device until the question is taken.
  const sent = new Set(underWay.map(({ payload }) => (payload as Payload<'question:ask'>).draftId))
  const sessions = catalogue.catalogue.value?.sessions ?? []
  const drafts = listDrafts().flatMap((record) => {
    const session = sessions.find(({ id }) => id === record.sessionId)
    const content = record.content as AskDraft
    return record.kind === 'ask' && session && !sent.has(record.draftId) && (content.title || content.text)
      ? [{ id: record.draftId, code: session.code, title: content.title || content.text.slice(0, 80) }]
      : []
  })
  if (underWay.length === 0 && drafts.length === 0) return null
  return (
    <section class="own__day">
      <h2>{t.session.onThisDevice}</h2>
      <Panel list label={t.session.onThisDevice}>
        {underWay.map(({ key, payload }) => (
          <Row key={key} state="own">
            <h3 class="own__title">{(payload as Payload<'question:ask'>).title}</h3>
            <StatusChip status={{ kind: 'unsent' }} />
            <p class="status-sentence">{t.status.sentence.unsent}</p>
          </Row>
        ))}
        {drafts.map(({ id, code, title }) => (
          <Row key={id} state="own">
            <h3 class="own__title">
              <a href={pathTo.ask(code)}>{title}</a>
            </h3>
            <StatusChip status={{ kind: 'draft' }} />
            <p class="status-sentence">{t.status.sentence.draft}</p>
          </Row>
        ))}
      </Panel>
    </section>
  )
}
