/** What was found: the answers, and the questions that still wait for one; or what to do where there is nothing. */
import type { SearchAnswer } from '../../../server/contract/reads.ts'
import { takesQuestions } from '../../../server/domain/session.ts'
import { RemindButton } from '../../components/day/remind-button.tsx'
import { useEngine } from '../../components/engine-context.ts'
import { pathTo } from '../../paths.ts'
import { format, t } from '../../text/text.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { AnswerRow } from './answer-row.tsx'
import { addressOf, type Wish } from './search-address.ts'

type Props = { wish: Wish; hits: SearchAnswer['hits'] }

export function Results({ wish, hits }: Props) {
  const answers = hits.filter(({ answer }) => answer !== null)
  const waiting = hits.filter(({ answer }) => answer === null)
  // Where only one of the lists has something, it is the one to show.
  const list = answers.length === 0 && waiting.length > 0 ? 'waiting' : wish.list
  const shown = list === 'waiting' ? waiting : answers
  return (
    <>
      <nav class="lists" aria-label={t.search.lists}>
        <ListLink wish={wish} list="answers" shown={list} count={answers.length} />
        <ListLink wish={wish} list="waiting" shown={list} count={waiting.length} />
      </nav>
      <h2 class="visually-hidden">{list === 'waiting' ? t.search.waitingList : t.search.title}</h2>
      {shown.length > 0 ? (
        <Panel list label={list === 'waiting' ? t.search.waitingList : t.search.title}>
          {shown.map((hit) => (
            <AnswerRow key={`${hit.kind} ${hit.questionId}`} {...hit} asked={wish.words} />
          ))}
        </Panel>
      ) : (
        <Panel label={t.search.title}>
          <div class="empty">
            <p>{t.search.nothing(wish.words)}</p>
            <SignInHint />
          </div>
        </Panel>
      )}
    </>
  )
}

type LinkProps = { wish: Wish; list: Wish['list']; shown: Wish['list']; count: number }

function ListLink({ wish, list, shown, count }: LinkProps) {
  return (
    <a
      class="lists__link"
      href={addressOf({ ...wish, list })}
      aria-current={list === shown ? 'page' : undefined}
    >
      {list === 'waiting' ? t.search.waitingList : t.search.title}{' '}
      <span class="lists__count">{format.number(count)}</span>
    </a>
  )
}

/** Answers of days for enrolled bodies are found by those who are signed in. */
function SignInHint() {
  const { account, catalogue } = useEngine()
  const isSomeClosed = catalogue.catalogue.value?.sessions.some((day) => day.visibility === 'beneficiaries')
  if (account.me.value || !isSomeClosed) return null
  return <p>{t.home.answersForBodies}</p>
}

/** `Non c’è?`: the day that takes questions now, or the next one that will. */
export function NotThere() {
  const { catalogue, clock } = useEngine()
  const days = (catalogue.catalogue.value?.sessions ?? [])
    .filter((day) => !day.rehearsal && day.kind === 'forum')
    .sort((one, two) => one.liveAt - two.liveAt)
  const open = days.find((day) => day.phase === 'live') ?? days.find((day) => takesQuestions(day.phase))
  const next = days.find((day) => day.phase === 'scheduled' && day.closesAt > clock.serverNow())
  if (!open && !next) return null
  return (
    <section class="panel not-there" aria-labelledby="not-there">
      <div class="row-item">
        <h2 id="not-there" class="item-title">
          {t.search.notThere}
        </h2>
        <p>
          {open
            ? t.search.notThereOpen(open.title)
            : next && t.search.notThereNext(next.liveAt, next.opensAt)}
        </p>
        {open ? (
          <ButtonLink look="secondary" wide href={pathTo.ask(open.code)}>
            {t.session.ask}
          </ButtonLink>
        ) : (
          next && <RemindButton session={next} look="secondary" wide />
        )}
      </div>
    </section>
  )
}
