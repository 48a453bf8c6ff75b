/**
 * One connection to the server that is made again for ever: after growing waits, and at once when the page is looked at
 * or the network is back. Knows nothing of sessions.
 */

import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import type { ClientToServer, ServerToClient } from '../../server/contract/socket.ts'
import { PROTOCOL } from '../../server/contract/version.ts'
import { RECONNECT, waitMs } from './backoff.ts'
import type { Random, Timers } from './surroundings.ts'

export type LineSocket = Socket<ServerToClient, ClientToServer>

export type Dial = (url: string, options: Partial<ManagerOptions & SocketOptions>) => LineSocket

export type LineContext = {
  readonly url: string
  /** What a program shows instead of a browser's cookie. */
  readonly token?: string | undefined
  readonly timers: Timers
  readonly random: Random
  readonly connectTimeoutMs: number
  /** Socket.IO's own, if nothing else is given. */
  readonly dial?: Dial | undefined
}

export type LineEvents = {
  readonly onUp: () => void
  readonly onDown: () => void
  /** The server said no at the door, with its code if it gave one. */
  readonly onRefused: (code: string | undefined) => void
}

export class Line {
  readonly socket: LineSocket
  readonly #context: LineContext
  readonly #events: LineEvents
  #isOpen = false
  #tries = 0
  #cancelWait: (() => void) | undefined

  constructor(context: LineContext, events: LineEvents) {
    this.#context = context
    this.#events = events
    const dial = context.dial ?? io
    this.socket = dial(context.url, {
      autoConnect: false,
      forceNew: true,
      // Ours never gives up, and comes back where Socket.IO's own does not: after the server's `disconnect()`.
      reconnection: false,
      timeout: context.connectTimeoutMs,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      withCredentials: true,
      auth: { protocol: PROTOCOL.current, ...(context.token === undefined ? {} : { token: context.token }) },
    })
    this.socket.on('connect', () => this.#up())
    this.socket.on('disconnect', () => this.#down())
    this.socket.on('connect_error', (error) => this.#refused(error))
  }

  open(): void {
    if (this.#isOpen) return
    this.#isOpen = true
    this.socket.connect()
  }

  close(): void {
    this.#isOpen = false
    this.#cancelWait?.()
    this.socket.disconnect()
  }

  /** This line is of no use any more: make another. */
  drop(): void {
    if (this.socket.connected) this.socket.disconnect()
    else if (this.#isOpen && !this.#cancelWait) this.#again()
  }

  /** Somebody looks, or the network is back: don't wait out the wait. */
  hurry(): void {
    if (!this.#isOpen || this.socket.connected || !this.#cancelWait) return
    this.#tries = 0
    this.#connect()
  }

  /** What was reached answers as it should: the next loss begins with short waits. */
  isGood(): void {
    this.#tries = 0
  }

  #up(): void {
    this.#cancelWait?.()
    this.#cancelWait = undefined
    this.#events.onUp()
  }

  #down(): void {
    this.#events.onDown()
    this.#again()
  }

  #refused(error: Error): void {
    // The server's code, or the transport's own prose.
    this.#events.onRefused(/^[a-z]+\/[a-z-]+$/i.test(error.message) ? error.message : undefined)
    this.#again()
  }

  #again(): void {
    if (!this.#isOpen) return
    this.#cancelWait?.()
    const { timers, random } = this.#context
    this.#cancelWait = timers.after(waitMs(RECONNECT, this.#tries, random), () => this.#connect())
    this.#tries += 1
  }

  #connect(): void {
    this.#cancelWait?.()
    this.#cancelWait = undefined
    if (this.#isOpen && !this.socket.connected) this.socket.connect()
  }
}
