/** The desktop's side column: ask, the reader's newest three, the day's counts. */
import type { ComponentChildren } from 'preact'
import { useEngine } from '../../components/engine-context.ts'
import { QuestionStatus } from '../../components/question/question-status.tsx'
import { factsIn } from '../../components/question/status-facts.ts'
import { pathTo } from '../../paths.ts'
import type { SessionState } from '../../state/session.ts'
import { format, t } from '../../text/text.ts'
import { Panel, Row } from '../../ui/panel.tsx'

type Props = {
  state: SessionState
  code: string
  action: ComponentChildren
  note: string | undefined
  /** Not where the list beside it is the same. */
  hasMine: boolean
  onAllMine: () => void
}

export function Side({ state, code, action, note, hasMine, onAllMine }: Props) {
  return (
    <div class="columns__side session-side">
      <div>
        {action}
        {note && <p class="reason">{note}</p>}
      </div>
      {hasMine && <Mine state={state} code={code} onAllMine={onAllMine} />}
      <Counts state={state} />
    </div>
  )
}

const SHOWN = 3

function Mine({ state, code, onAllMine }: Pick<Props, 'state' | 'code' | 'onAllMine'>) {
  const { clock, account } = useEngine()
  const mine = state.mine.value
  if (!account.me.value) return null
  return (
    <Panel
      heading={t.session.mine}
      aside={
        mine.length > 0 && (
          <button type="button" class="link" onClick={onAllMine}>
            {t.session.allMine(mine.length)}
          </button>
        )
      }
      list={mine.length > 0}
    >
      {mine.length === 0 && <p class="session-side__empty">{t.session.mineEmpty}</p>}
      {mine.slice(0, SHOWN).map((question) => (
        <Row key={question.id}>
          <h3 class="session-side__title">
            <a href={pathTo.question(code, question.id)}>{question.title}</a>
          </h3>
          <QuestionStatus facts={factsIn(state, question, clock.serverNow())} />
        </Row>
      ))}
    </Panel>
  )
}

function Counts({ state }: { state: SessionState }) {
  const { asked, open } = state.counts().value
  return (
    <Panel heading={t.session.day}>
      <dl class="facts session-side__facts">
        {[
          [t.session.received, asked],
          [t.session.withOutcome, asked - open],
          [t.session.withoutOutcome, open],
        ].map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{format.number(Number(count))}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
