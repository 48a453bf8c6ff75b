/**
 * Socket.IO edge: authenticate, parse, hand to the room, acknowledge; let readers in. Knows nothing about questions.
 */
import type { Clock } from './adapters/clock.ts'
import type { Counts } from './adapters/counts.ts'
import { Rates } from './adapters/rates.ts'
import { CLIENT_COMMANDS, type ClientCommand, commandSchemas } from './contract/commands.ts'
import {
  type CommandAck,
  commandKey,
  cursorReport,
  type EnterAck,
  type EnterRequest,
  enterRequest,
  envelope,
  type Failure,
  presenceReport,
} from './contract/socket.ts'
import { PROTOCOL } from './contract/version.ts'
import type { Command } from './domain/commands.ts'
import { limits } from './domain/limits.ts'
import { mayEnter } from './domain/permissions.ts'
import { type Account, emitFrame, type LiveServer, type LiveSocket, leave, roomName } from './lines.ts'
import { parse } from './parse.ts'
import { presenceFor, takePresence } from './presence.ts'
import { bufferedBytes, cutLine, writeShared } from './rooms/direct-adapter.ts'
import { Entrance } from './rooms/entrance.ts'
import type { Actors } from './rooms/flush.ts'
import type { Connection } from './rooms/frames.ts'
import type { Presence } from './rooms/presence.ts'
import type { Open, Rooms } from './rooms/rooms.ts'
import { UnderWay } from './under-way.ts'

export type LiveContext = {
  readonly rooms: Rooms
  readonly actors: Actors
  readonly clock: Clock
  /** From the handshake's cookie, or the token that a program gives in `auth`. */
  readonly identify: (from: {
    cookie: string | undefined
    token: string | undefined
  }) => Promise<Account | null>
  readonly onBug: (error: unknown, where: string) => void
  readonly counts?: Counts | undefined
  readonly presence?: Presence | undefined
}

/** Gives what is under way, for whoever looks after what never ends. */
export function live(io: LiveServer, context: LiveContext): UnderWay {
  const perAccount = new Map<string, number>()
  const rates = new Rates(context.clock)
  const entrance = new Entrance()
  const underWay = new UnderWay({ now: context.clock.now, onBug: context.onBug, counts: context.counts })
  io.use((socket, next) => {
    admit(socket as LiveSocket, context, perAccount).then(
      (code) => next(code === null ? undefined : new Error(code)),
      (error) => {
        context.onBug(error, 'handshake')
        next(new Error('internal'))
      },
    )
  })
  io.on('connection', (socket) =>
    serve(socket as LiveSocket, { ...context, rates, entrance, perAccount, underWay }),
  )
  return underWay
}

async function admit(
  socket: LiveSocket,
  context: LiveContext,
  perAccount: Map<string, number>,
): Promise<string | null> {
  const { headers, auth } = socket.handshake
  if (isTooOld(auth.protocol)) return 'connection/too-old'
  const token = typeof auth.token === 'string' ? auth.token : undefined
  const account = await context.identify({ cookie: headers.cookie, token })
  socket.data = { account, entered: null, underWay: 0 }
  if (!account) return null
  const open = perAccount.get(account.actorId) ?? 0
  return open >= limits.socketsPerAccount ? 'connection/too-many' : null
}

/** A client that doesn't say its version here says it where it enters. */
const isTooOld = (protocol: unknown): boolean =>
  protocol !== undefined && !(Number.isInteger(protocol) && Number(protocol) >= PROTOCOL.oldest)

type Serving = LiveContext & {
  rates: Rates
  entrance: Entrance
  perAccount: Map<string, number>
  underWay: UnderWay
}

function serve(socket: LiveSocket, context: Serving): void {
  const { account } = socket.data
  if (account) context.perAccount.set(account.actorId, (context.perAccount.get(account.actorId) ?? 0) + 1)
  socket.on('disconnect', () => {
    leave(socket)
    if (!account) return
    const left = (context.perAccount.get(account.actorId) ?? 1) - 1
    if (left > 0) context.perAccount.set(account.actorId, left)
    else context.perAccount.delete(account.actorId)
  })
  // One listener for all events: one of each a line would be most of what a line takes in memory.
  socket.use(([name, ...args]) => {
    if (context.rates.take(`connection ${socket.id}`, limits.rates.connection) > 0) {
      socket.conn.close()
      return
    }
    const answer = answerOf(args)
    const handle = HANDLERS.get(name)
    if (handle)
      context.underWay.run({ name, line: socket.data, answer }, () => handle(socket, context, args[0]))
    else answer?.({ ok: false, code: 'command/invalid', details: { path: 'event' } })
  })
}

type Handle = (socket: LiveSocket, context: Serving, raw: unknown) => Promise<object>

const HANDLERS: ReadonlyMap<string, Handle> = new Map<string, Handle>([
  ...CLIENT_COMMANDS.map((type): [string, Handle] => [
    type,
    (socket, context, raw) => runCommand(socket, context, { type, raw }),
  ]),
  ['session:enter', enter],
  [
    'session:leave',
    async (socket) => {
      leave(socket)
      return { ok: true }
    },
  ],
  ['presence', async (socket, context, raw) => present(socket, context, raw)],
  [
    'cursor',
    async (socket, context, raw) => {
      report(socket, context, raw)
      return { ok: true }
    },
  ],
])

type Answer = (answer: object) => void

const answerOf = (args: readonly unknown[]): Answer | undefined => {
  const last = args.at(-1)
  return typeof last === 'function' ? (last as Answer) : undefined
}

const refused = (code: Failure['code'], details?: Failure['details']): Failure => ({
  ok: false,
  code,
  details,
})

