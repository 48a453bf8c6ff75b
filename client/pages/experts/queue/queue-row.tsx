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
import { othersAt } from '../others-at.ts'

/** `isOut`: a row of the published ones; in the other lists one that is done has left. */
type Props = { itemId: string; isOut?: boolean }

export function QueueRow({ itemId, isOut = false }: Props) {
  const desk = useDesk()
  const item = desk.state.item(itemId).value
  const lead = item && desk.state.question(item.leadId).value
  if (!item || !lead) return null
  if (item.status === 'done' && !isOut) return <GoneRow item={item} />
  const [alike] = desk.suspects.value.get(itemId) ?? []
  const flag = flagOf(item, {
    readerId: desk.me.actorId,
    sessionCode: desk.session.code,
    isSuspect: alike !== undefined,
  })
  const other = alike === undefined ? undefined : desk.state.item(alike).value
  const look = flag && { ...FLAGS[flag], label: labelOf(flag, other, desk.session.code) }
  const writer = writerOf(desk, item)
  const isWriting =
    writer !== undefined && othersAt(desk, itemId).some((one) => one.isWriting && one.name === writer)
  const readers = writer === undefined ? othersAt(desk, itemId).map(({ name }) => name) : []
  const isMine = item.status === 'claimed' && item.holder === desk.me.actorId
  const isGrey = (writer !== undefined && item.status === 'claimed') || flag === 'own'
  return (
    <a
      id={`row-${itemId}`}
      class={isGrey ? 'queue-row queue-row--others' : 'queue-row'}
      href={desk.addressOf({ itemId, isAnswer: false })}
      aria-current={desk.place.itemId === itemId ? 'true' : undefined}
      aria-label={spokenRow({
        item,
        lead,
        flagLabel: look?.label,
        writer,
        isWriting,
        readers,
        topic: topicOf(item),
        now: desk.minute.value,
        code: desk.session.code,
      })}
    >
      <span class="queue-row__meta">
        {t.common.number(questionNumber(item.leadNumber, desk.session.code))}
        {look && <Flag tone={look.tone} icon={look.icon} label={look.label} />}
        <span class={isMine ? 'queue-row__end queue-row__time' : 'queue-row__end'}>
          {item.status === 'claimed' && item.leaseUntil !== null ? (
            <LeaseLeft until={item.leaseUntil} />
          ) : (
            (format.age(desk.minute.value - lead.askedAt) ?? t.common.now)
          )}
        </span>
      </span>
      <span class="queue-row__title" lang="it">
        {lead.title}
      </span>
      <span class="queue-row__foot">
        <span class="queue-row__about">
          {topicOf(item)} · {sizeOf(item, lead)}
        </span>
        {writer !== undefined && (
          <span class="queue-row__end">
            <Avatar name={writer} small />{' '}
            {item.status === 'inReview' ? t.desk.hasWritten : isWriting ? t.desk.writes : w.holds}
          </span>
        )}
        <RowReaders names={readers} />
      </span>
    </a>
  )

  function topicOf({ topicId }: ItemView): string {
    return desk.topics.get(topicId)?.shortLabel ?? ''
  }
}

/** Who has a row open that nobody has taken: the faces of two, and what they do. */
function RowReaders({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <span class="queue-row__end">
      {names.slice(0, 2).map((name) => (
        <Avatar key={name} name={name} small />
      ))}{' '}
      {names.length === 1 ? t.desk.reads : w.readMany(names.length)}
    </span>
  )
}

/** One line at its place until the list is shown anew. It can still be opened, to see what has become of it. */
function GoneRow({ item }: { item: ItemView }) {
  const desk = useDesk()
  return (
    <a
      id={`row-${item.id}`}
      class="queue-row queue-row--gone"
      href={desk.addressOf({ itemId: item.id, isAnswer: false })}
      aria-current={desk.place.itemId === item.id ? 'true' : undefined}
    >
      {t.common.number(questionNumber(item.leadNumber, desk.session.code))} ·{' '}
      {w.overTitle[item.outcome ?? 'answered']}
    </a>
  )
}

function LeaseLeft({ until }: { until: number }) {
  const { clock } = useEngine()
  return <>{format.left(Math.max(0, until - clock.second.value))}</>
}

const FLAGS: Record<RowFlag, { tone: Tone; icon?: IconName; label: () => string }> = {
  similar: { tone: 'slate', icon: 'join', label: () => t.desk.maybeSame },
  deadline: { tone: 'attn', icon: 'clock', label: () => t.desk.flagDeadline },
  replied: { tone: 'blue', icon: 'reply', label: () => t.desk.flagReplied },
  again: { tone: 'attn', icon: 'correct', label: () => w.flagAgain },
  carried: { tone: 'slate', icon: 'calendar', label: () => t.desk.flagCarried },
  own: { tone: 'slate', label: () => t.desk.flagOwn },
}

/** A suspect is named by the number of the other. */
const labelOf = (flag: RowFlag, other: ItemView | undefined, code: string): string =>
  flag === 'similar' && other
    ? t.desk.flagSimilar(questionNumber(other.leadNumber, code))
    : FLAGS[flag].label()

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
  flagLabel: string | undefined
  writer: string | undefined
  isWriting: boolean
  readers: readonly string[]
  topic: string
  now: number
  code: string
}

function spokenRow({ item, lead, flagLabel, writer, isWriting, readers, topic, now, code }: Spoken): string {
  return [
    t.common.number(questionNumber(item.leadNumber, code)),
    lead.title,
    flagLabel?.toLowerCase(),
    topic,
    sizeOf(item, lead),
    t.desk.rowSpoken(format.spoken(now - lead.askedAt)),
    writer && item.status === 'claimed' && (isWriting ? t.desk.writesSpoken(writer) : w.holdsSpoken(writer)),
    ...readers.map(t.desk.readsSpoken),
  ]
    .filter(Boolean)
    .join(', ')
}
