/** What the hall reads: an answer with its question, the list, the break, the start. One h1 in each. */
import { dayInRome } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'
import type { Scene } from '../../state/wall/scene.ts'
import type { Zoom } from '../../state/wall/settings.ts'
import type { Stage } from '../../state/wall/stage.ts'
import { format, t } from '../../text/text.ts'
import { AnswerStage } from './answer-stage.tsx'
import { Resumes } from './resumes.tsx'

type Props = {
  scene: Scene
  stage: Stage
  session: View<'session'>
  counts: { asked: number; answered: number }
  /** About how many take part; null where that isn't known. */
  participants: number | null
  zoom: Zoom
  /** The server's clock, in milliseconds. */
  now: () => number
}

export function Middle({ scene, stage, session, counts, participants, zoom, now }: Props) {
  switch (scene.kind) {
    case 'join':
      return <Start startsAt={scene.startsAt} title={session.title} participants={participants} now={now} />
    case 'break':
      return <Resumes resumesAt={scene.resumesAt} now={now} />
    case 'ended':
      return (
        <>
          <h1 class="wall__question">{t.wall.dayCounts(counts.asked, counts.answered)}</h1>
          <p class="wall__who">{session.title}</p>
        </>
      )
    case 'now':
      return <NowStage stage={stage} zoom={zoom} />
  }
}

/** The first few are no crowd yet. */
const MANY = 3

/** On the day itself the time is enough. */
type StartProps = { startsAt: number; title: string; participants: number | null; now: () => number }

function Start({ startsAt, title, participants, now }: StartProps) {
  const isToday = dayInRome(startsAt) === dayInRome(now())
  return (
    <>
      <h1 class={isToday ? 'wall__question wall__question--start' : 'wall__question'}>
        {isToday ? t.wall.startsAt(startsAt) : t.wall.startsOn(startsAt)}
      </h1>
      <p class="wall__who">{title}</p>
      {participants !== null && participants >= MANY && (
        <p class="wall__who">
          {t.wall.weAre} <b>{format.number(participants)}</b>
        </p>
      )}
    </>
  )
}

function NowStage({ stage, zoom }: { stage: Stage; zoom: Zoom }) {
  switch (stage.kind) {
    case 'answer':
      return <AnswerStage question={stage.question} answer={stage.answer} zoom={zoom} />
    case 'list':
      return (
        <>
          <h1 class="wall__heading">{t.wall.listed}</h1>
          <ol class="wall__list">
            {stage.questions.map((question, place) => (
              <li key={question.id}>
                <span aria-hidden="true">{place + 1}</span>
                <span>{question.title}</span>
              </li>
            ))}
          </ol>
        </>
      )
    case 'none':
      return (
        <>
          <h1 class="wall__question">{t.wall.noQuestions}</h1>
          <p class="wall__who">{t.wall.firstIsYours}</p>
        </>
      )
  }
}
