/** What every part of the expert's desk is given: the session, who reads it, where they are, and how they are told things. */
import type { ReadonlySignal, Signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { must } from '../../../server/domain/assert.ts'
import type { LegalReference } from '../../../server/domain/commands.ts'
import type { View } from '../../../server/domain/views.ts'
import type { Me } from '../../state/account.ts'
import type { Theme, Topic } from '../../state/catalogue.ts'
import type { DeskPlace } from '../../state/desk/place.ts'
import type { Looks } from '../../state/present.ts'
import type { SessionState } from '../../state/session.ts'
import type { Answer, ClientCommand, Payload } from '../../sync/command-types.ts'
import type { Announcer } from '../../ui/announcer/create-announcer.ts'

/** The form that is open beside an item, if any. */
export type ActionName =
  | 'askMore'
  | 'park'
  | 'handOver'
  | 'takeOver'
  | 'refuse'
  | 'redirect'
  | 'classify'
  | 'split'
  | 'note'
  | 'sendBack'
  | 'recheck'
  | 'withdraw'

export type Colleague = { readonly actorId: string; readonly name: string; readonly role: string }

/** What was done, for ten seconds; with how to take it back where that can be done. */
export type Done = { readonly message: string; readonly undo?: () => void }

export type Desk = {
  readonly session: View<'session'>
  readonly state: SessionState
  readonly me: Me
  readonly colleagues: ReadonlyMap<string, Colleague>
  readonly topics: ReadonlyMap<string, Topic>
  readonly themes: ReadonlyMap<string, Theme>
  readonly place: DeskPlace
  /** Goes to another place; what isn't named stays. */
  readonly go: (to: Partial<DeskPlace>, options?: { replace?: boolean }) => void
  readonly addressOf: (to: Partial<DeskPlace>) => string
  readonly call: <T extends ClientCommand>(type: T, payload: Payload<T>) => Promise<Answer>
  readonly letters: boolean
  readonly announcer: Announcer
  /** Which form is open, and what stands in it at first. */
  readonly action: Signal<{ readonly name: ActionName; readonly text?: string } | null>
  readonly done: ReadonlySignal<Done | null>
  readonly report: (done: Done) => void
  /** Who has which item before them now. */
  readonly looks: ReadonlySignal<Looks>
  /** Open items whose titles say nearly the same, by item. */
  readonly suspects: ReadonlySignal<ReadonlyMap<string, readonly string[]>>
  /** Something was typed into the answer that is open. */
  readonly wrote: () => void
  /** Changes once a minute: for ages, which nobody reads to the second. */
  readonly minute: ReadonlySignal<number>
  /** The free items in the order in which they are shown, for the next one after sending. */
  readonly freeIds: Signal<readonly string[]>
  /** The item that was taken here last: its first field gets the focus when it is there. */
  readonly taken: Signal<string | null>
  /** The question that is shown beside the one that is open. */
  readonly compared: Signal<string | null>
  /** A reference that was chosen elsewhere, for the answer that is being written. */
  readonly toCite: Signal<LegalReference | null>
  /** Counts the local copies that were dropped on purpose, so that what depends on them looks again. */
  readonly dropped: Signal<number>
  /** Why something that was tried with an item came too late. */
  readonly conflict: Signal<{ readonly itemId: string; readonly sentence: string } | null>
}

export const DeskContext = createContext<Desk | undefined>(undefined)

export const useDesk = (): Desk => must(useContext(DeskContext), 'a part of the desk is inside its context')

/** `P. Neri`: a colleague by initial and family name; what nobody here knows is a colleague all the same. */
export function nameOf(desk: Pick<Desk, 'colleagues'>, actorId: string | null): string | undefined {
  const name = actorId === null ? undefined : desk.colleagues.get(actorId)?.name
  if (name === undefined) return undefined
  const parts = name.split(/\s+/)
  const family = parts.slice(1).join(' ')
  return family === '' ? name : `${name.slice(0, 1)}. ${family}`
}
