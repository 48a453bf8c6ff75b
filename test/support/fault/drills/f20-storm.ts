/** F20: the only process is killed with three thousand lines on it; it comes back, and so does everybody. */
import { until } from '../../../../scripts/fault/until.ts'
import type { Drill } from '../drill.ts'
import { onStage } from '../stage.ts'

const PEOPLE = 10
const LINES = 3_000
/** What must fail need not fail three thousand times. */
const MUTANT_LINES = 100
const BACK_WITHIN_MS = 90_000
const MUTANT_MS = 12_000

const storm: Drill['run'] = (given) => {
  const lines = given.isMutant ? MUTANT_LINES : LINES
  const withinMs = given.isMutant ? MUTANT_MS : BACK_WITHIN_MS
  const limits = { socketsPerAccount: LINES }
  return onStage({ ...given, participants: PEOPLE, limits }, async (stage) => {
    const { clients, day } = stage
    for (let n = 0; n < lines; n += 1) {
      const person = day.participants[n % PEOPLE]
      if (person) stage.arrive(person, 'participant')
    }
    const areLive = () => clients.every(({ net, store }) => net.status.line === 'live' && store.isComplete)
    await until('all are in', areLive, withinMs)
    stage.proxy.leadTo(null)
    await stage.server.kill('SIGKILL')
    await until('all have noticed', () => clients.every(({ net }) => net.status.line !== 'live'), withinMs)
    const startedAt = performance.now()
    await stage.start()
    await until('all are back', areLive, withinMs)
    console.log(`${lines} lines were back after ${Math.round(performance.now() - startedAt)} ms`)
    const [first] = clients
    const words = { title: 'Una', text: 'Si può?', topicId: 'T1.01', shown: 'body' as const }
    if (!(await first?.give('question:ask', words))?.ok) stage.faults.push('nothing was tried')
    const shown = () => clients.every(({ store }) => store.rows('question').size === 1)
    await until('R4 everybody sees what comes next', shown, withinMs)
    const heads = () => new Set(clients.map(({ store }) => store.cursor?.seq)).size
    await until('R4 all are at the head', () => heads() === 1, withinMs)
  })
}

export const drills: readonly Drill[] = [
  {
    fault: 'F20',
    rules: 'R4 R5',
    what: 'killed with 3,000 lines on it: all come back, none is lost',
    run: storm,
    mutants: [
      {
        name: 'a device that is refused once gives up',
        edits: [
          {
            file: 'client/sync/line.ts',
            from: 'error.message : undefined)\n    this.#again()',
            to: 'error.message : undefined)',
          },
        ],
        breaks: /all are back/,
      },
    ],
  },
]
