/** Searching the answers. What is searched for is in the address, so that it can be kept, sent and gone back to. */
import './search.scss'
import { useRoute } from 'preact-iso'
import type { LatestAnswersAnswer, SearchAnswer } from '../../../server/contract/reads.ts'
import { useEngine } from '../../components/engine-context.ts'
import { FailedBanner } from '../../components/failed-banner.tsx'
import { SiteFrame } from '../../components/site-frame.tsx'
import { type Read, useRead } from '../../components/use-read.ts'
import { t } from '../../text/text.ts'
import { Panel } from '../../ui/panel.tsx'
import { Empty } from '../../ui/states/empty.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { AnswerRow } from './answer-row.tsx'
import { NotThere, Results } from './results.tsx'
import { type Wish, wishOf } from './search-address.ts'
import { SearchForm } from './search-form.tsx'

export function SearchPage() {
  const wish = wishOf(useRoute().query)
  const latest = useRead<LatestAnswersAnswer>(wish.words ? undefined : '/api/answers/latest')
  const search = useRead<SearchAnswer>(useSearchPath(wish))
  const read = wish.words ? search : latest
  return (
    <SiteFrame
      title={wish.words ? t.search.titleOf(wish.words) : t.search.title}
      part="answers"
      hasSearch={false}
    >
      <div class="search-head">
        <div class="wrap">
          <h1 class="search-head__title">{t.search.title}</h1>
          <SearchForm wish={wish} />
        </div>
      </div>
      <div class="wrap page columns">
        <div class="stack search-main">
          <p class="visually-hidden" role="status">
            {wish.words && search.found && t.search.found(search.found.hits.length)}
          </p>
          {wish.words && search.found && <Results wish={wish} hits={search.found.hits} />}
          {!wish.words && latest.found && <Latest answers={latest.found.answers} />}
          {!read.found && <NotYet read={read} />}
        </div>
        {read.found && (
          <div class="columns__side search-side">
            <NotThere />
          </div>
        )}
      </div>
    </SiteFrame>
  )
}

/** Nothing is asked before it is known which session the address means. */
function useSearchPath({ words, day }: Wish): string | undefined {
  const { catalogue } = useEngine()
  const listed = catalogue.catalogue.value
  const sessionId = listed?.sessions.find(({ code }) => code === day)?.id
  if (words === '' || (day !== '' && !listed)) return undefined
  return `/api/search?${new URLSearchParams({ q: words, ...(sessionId ? { sessionId } : {}) })}`
}

/** Without words: the newest answers. */
function Latest({ answers }: Pick<LatestAnswersAnswer, 'answers'>) {
  const { account } = useEngine()
  return (
    <>
      <h2>{t.home.lastAnswers}</h2>
      {answers.length === 0 ? (
        <Panel label={t.home.lastAnswers}>
          <Empty sentence={account.me.value ? t.home.noAnswers : t.home.answersForBodies} />
        </Panel>
      ) : (
        <Panel list label={t.home.lastAnswers}>
          {answers.map(({ view, ...rest }) => (
            <AnswerRow key={rest.questionId} {...rest} answer={view} />
          ))}
        </Panel>
      )}
    </>
  )
}

function NotYet({ read }: { read: Read<LatestAnswersAnswer> | Read<SearchAnswer> }) {
  if (read.failure === null) return <Skeleton />
  return <FailedBanner code={read.failure} onRetry={() => void read.again()} />
}
