/**
 * An expert: takes what waits in their topics, writes a note and a draft, asks for what is missing, publishes, or sends
 * it to a second expert where the theme wants one; reads what others have sent. Each note and draft holds the canary.
 */
import type { AnswerDraft, AnswerWords } from '../../../server/domain/commands.ts'
import { dayInRome } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'
import type { Asked, Board } from '../board.ts'
import { cannedText, restingWords, type Triage } from '../lines.ts'
import type { Measures } from '../measures.ts'
import type { Screen } from '../screen.ts'
import { oneOf, type Tempo } from '../tempo.ts'

export type ExpertContext = {
  readonly screen: Screen
  readonly board: Board
  readonly tempo: Tempo
  readonly measures: Measures
  readonly canary: string
  /** The screens that an answer is to reach. */
  readonly audience: () => Iterable<Screen>
  /** Themes in which a second expert publishes. */
  readonly readTwice: ReadonlySet<string>
  /** Whether what the content doesn't answer gets an answer too. */
  readonly answersAll: boolean
}

/** One in so many of what is sent is sent unfinished first, and comes back. */
const RETURNED_OF = 4

export function answerQuestions(context: ExpertContext): void {
  const { screen, tempo } = context
  tempo.loop(async () => {
    await tempo.think(2)
    if (tempo.isStopped || !screen.isLive) return
    const toRead = nextToRead(context)
    if (toRead) {
      await read(context, toRead)
      return
    }
    const mine = nextReturned(context)
    if (mine) {
      await sendAgain(context, mine)
      return
    }
    const item = nextToAnswer(context)
    if (item) await work(context, item)
  })
}

type Item = View<'workItem'>
type Work = { readonly item: Item; readonly asked: Asked }

const covers = ({ screen }: ExpertContext, item: Item): boolean =>
  screen.person.topics?.has(item.topicId) ?? true

/** Of the first that wait, any: two experts seldom reach for the same. */
const AMONG = 5

function nextToAnswer(context: ExpertContext): Work | undefined {
  const { screen, board } = context
  const found: Work[] = []
  for (const item of screen.store.rows('workItem').values()) {
    const asked = board.find(item.leadId)
    if (!asked || item.status !== 'queued' || !covers(context, item)) continue
    if (!isForUs(context, item, asked)) continue
    found.push({ item, asked })
    if (found.length >= AMONG) break
  }
  const work = oneOf(found)
  return work && board.take(`work ${work.item.id}`) ? work : undefined
}

const ANSWERED: ReadonlySet<Triage> = new Set<Triage>(['answer', 'merge', 'split', 'ask_integration'])

/** What has no answer of the content's stays with whoever works by hand, unless everything is to be answered. */
function isForUs({ answersAll }: ExpertContext, item: Item, { line }: Asked): boolean {
  if (!ANSWERED.has(line.triage)) return false
  const isToAskBack = line.triage === 'ask_integration' && item.returnTo === null
  return line.answer !== null || answersAll || isToAskBack
}

async function work(context: ExpertContext, { item, asked }: Work): Promise<void> {
  const { screen, board, tempo, canary } = context
  const { id: itemId } = item
  try {
    if (!(await screen.call('item:claim', { itemId })).ok) return
    await tempo.think(3)
    if (Math.random() < 0.4)
      await screen.call('item:note', { itemId, text: `Da verificare prima di rispondere. ${canary}` })
    if (asked.line.triage === 'ask_integration' && board.take(`asked back ${itemId}`)) {
      await screen.call('item:askMore', { itemId, text: cannedText('CT-02') })
      return
    }
    const words = asked.line.answer ?? restingWords(dayInRome(Date.now()))
    await draft(context, { itemId, words })
    await tempo.think(4)
    if (context.readTwice.has(item.themeId)) await send(context, { itemId, words })
    else await publish(context, { item, words })
  } finally {
    board.giveBack(`work ${itemId}`)
  }
}

