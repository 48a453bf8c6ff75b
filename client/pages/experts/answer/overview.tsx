/** Where nothing is open: what could be taken next and why, and which colleagues are here with how much. */
import { limits } from '../../../../server/domain/limits.ts'
import { instantInRome } from '../../../../server/domain/session.ts'
import { questionNumber } from '../../../components/question/status-facts.ts'
import { type Next, nextOf, type Reason } from '../../../state/desk/next.ts'
import { isExpertOf } from '../../../state/desk/standing.ts'
import { topicFigures } from '../../../state/moderation/topics.ts'
import { format, t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { type Desk, nameOf, useDesk } from '../desk.ts'
import { mentionsOf } from '../mentioned.ts'
import { colleaguesAtWork } from '../others-at.ts'
import { ReadingBody } from './reading-body.tsx'

export function Overview() {
  const desk = useDesk()
  const next = nextFor(desk)
  const colleagues = colleaguesAtWork(desk)
  const mentions = mentionsOf(desk).value
  return (
    <ReadingBody label={w.overview}>
      <section class="overview" aria-labelledby="next-up">
        <h2 id="next-up" class="overview__title">
          {w.nextTitle}
        </h2>
        {next.length === 0 && <p class="muted">{w.nextNothing}</p>}
        <ul>
          {next.map((each) => (
            <NextRow key={each.itemId} next={each} />
          ))}
        </ul>
      </section>
      {mentions.length > 0 && (
        <section class="overview" aria-labelledby="mentioned">
          <h2 id="mentioned" class="overview__title">
            {w.mentionedTitle}
          </h2>
          <ul>
            {mentions.map(({ noteId, itemId, by, at }) => (
              <li key={noteId} class="overview__next">
                <ItemLink itemId={itemId} />
                <span>
                  {nameOf(desk, by) ?? w.colleague}, {format.time(at)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="overview" aria-labelledby="colleagues">
        <h2 id="colleagues" class="overview__title">
          {w.colleaguesTitle}
        </h2>
        {colleagues.length === 0 && <p class="muted">{w.colleaguesNone}</p>}
        <ul>
          {colleagues.map(({ actorId, name, held, reading }) => (
            <li key={actorId} class="overview__colleague">
              <Avatar name={name} small />
              <b>{name}</b>
              <span>{t.desk.heldOf(held.length, limits.claimsPerExpert)}</span>
              <span class="muted">{doing(desk, held, reading)}</span>
            </li>
          ))}
        </ul>
      </section>
    </ReadingBody>
  )
}

function nextFor(desk: Desk): readonly Next[] {
  const { state, me, session, minute, suspects } = desk
  const free = state.work.free.value.filter((item) => isExpertOf(me, session.id, item))
  return nextOf({
    free,
    questionOf: ({ leadId }) => state.question(leadId).value,
    topics: topicFigures({
      topicIds: [...new Set(free.map(({ topicId }) => topicId))],
      questions: [...state.received.value, ...state.stream().value],
      items: state.work.all.value,
      now: minute.value,
    }),
    suspects: suspects.value,
    now: minute.value,
  })
}

function NextRow({ next: { itemId, reasons } }: { next: Next }) {
  const desk = useDesk()
  return (
    <li class="overview__next">
      <ItemLink itemId={itemId} />
      <span>{reasons.map((reason) => whyOf(desk, reason)).join(' ')}</span>
    </li>
  )
}

function ItemLink({ itemId }: { itemId: string }) {
  const desk = useDesk()
  const item = desk.state.item(itemId).value
  const lead = item && desk.state.question(item.leadId).value
  return (
    <a href={desk.addressOf({ itemId, isAnswer: false })}>
      {t.common.number(numberOf(desk, itemId))} <b lang="it">{lead?.title}</b>
    </a>
  )
}

function whyOf(desk: Desk, reason: Reason): string {
  switch (reason.kind) {
    case 'deadline':
      return w.why.deadline(instantInRome(reason.day, '12:00'))
    case 'oldest':
      return w.why.oldest(reason.waitMs)
    case 'bodies':
      return w.why.bodies(reason.bodies)
    case 'starving':
      return w.why.starving(desk.topics.get(reason.topicId)?.shortLabel ?? '')
    case 'alike':
      return w.why.alike(numberOf(desk, reason.itemId))
  }
}

function doing(desk: Desk, held: readonly string[], reading: readonly string[]): string {
  const holding = held.map((id) => t.common.number(numberOf(desk, id)))
  const open = reading.filter((id) => !held.includes(id)).map((id) => t.common.number(numberOf(desk, id)))
  return [holding.length > 0 && w.holding(holding), open.length > 0 && w.readingNow(open)]
    .filter(Boolean)
    .join(' · ')
}

const numberOf = (desk: Desk, itemId: string): string | number =>
  questionNumber(desk.state.item(itemId).value?.leadNumber ?? '', desk.session.code)
