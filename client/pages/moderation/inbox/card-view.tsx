/** The inbox on a phone: one card, its buttons in the lower half of the screen, and what comes after it. */
import { useRef } from 'preact/hooks'
import { useEngine } from '../../../components/engine-context.ts'
import { m } from '../../../text/moderation/words.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon/icon.tsx'
import { PulseLine } from '../../../ui/pulse-line.tsx'
import { Empty } from '../../../ui/states/empty.tsx'
import { useModeration } from '../moderation.ts'
import { Age, askerOf, Card } from './card.tsx'
import { CardActions } from './card-actions.tsx'
import { NoteLine } from './note-line.tsx'
import { useProposal } from './use-proposal.ts'

export function CardView() {
  const { rows, current, settle, select } = useModeration()
  const proposal = useProposal(current)
  const isGone = rows.find((row) => row.id === current?.id)?.state === 'gone'
  return (
    <div class="moderation__phone">
      <Place />
      {!current && <Empty sentence={t.moderation.inboxEmpty} />}
      {current && isGone && (
        <Empty sentence={m.byColleague}>
          <Button
            look="primary"
            size="main"
            onPress={() => {
              select(undefined)
              settle()
            }}
          >
            {m.nextOne}
          </Button>
        </Empty>
      )}
      {current && !isGone && (
        <>
          <Card key={current.id} question={current} proposal={proposal} as="h2" />
          <CardActions question={current} proposal={proposal} at="phone" />
          <After />
        </>
      )}
    </div>
  )
}

/** The row above the card always has its height: what was done with the last one stands there. */
function Place() {
  const { moves } = useModeration()
  const { line } = useEngine()
  const note = moves.last.value
  const { line: state, asOf } = line.value
  if (note) return <NoteLine note={note} />
  return (
    <PulseLine pulse={state === 'offline' && asOf !== null ? { kind: 'offline', asOf } : { kind: 'even' }} />
  )
}

function After() {
  const { rows, current, state, select } = useModeration()
  const list = useRef<HTMLDivElement>(null)
  const open = rows.filter((row) => row.state === 'open')
  const others = open.filter(({ id }) => id !== current?.id)
  if (others.length === 0) return null
  return (
    <div ref={list}>
      <h2 class="queue-head">{t.moderation.afterThis(others.length)}</h2>
      <ul>
        {others.slice(0, SHOWN).map(({ id }) => {
          const question = state.question(id).value
          if (!question) return null
          return (
            <li key={id}>
              <button
                type="button"
                class="queue-row moderation__after"
                onClick={() => {
                  select(id)
                  scrollTo({ top: 0 })
                }}
              >
                <b aria-hidden="true">{open.findIndex((row) => row.id === id) + 1}</b>
                <span>
                  <span class="moderation__after-title">{question.title}</span>
                  <span class="small muted">
                    {askerOf(question)} · <Age at={question.askedAt} />
                  </span>
                </span>
                <Icon name="chevron-right" size={16} />
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

const SHOWN = 30
