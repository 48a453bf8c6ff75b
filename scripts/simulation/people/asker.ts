/**
 * Who asks: the content's officials their own questions, one after the other at the day's pace; when those are all
 * asked, anybody asks something like them. Who is asked for more tells it.
 */
import type { AskPayload } from '../../../server/domain/commands.ts'
import { limits } from '../../../server/domain/limits.ts'
import type { Board } from '../board.ts'
import type { Line } from '../lines.ts'
import type { Measures } from '../measures.ts'
import type { Screen } from '../screen.ts'
import { oneOf, type Tempo } from '../tempo.ts'

export type AskerContext = {
  readonly screens: readonly Screen[]
  readonly lines: readonly Line[]
  readonly board: Board
  readonly tempo: Tempo
  readonly measures: Measures
  readonly admission: 'open' | 'reviewed'
  readonly perMinute: () => number
  readonly asksPerPerson: number
  readonly participants: () => Iterable<Screen>
  readonly staff: () => Iterable<Screen>
}

export function ask(context: AskerContext): void {
  const { tempo, lines, screens } = context
  const own = lines.filter(({ bodyId }) => screens.some(({ person }) => person.bodyId === bodyId))
  const asks = new Map<Screen, number>()
  let next = 0
  tempo.loop(async () => {
    await tempo.pause((60_000 / context.perMinute()) * (0.6 + 0.8 * Math.random()))
    if (tempo.isStopped) return
    const isOwn = next < own.length
    const line = isOwn ? own[next] : lines[next % lines.length]
    next += 1
    const asker = line && findAsker(context, { line, isOwn, asks })
    if (!line || !asker) return
    asks.set(asker, (asks.get(asker) ?? 0) + 1)
    void askOne(context, { line, asker, payload: isOwn ? line.payload : likewise(line, next) })
  })
  tempo.loop(async () => {
    await tempo.think(3)
    await tellMore(context)
  })
}

type Choice = { readonly line: Line; readonly isOwn: boolean; readonly asks: ReadonlyMap<Screen, number> }

function findAsker(
  { screens, asksPerPerson }: AskerContext,
  { line, isOwn, asks }: Choice,
): Screen | undefined {
  const may = screens.filter(
    (screen) =>
      screen.isLive &&
      (asks.get(screen) ?? 0) < asksPerPerson &&
      (isOwn ? screen.person.bodyId === line.bodyId : screen.person.bodyId === undefined),
  )
  return oneOf(may)
}

/** The same matter in another office. */
const likewise = ({ payload }: Line, n: number): AskPayload => ({
  ...payload,
  title: `${payload.title.slice(0, limits.titleLength - 12)} (caso ${n})`,
})

async function askOne(
  context: AskerContext,
  { line, asker, payload }: { line: Line; asker: Screen; payload: AskPayload },
): Promise<void> {
  const { board, measures, admission } = context
  const atStaff = measures.begin('ask to last staff screen', context.staff())
  const atAll =
    admission === 'open' ? measures.begin('ask to last screen', context.participants()) : undefined
  const askedAt = performance.now()
  const answer = await asker.call('question:ask', payload)
  if (!answer.ok) return
  const acknowledgedAt = performance.now()
  measures.take('ask to acknowledgement', acknowledgedAt - askedAt)
  const { questionId, number } = answer.result as { questionId: string; number: string }
  board.add({ questionId, number, line, asker, seq: answer.seq, askedAt, acknowledgedAt })
  atStaff.about(`staff ${questionId}`)
  atAll?.about(questionId)
}

/** The asker's screen shows that an expert waits for them. */
async function tellMore({ board }: AskerContext): Promise<void> {
  for (const { questionId, asker, line } of board.list()) {
    if (line.triage !== 'ask_integration' || !asker.isLive) continue
    const view = asker.store.find('question', questionId)
    if (view?.step !== 'waiting' || !board.take(`told more ${questionId}`)) continue
    const text = 'Profilo di istruttore, a tempo indeterminato e a tempo pieno; contratto Funzioni locali.'
    await asker.call('question:inform', { questionId, text })
  }
}
