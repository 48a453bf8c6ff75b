/** How each topic fares, in numbers and in two bars for the last hour. */
import { useEngine } from '../../../components/engine-context.ts'
import { type TopicFigures, topicFigures } from '../../../state/moderation/topics.ts'
import { m } from '../../../text/moderation/words.ts'
import { format, t } from '../../../text/text.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Icon } from '../../../ui/icon/icon.tsx'
import { type Moderation, useModeration } from '../moderation.ts'

const MINUTE_MS = 60_000

export function TopicsTable() {
  const { clock } = useEngine()
  // By the minute that is under way: nothing here is told by the second.
  const now = Math.ceil(clock.second.value / MINUTE_MS) * MINUTE_MS
  const figures = figuresOf(useModeration(), now)
  const most = Math.max(1, ...figures.flatMap(({ arrived, answered }) => [arrived, answered]))
  return (
    <section aria-labelledby="topics">
      <h2 id="topics" class="moderation__heading">
        {t.moderation.topics}
      </h2>
      {figures.length === 0 && <p class="muted">{m.noTopics}</p>}
      {figures.length > 0 && (
        <table class="topics-table">
          <thead>
            <tr>
              <th scope="col">{t.moderation.topic}</th>
              <th scope="col" class="number">
                {t.moderation.inQueue}
              </th>
              <th scope="col" class="number">
                {t.moderation.oldest}
              </th>
              <th scope="col" class="topics-table__experts">
                {t.moderation.experts}
              </th>
              <th scope="col">
                {t.moderation.lastHour}
                <br />
                <span class="topics-table__what">{t.moderation.arrivedAnswered}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <TopicRow key={figure.topicId} figure={figure} now={now} most={most} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** Topics of which there is anything to say. */
export function figuresOf({ topics, state }: Moderation, now: number): readonly TopicFigures[] {
  const questions = [...state.received.value, ...state.stream().value]
  const figures = topicFigures({
    topicIds: topics.map(({ id }) => id),
    questions,
    items: state.work.all.value,
    now,
  })
  const asked = new Set(questions.map(({ topicId }) => topicId))
  return figures.filter(({ topicId }) => asked.has(topicId))
}

function TopicRow({ figure, now, most }: { figure: TopicFigures; now: number; most: number }) {
  const { topicOf, nameOf } = useModeration()
  const { topicId, inQueue, oldestAt, holders, arrived, answered, isOverwhelmed } = figure
  const names = holders.flatMap((holder) => nameOf(holder) ?? [])
  return (
    <tr class={isOverwhelmed ? 'is-overwhelmed' : undefined}>
      <th scope="row">
        {topicOf(topicId)?.shortLabel ?? topicId}
        {isOverwhelmed && (
          <span class="moderation__overwhelmed">
            <Icon name="attention" size={16} /> {t.moderation.overwhelmed}
          </span>
        )}
      </th>
      <td class="number">
        <b>{format.number(inQueue)}</b>
      </td>
      <td class="number nowrap">
        {oldestAt === null ? m.noOne : (format.age(now - oldestAt) ?? t.common.now)}
      </td>
      <td class="topics-table__experts">
        <span class="visually-hidden">{names.join(', ')}</span>
        {names.length === 0 && <span class="muted">{m.noOne}</span>}
        {names.map((name) => (
          <Avatar key={name} name={name} small />
        ))}
      </td>
      <td>
        <span class="visually-hidden">{m.barsSpoken(arrived, answered)}</span>
        <HourBar count={arrived} most={most} />
        <HourBar count={answered} most={most} isAnswered />
      </td>
    </tr>
  )
}

function HourBar({ count, most, isAnswered = false }: { count: number; most: number; isAnswered?: boolean }) {
  return (
    <span class={isAnswered ? 'hour-bar hour-bar--answered' : 'hour-bar'} aria-hidden="true">
      <i style={{ width: `calc(${count / most} * var(--longest-bar))` }} />
      {count}
    </span>
  )
}
