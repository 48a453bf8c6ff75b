/**
 * At the end of a day: every screen against a fresh one of the same person, and what was acknowledged against what
 * there is. It changes nothing.
 */
import type { ViewStore } from '../../client/sync/view-store.ts'
import { ENTITIES } from '../../server/domain/rows.ts'
import type { View } from '../../server/domain/views.ts'
import type { Asked, Board } from './board.ts'
import type { Cast, Person } from './cast.ts'
import { SECOND } from './lines.ts'
import { newNet, type Screen } from './screen.ts'
import { cookieOfPass, openWall, type Wall } from './wall.ts'
import { type Watch, WatchedStore } from './watch.ts'

const AT_ONCE = 30
const FRESH_WITHIN_MS = 60_000
/** A screen may be a moment behind, or somebody else may still be at work: it is looked at again so often. */
const LOOKS = 8
const BETWEEN_LOOKS_MS = 500

export type Comparing = { readonly cast: Cast; readonly watch: Watch }

export async function compareScreens(comparing: Comparing, screens: readonly Screen[]): Promise<void> {
  const left = [...screens]
  const next = async (): Promise<void> => {
    for (let screen = left.pop(); screen; screen = left.pop()) {
      const { person, store } = screen
      await compare(comparing, {
        store,
        name: `${person.role} ${person.name}`,
        fresh: () => freshOf(comparing, person),
      })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
}

export const compareWall = (comparing: Comparing, wall: Wall): Promise<void> =>
  compare(comparing, {
    store: wall.store,
    name: 'the wall',
    fresh: async () => {
      const { cast, watch } = comparing
      const other = openWall(cast, await cookieOfPass(cast.url, cast.pass ?? ''), watch)
      await whole(other.store)
      other.close()
      return other.store
    },
  })

type Compared = {
  readonly store: ViewStore
  readonly name: string
  readonly fresh: () => Promise<ViewStore>
}

async function compare({ watch }: Comparing, { store, name, fresh }: Compared): Promise<void> {
  let found: Difference[] = []
  for (let look = 0; look < LOOKS; look += 1) {
    found = differences(store, await fresh())
    if (found.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS))
  }
  for (const { fault, what } of found) watch.fault(fault, `${name}: ${what}`)
}

type Difference = { readonly fault: 'missing' | 'wrongRole'; readonly what: string }

function differences(shown: ViewStore, fresh: ViewStore): Difference[] {
  const found: Difference[] = []
  for (const entity of ENTITIES) {
    const rows = shown.rows(entity) as ReadonlyMap<string, View>
    const expected = fresh.rows(entity) as ReadonlyMap<string, View>
    for (const [id, view] of expected) {
      const has = rows.get(id)
      if (!isSame(has, view))
        found.push({ fault: 'missing', what: `${entity} ${id} ${has ? 'is old' : 'is not there'}` })
    }
    for (const id of rows.keys())
      if (!expected.has(id)) found.push({ fault: 'wrongRole', what: `${entity} ${id} is still there` })
  }
  return found
}

const isSame = (one: View | undefined, two: View): boolean =>
  one === two || JSON.stringify(one) === JSON.stringify(two)

/** What somebody is shown who opens the page now. */
async function freshOf({ cast, watch }: Comparing, person: Person): Promise<ViewStore> {
  const store = new WatchedStore(watch, person.role)
  const net = newNet(cast.url, person.token)
  try {
    net.enter({ sessionId: cast.sessionId, as: person.role, store })
    await whole(store)
  } finally {
    net.close()
  }
  return store
}

async function whole(store: ViewStore): Promise<void> {
  const end = performance.now() + FRESH_WITHIN_MS
  while (!store.isComplete) {
    if (performance.now() > end) throw new Error('a fresh screen got no snapshot')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** What was acknowledged before another was asked stands before it in the log, and has the lower number. */
export function checkOrder(watch: Watch, asked: Iterable<Placed>): void {
  const byPlace = [...asked].toSorted((one, two) => one.seq - two.seq)
  const counterOf = ({ number }: Placed) => Number(number.slice(number.lastIndexOf('-') + 1))
  let earliestAcknowledged = Number.POSITIVE_INFINITY
  for (const [place, one] of [...byPlace.entries()].toReversed()) {
    const next = byPlace[place + 1]
    if (next && counterOf(one) >= counterOf(next))
      watch.fault('outOfOrder', `${next.number} comes after ${one.number} in the log`)
    // Whoever stands later must not have been acknowledged before this one was even asked.
    if (earliestAcknowledged < one.askedAt)
      watch.fault('outOfOrder', `${one.number} was asked after a later one was acknowledged`)
    earliestAcknowledged = Math.min(earliestAcknowledged, one.acknowledgedAt)
  }
}

type Placed = Pick<Asked, 'number' | 'seq' | 'askedAt' | 'acknowledgedAt'>

/** Each acknowledged question is there once, under its own number, and nobody has more than they asked. */
export function checkAcknowledged(
  watch: Watch,
  { board, before, moderator }: { board: Board; before: ReadonlySet<string>; moderator: ViewStore },
): { answered: number } {
  const numbers = new Set<string>()
  const byAsker = new Map<string, number>()
  for (const view of moderator.rows('question').values()) {
    if (numbers.has(view.number)) watch.fault('repeated', `the number ${view.number} was given twice`)
    numbers.add(view.number)
    if (before.has(view.id)) continue
    const isPart = board.find(view.id) === undefined && (view.title ?? '').endsWith(SECOND)
    if ('askerId' in view && view.askerId && !isPart)
      byAsker.set(view.askerId, (byAsker.get(view.askerId) ?? 0) + 1)
  }
  const acknowledged = new Map<string, number>()
  let answered = 0
  for (const { questionId, line, asker } of board.list()) {
    const view = moderator.find('question', questionId)
    if (!view) watch.fault('missing', `${line.id} was acknowledged and is not there`)
    if (view && view.answerId !== null) answered += 1
    const { actorId } = asker
    if (actorId !== null) acknowledged.set(actorId, (acknowledged.get(actorId) ?? 0) + 1)
  }
  for (const [actorId, asked] of acknowledged) {
    const there = byAsker.get(actorId) ?? 0
    if (there > asked) watch.fault('repeated', `${there} questions of somebody who asked ${asked}`)
  }
  return { answered }
}