type Written = { readonly itemId: string; readonly words: AnswerWords }

/** As somebody writes: the short of it first. What is in a draft is in no answer yet. */
async function draft({ screen, tempo, canary }: ExpertContext, { itemId, words }: Written): Promise<void> {
  const content: AnswerDraft = {
    inBrief: words.inBrief,
    reasoning: canary,
    appliesTo: '',
    whatToDo: [],
    notCovered: '',
    references: [],
    lawAsOf: words.lawAsOf,
  }
  const save = (rev: number, more: Partial<AnswerDraft>) =>
    screen.call('draft:save', {
      kind: 'answer',
      draftId: itemId,
      itemId,
      rev,
      content: { ...content, ...more },
    })
  await save(1, {})
  await tempo.think(2)
  await save(2, { reasoning: `${words.reasoning.slice(0, 500)} ${canary}`, appliesTo: words.appliesTo })
}

async function publish(
  { screen, measures, audience }: ExpertContext,
  { item, words }: { item: Item; words: AnswerWords },
): Promise<void> {
  measures.begin('answer to last screen', audience()).about(`answer ${item.leadId}`)
  await screen.call('answer:publish', { itemId: item.id, words, reach: 'all' })
}

let sent = 0

async function send({ screen, board, canary }: ExpertContext, { itemId, words }: Written): Promise<void> {
  sent += 1
  const isUnfinished = sent % RETURNED_OF === 0 && board.take(`unfinished ${itemId}`)
  const sending = isUnfinished ? { ...words, inBrief: `Bozza da rivedere. ${canary}` } : words
  if (!isUnfinished) board.take(`finished ${itemId}`)
  await screen.call('answer:send', { itemId, words: sending, reach: 'all' })
}

/** An item of mine that came back from the second expert. */
function nextReturned({ screen, board }: ExpertContext): Item | undefined {
  for (const item of screen.store.rows('workItem').values()) {
    if (item.status !== 'claimed' || item.holder !== screen.actorId || item.answerId === null) continue
    const isAnswered = screen.store.find('answer', item.answerId)?.status !== 'returned'
    if (!isAnswered && board.take(`again ${item.id}`)) return item
  }
  return undefined
}

async function sendAgain(context: ExpertContext, { id: itemId, leadId }: Item): Promise<void> {
  const { screen, board, tempo } = context
  await tempo.think(2)
  const words = board.find(leadId)?.line.answer ?? restingWords(dayInRome(Date.now()))
  board.take(`finished ${itemId}`)
  await screen.call('answer:send', { itemId, words, reach: 'all' })
}

function nextToRead(context: ExpertContext): Item | undefined {
  const { screen, board } = context
  for (const item of screen.store.rows('workItem').values()) {
    const answer = item.answerId === null ? undefined : screen.store.find('answer', item.answerId)
    if (item.status !== 'inReview' || !answer || !covers(context, item)) continue
    const author = 'authorId' in answer ? answer.authorId : undefined
    if (author === screen.actorId) continue
    if (board.take(`read ${item.id} ${'rev' in answer ? answer.rev : 0}`)) return item
  }
  return undefined
}

/** What one of ours sent unfinished goes back once; all else is good, whoever wrote it. */
async function read(context: ExpertContext, { id: itemId, leadId, answerId }: Item): Promise<void> {
  const { screen, board, tempo, canary, measures, audience } = context
  await tempo.think(3)
  const answer = screen.store.find('answer', answerId ?? '')
  const isFirst = answer !== undefined && 'rev' in answer && answer.rev === 1
  const isUnfinished = isFirst && board.find(leadId) !== undefined && board.take(`finished ${itemId}`)
  if (isUnfinished) {
    await screen.call('answer:return', { itemId, text: `Manca la fonte. ${canary}` })
    return
  }
  measures.begin('answer to last screen', audience()).about(`answer ${leadId}`)
  await screen.call('answer:approve', { itemId })
}
