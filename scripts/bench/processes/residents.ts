/** Process: residents with a steady day's load, and the faults that people and their networks are. */
import { randomBytes } from 'node:crypto'
import { must } from '../../../server/domain/assert.ts'
import type { Call } from '../../fault/history.ts'
import { type Residence, Residents } from '../clients/residents.ts'
import { askPayload } from '../forum/commands-given.ts'
import { answer, needOpenFiles } from './child.ts'

export type Steady = { readonly asksPerMinute: number; readonly votesPerSecond: number }
export type Settled = { readonly waiting: number; readonly isIn: number; readonly behind: number }

const QUESTIONS = 20
const SETTLE_WITHIN_MS = 60_000
const GARBAGE = [
  '2["__proto__"]',
  '51-["x",{"_placeholder":true,"num":0}]',
  '2{"a":1}',
  '29999999999999[',
  '7',
  '2[null]',
]

let residents: Residents | undefined
let isWorking = false
const questions: Call[] = []
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const some = (share: number) =>
  Array.from({ length: must(residents).size }, (_, index) => index).filter(() => Math.random() < share)

let asked = 0
function ask(): Call {
  const people = must(residents)
  const call = people.give((asked * 37) % people.size, 'question:ask', askPayload(asked))
  asked++
  return call
}

let voted = 0
/** Each person votes on one question, and takes it back, in turn: what is kept of it doesn't grow. */
function vote(): void {
  const people = must(residents)
  const turn = Math.floor(voted / people.size)
  const index = voted % people.size
  voted++
  const result = questions[index % QUESTIONS]?.answer
  if (result?.ok)
    people.give(index, 'question:vote', {
      questionId: must(result.result as { questionId: string }).questionId,
      on: turn % 2 === 0,
    })
}

async function work({ asksPerMinute, votesPerSecond }: Steady): Promise<void> {
  const started = performance.now()
  for (let [asks, votes] = [0, 0]; isWorking; await pause(50)) {
    const seconds = (performance.now() - started) / 1_000
    for (; votes < seconds * votesPerSecond; votes++) vote()
    for (; asks < (seconds * asksPerMinute) / 60; asks++) ask()
  }
}

answer({
  open: async (residence: Residence): Promise<void> => {
    needOpenFiles(residence.people.length + 200)
    residents = new Residents(residence)
    while (residents.isIn < residents.size) await pause(50)
    for (let n = 0; n < QUESTIONS; n++) questions.push(ask())
    while (residents.waiting > 0) await pause(50)
  },
  work: (steady: Steady) => {
    isWorking = true
    void work(steady)
  },
  state: () => ({
    ...must(residents).counts,
    isIn: must(residents).isIn,
    commands: must(residents).calls.length,
  }),
  cut: (share: number): number => {
    const chosen = some(share)
    for (const index of chosen) must(residents).line(index)?.cut()
    return chosen.length
  },
  stopReading: async ({ count, ms }: { count: number; ms: number }): Promise<number> => {
    const lines = some(1)
      .slice(0, count)
      .flatMap((index) => must(residents).line(index) ?? [])
    for (const line of lines) line.pause()
    setTimeout(() => {
      for (const line of lines) line.resume()
    }, ms)
    return lines.length
  },
  garbage: (share: number): number => {
    const chosen = some(share)
    for (const [n, index] of chosen.entries())
      must(residents)
        .line(index)
        ?.send(GARBAGE[n % (GARBAGE.length + 1)] ?? randomBytes(200).toString('latin1'))
    return chosen.length
  },
  /** Nothing new is given; everything given is answered, everybody is at the head. */
  settle: async (): Promise<Settled> => {
    isWorking = false
    const people = must(residents)
    const isSettled = () =>
      people.waiting === 0 && people.isIn === people.size && people.at(people.head) === people.size
    for (const end = performance.now() + SETTLE_WITHIN_MS; !isSettled() && performance.now() < end; )
      await pause(100)
    return { waiting: people.waiting, isIn: people.isIn, behind: people.size - people.at(people.head) }
  },
  calls: (): readonly Call[] => must(residents).calls,
})
