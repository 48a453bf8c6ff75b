/**
 * A moderator: looks at what comes in, admits it, joins what was asked before, splits what is two, refuses and redirects
 * what is no question of the day. What is to become of it the content says.
 */
import { limits } from '../../../server/domain/limits.ts'
import type { View } from '../../../server/domain/views.ts'
import type { Asked, Board } from '../board.ts'
import { reasonFor, SECOND } from '../lines.ts'
import type { Measures } from '../measures.ts'
import type { Screen } from '../screen.ts'
import type { Tempo } from '../tempo.ts'

export type ModeratorContext = {
  readonly screen: Screen
  readonly board: Board
  readonly tempo: Tempo
  readonly measures: Measures
  /** The screens that an admission is to reach. */
  readonly audience: () => Iterable<Screen>
}

/** How long a person's own question waits for a person who moderates, before one of ours admits it. */
const STRANGERS_WAIT_MS = 15_000

export function moderate(context: ModeratorContext): void {
  const { screen, board, tempo } = context
  tempo.loop(async () => {
    await tempo.think(1.5)
    if (tempo.isStopped || !screen.isLive) return
    const view = next(context)
    if (!view) return
    const asked = board.find(view.id)
    if (asked) await treat(context, view, asked)
    else await admit(context, view.id)
  })
}

/** One in four is left for a while to whoever moderates by hand. */
const lookedAtAfterMs = ({ seq }: Asked): number => (seq % 4 === 0 ? 40_000 : 4_000)

function next({ screen, board, tempo }: ModeratorContext): View<'question'> | undefined {
  for (const view of screen.store.rows('question').values()) {
    const asked = board.find(view.id)
    const isWaiting =
      view.status === 'received' || (view.status === 'published' && asked?.line.triage !== 'answer')
    if (!isWaiting) continue
    if (!asked && (view.status !== 'received' || board.strangerFor(view.id, Date.now()) < STRANGERS_WAIT_MS))
      continue
    if (asked && performance.now() - asked.askedAt < lookedAtAfterMs(asked) * tempo.factor) continue
    if (board.take(`triage ${view.id}`)) return view
  }
  return undefined
}

async function treat(context: ModeratorContext, view: View<'question'>, asked: Asked): Promise<void> {
  const { screen } = context
  const { id: questionId } = view
  switch (asked.line.triage) {
    case 'answer':
    case 'ask_integration':
      await admit(context, questionId)
      return
    case 'merge':
      await join(context, asked)
      return
    case 'split':
      await admit(context, questionId)
      await split(context, asked)
      return
    case 'redirect_secretariat':
    case 'redirect_support': {
      const to = asked.line.triage === 'redirect_support' ? 'support' : 'secretariat'
      await screen.call('question:redirect', { questionId, to, text: reasonFor(asked.line.triage).text })
      return
    }
    case 'reject_off_topic':
    case 'moderate': {
      const { code, text } = reasonFor(asked.line.triage)
      await screen.call('question:refuse', { questionId, reason: code, text })
    }
  }
}

async function admit({ screen, measures, audience }: ModeratorContext, questionId: string): Promise<void> {
  if (screen.store.find('question', questionId)?.status !== 'received') return
  measures.begin('admission to last screen', audience()).about(questionId)
  await screen.call('question:admit', { questionId })
}

/** To the question that it repeats, where that is there and nobody else has it in hand; else it is one of its own. */
async function join(context: ModeratorContext, asked: Asked): Promise<void> {
  const { screen, board } = context
  const { questionId } = asked
  const lead = board.leadOf(asked)
  const view = lead && screen.store.find('question', lead.questionId)
  const itemId = view && 'workItemId' in view ? view.workItemId : undefined
  if (lead?.questionId !== questionId && itemId !== undefined && view?.admitted) {
    const answer = await screen.call('item:join', { itemId, questionId })
    if (answer.ok) return
  }
  await admit(context, questionId)
}

/** The second matter becomes a question of its own; the first keeps the number. */
async function split({ screen }: ModeratorContext, { questionId, line }: Asked): Promise<void> {
  const { title, text, topicId } = line.payload
  const [first = '', second] = text.split(BETWEEN)
  if (second === undefined) return
  const part = {
    title: `${title.slice(0, limits.titleLength - SECOND.length)}${SECOND}`,
    text: second,
    topicId,
  }
  await screen.call('question:split', { questionId, parts: [part] })
  await screen.call('question:rewrite', { questionId, title, text: first })
}

const BETWEEN = / (?=Seconda questione)/
