/** Who is at the page: the server's word, and until it comes the last one that this device heard. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { MeAnswer } from '../../server/contract/rest.ts'
import type { Actor, Grant } from '../../server/domain/permissions.ts'
import type { FailureCode } from '../sync/device-codes.ts'
import type { ServerClock } from '../sync/server-clock.ts'
import type { DeviceStorage } from '../sync/surroundings.ts'
import type { Api } from './api.ts'

export type Me = NonNullable<MeAnswer['me']>

/** The reader as the rules know somebody: for what a page offers. What counts is what the server says. */
export const actorOf = (me: Me): Actor => ({
  id: me.actorId,
  kind: 'person',
  body: null,
  office: me.office,
  grants: me.grants as readonly Grant[],
})

export type Account = {
  /** Null is nobody; undefined is not known yet. */
  readonly me: ReadonlySignal<Me | null | undefined>
  /** Where codes can be read on this machine, in demo and development alone. */
  readonly outboxPath: ReadonlySignal<string | null>
  /** Asks the server; gives why it could not be asked. Without a line the last known stays. */
  load(): Promise<FailureCode | null>
  /** Signed out: at once, before the server is asked. */
  forget(): void
}

const NAME = 'quesiti:me'

export type AccountContext = {
  readonly api: Api
  readonly storage: DeviceStorage
  readonly clock: ServerClock
}

export function createAccount({ api, storage, clock }: AccountContext): Account {
  const me = signal<Me | null | undefined>(remembered(storage))
  const outboxPath = signal<string | null>(null)
  let asked = 0

  const take = (next: Me | null) => {
    if (next) remember(storage, next)
    else storage.removeItem(NAME)
    // The same person is the same object, so that nothing is drawn anew.
    if (JSON.stringify(next) !== JSON.stringify(me.peek())) me.value = next
  }

  return {
    me,
    outboxPath,
    load: async () => {
      asked += 1
      const turn = asked
      const sentAt = clock.local
      const answer = await api.get<MeAnswer>('/api/me')
      if (turn !== asked) return null
      if (!answer.ok) {
        if (answer.code === 'login/needed') take(null)
        return answer.code
      }
      clock.answered(answer.now, sentAt)
      outboxPath.value = answer.outbox
      take(answer.me)
      return null
    },
    forget: () => {
      asked += 1
      take(null)
    },
  }
}

function remembered(storage: DeviceStorage): Me | undefined {
  try {
    const me: Me | null = JSON.parse(storage.getItem(NAME) ?? 'null')
    return typeof me?.actorId === 'string' ? me : undefined
  } catch {
    return undefined
  }
}

function remember(storage: DeviceStorage, me: Me): void {
  try {
    storage.setItem(NAME, JSON.stringify(me))
  } catch {
    // A full device only means that the next page without a line doesn't know who reads it.
  }
}
