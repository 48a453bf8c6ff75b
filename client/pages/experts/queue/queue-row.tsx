/** One row of a list: number, flag, age or lease, title, topic and how many it concerns, who writes. Opening takes nothing. */
import { useEngine } from '../../../components/engine-context.ts'
import { questionNumber } from '../../../components/question/status-facts.ts'
import type { IconName } from '../../../icons/names.ts'
import { flagOf, type RowFlag } from '../../../state/desk/standing.ts'
import type { QuestionView } from '../../../state/session.ts'
import type { ItemView } from '../../../state/work.ts'
import { format, t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Flag, type Tone } from '../../../ui/status-chip.tsx'
import { nameOf, useDesk } from '../desk.ts'

type Props = { itemId: string; isFresh?: boolean }

export function QueueRow({ itemId, isFresh = false }: Props) {
  const desk = useDesk()
  const item = desk.state.item(itemId).value
  const lead = item && desk.state.question(item.leadId).value
  if (!item || !lead) return <p class="queue-row queue-row--gone">{w.gone}</p>
  const flag = flagOf(item, { readerId: desk.me.actorId, sessionCode: desk.session.code })
  const look = flag && FLAGS[flag]
  const writer = writerOf(desk, item)
  const isMine = item.status === 'claimed' && item.holder === desk.me.actorId
  const isGrey = (writer !== undefined && item.status === 'claimed') || flag === 'own'
  return (
    <a
      id={`row-${itemId}`}
      class={['queue-row', isGrey && 'queue-row--others', isFresh && 'queue-row--fresh']
        .filter(Boolean)
        .join(' ')}
      href={desk.addressOf({ itemId, isAnswer: false })}
      aria-current={desk.place.itemId === itemId ? 'true' : undefined}
      aria-label={spokenRow({
        item,
        lead,
        flag,
        writer,
        topic: topicOf(item),
        now: desk.minute.value,
        code: desk.session.code,
      })}
    >
      <span class="queue-row__meta">
        {t.common.number(questionNumber(item.leadNumber, desk.session.code))}
        {look && <Flag tone={look.tone} icon={look.icon} label={look.label()} />}
        <span class={isMine ? 'queue-row__end queue-row__time' : 'queue-row__end'}>
          {item.status === 'claimed' && item.leaseUntil !== null ? (
            <LeaseLeft until={item.leaseUntil} />
          ) : (
            (format.age(desk.minute.value - lead.askedAt) ?? t.common.now)
          )}
        </span>
      </span>
      <span class="queue-row__title">{lead.title}</span>
      <span class="queue-row__foot">
        <span class="queue-row__about">
          {topicOf(item)} · {sizeOf(item, lead)}
        </span>
        {writer !== undefined && (
          <span class="queue-row__end">
            <Avatar name={writer} small /> {item.status === 'inReview' ? t.desk.hasWritten : t.desk.writes}
          </span>
        )}
      </span>
    </a>
  )

  function topicOf({ topicId }: ItemView): string {
    return desk.topics.get(topicId)?.shortLabel ?? ''
  }
}

function LeaseLeft({ until }: { until: number }) {
  const { clock } = useEngine()
  return <>{format.left(Math.max(0, until - clock.second.value))}</>
}

const FLAGS: Record<RowFlag, { tone: Tone; icon?: IconName; label: () => string }> = {
  deadline: { tone: 'attn', icon: 'clock', label: () => t.desk.flagDeadline },
  replied: { tone: 'blue', icon: 'reply', label: () => t.desk.flagReplied },
  again: { tone: 'attn', icon: 'correct', label: () => w.flagAgain },
  carried: { tone: 'slate', icon: 'calendar', label: () => t.desk.flagCarried },
  own: { tone: 'slate', label: () => t.desk.flagOwn },
}

/** Whoever else writes it now, or has written what is to be reviewed. */
function writerOf(desk: Parameters<typeof nameOf>[0] & { me: { actorId: string } }, item: ItemView) {
  if (item.holder === null || item.holder === desk.me.actorId) return undefined
  return item.status === 'claimed' || item.status === 'inReview' ? nameOf(desk, item.holder) : undefined
}

/** `2 quesiti` where several are joined, else how many bodies need it. */
const sizeOf = (item: ItemView, lead: QuestionView): string =>
  item.questions > 1 ? t.common.questions(item.questions) : t.common.municipalities(Math.max(1, lead.bodies))

type Spoken = {
  item: ItemView
  lead: QuestionView
  flag: RowFlag | null
  writer: string | undefined
  topic: string
  now: number
  code: string
}

function spokenRow({ item, lead, flag, writer, topic, now, code }: Spoken): string {
  return [
    t.common.number(questionNumber(item.leadNumber, code)),
    lead.title,
    flag && FLAGS[flag].label().toLowerCase(),
    topic,
    sizeOf(item, lead),
    t.desk.rowSpoken(format.spoken(now - lead.askedAt)),
    writer && item.status === 'claimed' && t.desk.writesSpoken(writer),
  ]
    .filter(Boolean)
    .join(', ')
}
