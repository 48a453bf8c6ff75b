/**
 * Plain WebSocket edge: the public view of a session, read only, for walls, overlays and third parties in any language.
 * A message is `{"type":"snapshot",…}` or `{"type":"frame",…}`; anything that a reader sends ends the line with 1008.
 */

import type {} from '@fastify/swagger'
import type {} from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { Clock } from './adapters/clock.ts'
import type { Cursor, Frame, PresencePush } from './contract/socket.ts'
import { limits } from './domain/limits.ts'
import type { Broadcast, Connection } from './rooms/frames.ts'
import type { Rooms } from './rooms/rooms.ts'

const POLICY_VIOLATION = 1008
const TRY_AGAIN = 1013

/** The pass that the line hangs on, if it is one. */
export type FeedRight = { readonly passId: string | null }

export type FeedContext = {
  readonly rooms: Rooms
  readonly clock: Clock
  /** By what the request may read a session that isn't public: an account, a wall's pass, or nothing. */
  readonly rightOf: (request: FastifyRequest, sessionId: string) => Promise<FeedRight | null>
  readonly onBug?: ((error: unknown, where: string) => void) | undefined
}

/** Lines by session, so that one text serves them all. */
export class Feed {
  readonly #lines = new Map<string, Map<string, WebSocket>>()
  readonly #context: FeedContext
  readonly #byPass = new Map<string, Set<WebSocket>>()
  #made = 0

  constructor(context: FeedContext) {
    this.#context = context
  }

  readonly broadcast: Broadcast = ({ sessionId }, frame) => {
    const lines = this.#lines.get(sessionId)
    if (!lines) return
    const text = messageOf(frame)
    const counts = this.#context.rooms.peek(sessionId)?.room.counts
    counts?.sent('feed', { bytes: Buffer.byteLength(text), lines: lines.size })
    for (const line of lines.values()) if (!send(line, text) && counts) counts.cuts.buffered += 1
  };

  /** Every open line. */
  *lines(): Generator<WebSocket> {
    for (const lines of this.#lines.values()) yield* lines.values()
  }

  route(app: FastifyInstance): void {
    app.get<{ Params: { id: string }; Querystring: { cursor?: string } }>(
      '/feed/v1/sessions/:id',
      { websocket: true, schema: { hide: true } },
      (line, request) =>
        void this.#serve(line, request).catch((error) => {
          this.#context.onBug?.(error, 'feed')
          line.close(TRY_AGAIN)
        }),
    )
  }

  async #serve(line: WebSocket, request: FastifyRequest): Promise<void> {
    // Listening begins before anything is awaited: what comes meanwhile is a violation too.
    line.on('message', () => line.close(POLICY_VIOLATION, 'read only'))
    line.on('error', () => line.terminate())
    const { id } = request.params as { id: string }
    const open = await this.#context.rooms.findNewest(id)
    const isPublic = open?.room.state.session.visibility === 'public'
    const right = isPublic ? { passId: null } : await this.#context.rightOf(request, id)
    if (!open || !right) {
      line.close(POLICY_VIOLATION, open ? 'login/needed' : 'session/not-found')
      return
    }
    if (line.readyState !== line.OPEN) return
    const connection = this.#connection(line, id)
    const { resumed, snapshot } = open.frames.enter(connection, cursorOf(request))
    this.#keep(id, connection.id, line)
    this.#hang(right, line)
    line.on('pong', () => {
      connection.reportedAt = this.#context.clock.now()
    })
    line.on('close', () => {
      open.frames.leave(connection)
      this.#drop(id, connection.id)
    })
    if (resumed) connection.send(resumed)
    for (const { shared, own } of snapshot ?? [])
      send(line, `{"type":"snapshot","now":${this.#context.clock.now()},${shared.text}${own}`)
  }

  /** About how many are connected, for whoever shows it; one who comes later is told with the next change. */
  present(sessionId: string, people: PresencePush['people']): void {
    const text = JSON.stringify({ type: 'presence', people })
    for (const line of this.#lines.get(sessionId)?.values() ?? []) send(line, text)
  }

  /** Passes that were taken back take their walls along. */
  endPasses(passIds: ReadonlySet<string>): void {
    for (const passId of passIds) {
      for (const line of this.#byPass.get(passId) ?? []) line.close(POLICY_VIOLATION, 'pass/not-valid')
    }
  }

  #hang({ passId }: FeedRight, line: WebSocket): void {
    if (passId === null) return
    const lines = this.#byPass.get(passId) ?? new Set<WebSocket>()
    this.#byPass.set(passId, lines.add(line))
    line.on('close', () => {
      lines.delete(line)
      if (lines.size === 0) this.#byPass.delete(passId)
    })
  }

  /** Alive by ping: the pong counts as the reader's report. */
  ping(): void {
    for (const lines of this.#lines.values()) for (const line of lines.values()) line.ping()
  }

  #connection(line: WebSocket, sessionId: string): Connection {
    this.#made += 1
    return {
      id: `feed-${this.#made}`,
      reader: { as: 'feed', actorId: null, bodyId: null },
      pos: 0,
      reportedAt: 0,
      send: (frame) => {
        const text = messageOf(frame)
        this.#context.rooms.peek(sessionId)?.room.counts.ownFrameBytes.feed.add(Buffer.byteLength(text))
        send(line, text)
      },
      cut: () => line.terminate(),
    }
  }

  #keep(sessionId: string, id: string, line: WebSocket): void {
    const lines = this.#lines.get(sessionId) ?? new Map<string, WebSocket>()
    this.#lines.set(sessionId, lines.set(id, line))
  }

  #drop(sessionId: string, id: string): void {
    const lines = this.#lines.get(sessionId)
    lines?.delete(id)
    if (lines?.size === 0) this.#lines.delete(sessionId)
  }
}

const messageOf = (frame: Frame): string => `{"type":"frame",${JSON.stringify(frame).slice(1)}`

/** A reader who doesn't keep up is cut, not buffered: they come back with their cursor. Says whether they did. */
function send(line: WebSocket, text: string): boolean {
  if (line.readyState !== line.OPEN) return true
  if (line.bufferedAmount > limits.bufferedBytes) {
    line.terminate()
    return false
  }
  line.send(text)
  return true
}

/** `?cursor=SEQ.HASH`, as the last frame said it; anything else is no cursor. */
function cursorOf(request: FastifyRequest): Cursor | undefined {
  const { cursor } = request.query as { cursor?: string }
  const match = /^(\d{1,15})\.([0-9a-f]{8})$/.exec(cursor ?? '')
  return match ? { seq: Number(match[1]), hash: match[2] ?? '' } : undefined
}
