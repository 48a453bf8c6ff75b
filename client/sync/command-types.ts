/** What is known of commands before they are sent: which wait for the line, which go now or never, which in order. */
import type { ClientCommand } from '../../server/contract/commands.ts'
import type { CommandAck } from '../../server/contract/socket.ts'
import type { Payloads } from '../../server/domain/commands.ts'
import type { DeviceCode, FailureCode } from './device-codes.ts'

export type { ClientCommand }
export type Payload<T extends ClientCommand = ClientCommand> = Payloads[T]

/** A command's definite answer, or that the device gave up on one that is now or never. */
export type Answer = CommandAck | DeviceFailure
export type DeviceFailure = {
  readonly ok: false
  readonly code: DeviceCode
  readonly details?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Of use at this moment alone: to take an item, or to close a day, an hour later is not what was meant. All others are
 * kept on the device until the server has answered.
 */
const MOMENTARY: ReadonlySet<ClientCommand> = new Set<ClientCommand>([
  'item:claim',
  'item:renew',
  'item:takeOver',
  'draft:save',
  'session:open',
  'session:start',
  'session:stop',
  'session:close',
  'session:archive',
  'session:reopen',
  'session:extend',
  'session:pause',
  'session:hold',
  'session:announce',
  'session:unannounce',
  'participant:mute',
  'participant:unmute',
])

export const isKeptByDefault = (type: ClientCommand): boolean => !MOMENTARY.has(type)

/** Nothing was decided: the same key is sent again. */
const AGAIN: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'command/retry',
  'command/too-many',
  'service/unavailable',
])

/** Nothing was decided, and nothing will be on this line: it waits until the session is entered anew. */
const NEXT_LINE: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'connection/not-entered',
  'connection/too-old',
  'login/needed',
])

export type Verdict = 'definite' | 'again' | 'nextLine'

export function verdictOf(answer: CommandAck | null): Verdict {
  if (answer === null) return 'again'
  if (answer.ok) return 'definite'
  if (AGAIN.has(answer.code)) return 'again'
  return NEXT_LINE.has(answer.code) ? 'nextLine' : 'definite'
}

/** Commands about the same thing keep their order: the next goes when the one before has its answer. */
export function laneOf(command: {
  key: string
  sessionId: string
  type: ClientCommand
  payload: Payload
}): string {
  const { questionId, itemId, answerId, draftId } = command.payload as Partial<Record<string, string>>
  const about = questionId ?? itemId ?? answerId ?? draftId
  if (about !== undefined) return about
  return command.type.startsWith('session:') ? command.sessionId : command.key
}
