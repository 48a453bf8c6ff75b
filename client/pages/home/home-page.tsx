/** Home, for anybody: what is live and how to get in, what comes next, what was answered last. */
import './home.scss'
import type { LatestAnswersAnswer } from '../../../server/contract/reads.ts'
import { AllDaysLink } from '../../components/day/remind-button.tsx'
import { useEngine } from '../../components/engine-context.ts'
import { FailedBanner } from '../../components/failed-banner.tsx'
import { SiteFrame } from '../../components/site-frame.tsx'
import { useRead } from '../../components/use-read.ts'
import type { Catalogue } from '../../state/catalogue.ts'
import { t } from '../../text/text.ts'
import { useNow } from '../../ui/day/use-now.ts'
import { Empty } from '../../ui/states/empty.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { DateList } from './date-list.tsx'
import { homeDays } from './home-days.ts'
import { LastAnswers } from './last-answers.tsx'
import { MainDay } from './main-day.tsx'
import { RoomCode } from './room-code.tsx'

export function HomePage() {
  const { catalogue } = useEngine()
  const listed = catalogue.catalogue.value
  const answers = useRead<LatestAnswersAnswer>('/api/answers/latest', { isKept: true })
  return (
    <SiteFrame title={t.home.title} part="forum" strip="always">
      <div class="wrap page home columns">
        <div class="home__main">{listed ? <Days sessions={listed.sessions} /> : <NotYet />}</div>
        {listed && (
          <div class="home__side">
            <LastAnswers {...answers} />
          </div>
        )}
      </div>
    </SiteFrame>
  )
}

function Days({ sessions }: Pick<Catalogue, 'sessions'>) {
  const { clock } = useEngine()
  const { main, alsoLive, next, past, room, placeOf } = homeDays(sessions, useNow(clock.serverNow))
  return (
    <>
      {main ? (
        <MainDay day={main} place={placeOf(main)} />
      ) : (
        <section class="panel panel--first">
          <Empty sentence={t.home.noNext} />
        </section>
      )}
      {alsoLive.length > 0 && (
        <>
          <h2 class="visually-hidden">{t.phases.live}</h2>
          <DateList days={alsoLive} placeOf={placeOf} label={t.phases.live} />
        </>
      )}
      {room && <RoomCode room={room} />}
      {next.length > 0 && (
        <>
          <h2>{t.home.next}</h2>
          <DateList days={next} placeOf={placeOf} label={t.home.next} />
          <AllDaysLink />
        </>
      )}
      {past.length > 0 && (
        <>
          <h2>{t.home.past}</h2>
          <DateList days={past} placeOf={placeOf} label={t.home.past} />
        </>
      )}
    </>
  )
}

function NotYet() {
  const { catalogue } = useEngine()
  const failure = catalogue.failure.value
  return (
    <div class="home__waiting">
      <h1 class="visually-hidden">{t.home.title}</h1>
      {failure === null ? (
        <Skeleton />
      ) : (
        <FailedBanner code={failure} onRetry={() => void catalogue.load()} />
      )}
    </div>
  )
}
