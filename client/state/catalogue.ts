/** The sessions of the edition with their themes and topics, as the server last listed them. Knows no rows inside one. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { SessionsAnswer } from '../../server/contract/reads.ts'
import type { FailureCode } from '../sync/device-codes.ts'
import type { KeptStorage } from '../sync/kept-storage.ts'
import type { ServerClock } from '../sync/server-clock.ts'
import type { Timers } from '../sync/surroundings.ts'
import type { Api } from './api.ts'

export type Catalogue = Pick<SessionsAnswer, 'sessions' | 'themes' | 'topics'>
export type Theme = Catalogue['themes'][number]
export type Topic = Catalogue['topics'][number]

export type CatalogueState = {
  /** Undefined before the first answer; afterwards fresh to the minute while somebody looks. */
  readonly catalogue: ReadonlySignal<Catalogue | undefined>
  /** Why the last asking failed; null where it went well. */
  readonly failure: ReadonlySignal<FailureCode | null>
  /** Of when it is, by the server's time. */
  readonly asOf: ReadonlySignal<number | null>
  /** What this device had kept, until the server has answered: something may be missing in it. */
  readonly isKept: ReadonlySignal<boolean>
  load(): Promise<void>
  /** Shows what this device kept, if nothing better is there. */
  restore(): Promise<void>
}

const EVERY_MS = 60_000

const NAME = 'catalogue'

type CatalogueContext = {
  readonly api: Api
  readonly clock: ServerClock
  readonly timers: Timers
  readonly kept: KeptStorage
  /** Told when the page is looked at again, or the network is back. */
  readonly onWake: (listener: () => void) => () => void
}

export function createCatalogue({ api, clock, timers, kept, onWake }: CatalogueContext): CatalogueState {
  let stop = () => {}
  const asOf = signal<number | null>(null)
  const isKept = signal(false)
  const failure = signal<FailureCode | null>(null)
  const catalogue = signal<Catalogue | undefined>(undefined, {
    watched: () => void turn(),
    unwatched: () => stop(),
  })
  let loading: Promise<void> | undefined
  const load = (): Promise<void> => {
    loading ??= ask().finally(() => {
      loading = undefined
    })
    return loading
  }
  const ask = async () => {
    const sentAt = clock.local
    const answer = await api.get<SessionsAnswer>('/api/sessions')
    failure.value = answer.ok ? null : answer.code
    if (!answer.ok) return
    clock.answered(answer.now, sentAt)
    const { sessions, themes, topics } = answer
    const next = { sessions, themes, topics }
    asOf.value = answer.now
    isKept.value = false
    void kept.write(NAME, { at: answer.now, value: next })
    // What has not changed is the same object, so that nothing is drawn anew.
    if (JSON.stringify(next) !== JSON.stringify(catalogue.peek())) catalogue.value = next
  }
  const turn = (): Promise<void> => {
    stop()
    stop = timers.after(EVERY_MS, () => void turn())
    return load()
  }
  const restore = async () => {
    const record = await kept.read(NAME)
    if (!record || catalogue.peek() !== undefined) return
    asOf.value = record.at
    isKept.value = true
    catalogue.value = record.value as Catalogue
  }
  onWake(() => {
    if (failure.peek() !== null) void turn()
  })
  return { catalogue, failure, asOf, isKept, load, restore }
}