const rateOf = (type: ClientCommand) => {
  if (type === 'question:ask') return ['ask', limits.rates.ask] as const
  if (type === 'question:vote') return ['vote', limits.rates.vote] as const
  return ['other', limits.rates.other] as const
}

async function runCommand(
  socket: LiveSocket,
  context: Serving,
  { type, raw }: { type: ClientCommand; raw: unknown },
): Promise<CommandAck> {
  const { account } = socket.data
  const outer = parse(envelope, raw, 'command/invalid')
  if (!outer.ok) return outer
  if (!account) return refused('login/needed')
  const { key, sessionId, payload } = outer.value
  const open = await tried(context, type, () => context.rooms.find(sessionId))
  if (open === null) return refused('service/unavailable')
  if (!open) return refused('session/not-found')
  if (!open.room.state.session.rehearsal) {
    const [name, rate] = rateOf(type)
    const waitMs = context.rates.take(`${name} ${account.actorId}`, rate)
    if (waitMs > 0) return refused('command/too-many', { waitMs })
  }
  const inner = parse<unknown>(commandSchemas[type], payload, 'command/invalid')
  if (!inner.ok) return inner
  const command = { type, payload: inner.value } as Command
  return open.room.submit({ actorId: account.actorId, key: commandKey.parse(key), command })
}

/** Null where the database could not say: nothing is decided, and who asked asks again. */
async function tried<T>(context: LiveContext, where: string, find: () => Promise<T>): Promise<T | null> {
  try {
    return await find()
  } catch (error) {
    context.onBug(error, where)
    return null
  }
}

async function enter(socket: LiveSocket, context: Serving, raw: unknown): Promise<EnterAck> {
  const parsed = parse(enterRequest, raw, 'command/invalid')
  if (!parsed.ok) return parsed
  const request = parsed.value
  if (request.protocol < PROTOCOL.oldest) return refused('connection/too-old')
  const open = await tried(context, 'session:enter', () => context.rooms.findNewest(request.sessionId))
  if (open === null) return refused('service/unavailable')
  if (!open) return refused('session/not-found')
  const entered = await context.entrance.pass(
    () => enterRoom(socket, context, { request, open }),
    () => !socket.connected,
  )
  return entered ?? refused('connection/not-entered')
}

function enterRoom(
  socket: LiveSocket,
  context: Serving,
  { request, open }: { request: EnterRequest; open: Open },
): EnterAck {
  const { account } = socket.data
  const actor = account ? (context.actors.actorOf(account.actorId) ?? nobody(account.actorId)) : null
  const { session } = open.room.state
  if (!mayEnter(actor, request.as, session)) return refused(actor ? 'permission/denied' : 'login/needed')
  leave(socket)
  const reader = { as: request.as, actorId: actor?.id ?? null, bodyId: actor?.body?.id ?? null }
  const connection: Connection = {
    id: socket.id,
    reader,
    pos: 0,
    reportedAt: 0,
    send: (frame) => {
      // A class's frames are measured where they are sent; a reader's own are measured here.
      open.room.counts.ownFrameBytes[request.as].add(emitFrame(socket, frame))
      if (bufferedBytes(socket) <= limits.bufferedBytes) return
      open.room.counts.cuts.buffered += 1
      cutLine(socket)
    },
    cut: () => cutLine(socket),
  }
  const name = roomName(request.sessionId, request.as)
  const { resumed, snapshot } = open.frames.enter(connection, request.cursor)
  // In the same turn as the snapshot was taken: what is broadcast from now on reaches this socket.
  void socket.join(name)
  socket.data.entered = {
    sessionId: request.sessionId,
    connection,
    parts: [...(snapshot ?? [])],
    leave: () => {
      void socket.leave(name)
      context.presence?.forget(socket.id)
      open.frames.leave(connection)
    },
  }
  if (resumed) connection.send(resumed)
  sendPart(socket, context)
  if (context.presence && request.as !== 'participant')
    socket.emit(
      'presence',
      presenceFor(request.as, request.sessionId, context.presence.of(request.sessionId)),
    )
  return {
    ok: true,
    actorId: reader.actorId,
    bodyId: reader.bodyId,
    now: context.clock.now(),
    resumed: resumed !== null,
  }
}

/** Somebody who is signed in and granted nothing may still read. */
const nobody = (id: string) => ({ id, kind: 'person', body: null, office: null, grants: [] }) as const

/** A part of a snapshot, made once for its class: written as the packet that `emit` would make of it. */
function sendPart(socket: LiveSocket, context: LiveContext): void {
  const part = socket.data.entered?.parts.shift()
  if (!part) return
  const before = `2["snapshot",{"now":${context.clock.now()},`
  writeShared(socket, { before, shared: part.shared, after: `${part.own}]` })
}

function present(socket: LiveSocket, context: Serving, raw: unknown): Failure | { ok: true } {
  const parsed = parse(presenceReport, raw, 'command/invalid')
  if (!parsed.ok) return parsed
  const waitMs = context.rates.take(`presence ${socket.id}`, limits.rates.presence)
  if (waitMs > 0) return refused('command/too-many', { waitMs })
  const { sessionId, connection } = socket.data.entered ?? {}
  const from = {
    ...context,
    presence: context.presence,
    lineId: socket.id,
    sessionId,
    reader: connection?.reader,
  }
  return takePresence(from, parsed.value) ? { ok: true } : refused('permission/denied')
}

function report(socket: LiveSocket, context: LiveContext, raw: unknown): void {
  const { entered } = socket.data
  if (!entered || !cursorReport.safeParse(raw).success) return
  entered.connection.reportedAt = context.clock.now()
  sendPart(socket, context)
}
