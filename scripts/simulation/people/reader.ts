/** Readers, all together: they read, vote and follow, lose their line, close the page and come back to it. */
import type { View } from '../../../server/domain/views.ts'
import type { Cast } from '../cast.ts'
import type { Screen } from '../screen.ts'
import { oneOf, type Tempo } from '../tempo.ts'
import type { Watch } from '../watch.ts'

export type ReaderContext = {
  readonly cast: Cast
  readonly screens: readonly Screen[]
  readonly tempo: Tempo
  readonly watch: Watch
  readonly counts: ReaderCounts
}

export type ReaderCounts = { votes: number; follows: number; reads: number; drops: number; returns: number }

/** How often each reader does it, a minute, at a person's tempo. */
const PER_MINUTE = { vote: 0.6, follow: 0.1, read: 0.15, drop: 0.08, leave: 0.04 } as const
/** However many readers there are, no more pages than these are asked for. */
const READS_PER_MINUTE_MAX = 120
const AWAY_SECONDS = 12

export function readAndVote(context: ReaderContext): void {
  const { screens, tempo, counts } = context
  const often = (
    perReader: number,
    act: (screen: Screen) => Promise<void>,
    most = Number.POSITIVE_INFINITY,
  ) => {
    const perMinute = Math.min(most, (perReader * screens.length) / tempo.factor)
    tempo.loop(async () => {
      await tempo.pause((60_000 / perMinute) * (0.5 + Math.random()))
      const screen = oneOf(screens)
      if (!tempo.isStopped && screen?.isLive) await act(screen)
    })
  }
  often(PER_MINUTE.vote, async (screen) => {
    const view = oneOf(open(screen))
    if (!view) return
    void screen.call('question:vote', { questionId: view.id, on: Math.random() < 0.9 })
    counts.votes += 1
  })
  often(PER_MINUTE.follow, async (screen) => {
    const view = oneOf(open(screen))
    if (!view) return
    void screen.call('question:follow', { questionId: view.id, on: true })
    counts.follows += 1
  })
  often(PER_MINUTE.read, (screen) => readPage(context, screen), READS_PER_MINUTE_MAX)
  often(PER_MINUTE.drop, async (screen) => {
    screen.drop()
    counts.drops += 1
  })
  often(PER_MINUTE.leave, async (screen) => {
    if (screen.pending > 0) return
    screen.leave()
    void tempo.think(AWAY_SECONDS).then(() => {
      screen.open()
      counts.returns += 1
    })
  })
}

/** What a reader of somebody else's body may vote for. */
const open = (screen: Screen): View<'question'>[] =>
  [...screen.store.rows('question').values()].filter(
    (view) => (view.status === 'published' || view.status === 'beingAnswered') && !('shown' in view),
  )

async function readPage({ cast, tempo, watch, counts }: ReaderContext, screen: Screen): Promise<void> {
  const view = oneOf([...screen.store.rows('question').values()])
  if (!view) return
  const address = `${cast.url}/api/sessions/${cast.sessionId}/questions/${view.id}`
  try {
    const answer = await fetch(address, { headers: { authorization: `Bearer ${screen.person.token}` } })
    watch.words(`a participant's page of ${view.number}`, await answer.text())
    counts.reads += 1
  } catch (error) {
    // A server that can't be reached for a moment is what drops are about; the screen shows whether it came back.
    if (!tempo.isStopped && !(error instanceof TypeError)) throw error
  }
}
