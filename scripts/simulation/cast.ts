/** Who takes part in a simulated day, where it is, and as what each enters it. */
import type { EnterRequest } from '../../server/contract/socket.ts'

export type Person = {
  readonly role: EnterRequest['as']
  readonly token: string
  readonly name: string
  /** Of an official of the content: the body whose questions are theirs to ask. */
  readonly bodyId?: string | undefined
  /** Of an expert of the content: what they answer; all of it where it isn't said. */
  readonly topics?: ReadonlySet<string> | undefined
}

export type Cast = {
  /** The server's address, without a slash at its end. */
  readonly url: string
  readonly sessionId: string
  readonly admission: 'open' | 'reviewed'
  readonly people: readonly Person[]
  /** Reads what the server's process has cost. */
  readonly administratorToken: string
  /** Exchanged for the cookie with which a wall opens its feed. */
  readonly pass?: string | undefined
}

export const ofRole = ({ people }: Cast, role: Person['role']): Person[] =>
  people.filter((person) => person.role === role)
