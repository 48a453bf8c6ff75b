/** Commands on their way, as the page shows them: pending, stored but not yet seen, and refusals nobody has heard. */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../server/contract/socket.ts'
import type { DeviceFailure } from '../sync/command-types.ts'
import type { Outbox, PendingCommand } from '../sync/outbox.ts'

export type StoredCommand = { readonly command: PendingCommand; readonly seq: number }
export type Unheard = { readonly command: PendingCommand; readonly answer: Failure | DeviceFailure }

export type CommandsState = {
  /** Kept on this device, and not answered yet. */
  readonly pending: ReadonlySignal<readonly PendingCommand[]>
  /** Answered lately; its rows come with the log at `seq`. */
  readonly stored: ReadonlySignal<readonly StoredCommand[]>
  /** Refused after the page that gave them was reloaded. */
  readonly unheard: ReadonlySignal<readonly Unheard[]>
  dismiss(key: string): void
}

/** Enough for the moment between an answer and its rows. */
const STORED_MAX = 100

export function createCommandsState(outbox: Outbox): CommandsState {
  const pending = signal(outbox.list())
  const stored = signal<readonly StoredCommand[]>([])
  const unheard = signal<readonly Unheard[]>([])
  outbox.onChange(() => {
    pending.value = outbox.list()
  })
  outbox.onAnswer(({ command, answer, isOrphan }) => {
    batch(() => {
      pending.value = outbox.list()
      if (answer.ok) stored.value = [...stored.peek(), { command, seq: answer.seq }].slice(-STORED_MAX)
      else if (isOrphan) unheard.value = [...unheard.peek(), { command, answer }]
    })
  })
  return {
    pending,
    stored,
    unheard,
    dismiss: (key) => {
      unheard.value = unheard.peek().filter(({ command }) => command.key !== key)
    },
  }
}
