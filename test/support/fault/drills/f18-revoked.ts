/** F18: a role is taken back, and logins end everywhere, while lines are open, away, or hold frames half-way. */
import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { findBodies } from '../../../../db/body-store.ts'
import { openStore } from '../../../../db/open.ts'
import { openProxy } from '../../../../scripts/fault/chaos-proxy.ts'
import { until } from '../../../../scripts/fault/until.ts'
import { createClock } from '../../../../server/adapters/clock.ts'
import { type Edition, openEdition } from '../../../../server/commands/edition.ts'
import { revokeRole } from '../../../../server/commands/grant.ts'
import type { EnterAck, Frame, Snapshot } from '../../../../server/contract/socket.ts'
import { PROTOCOL } from '../../../../server/contract/version.ts'
import { SYSTEM } from '../../../../server/domain/permissions.ts'
import { Directory } from '../../../../server/rooms/directory.ts'
import type { Drill } from '../drill.ts'
import { moreAcks, onStage, pause, type Stage } from '../stage.ts'

/** Another process's entry is followed within a second; the rest is this machine's. */
const FOLLOWED_MS = 2_000
const SECRET = 'a link of the drill that is followed once'
const STAFF_ONLY: ReadonlySet<string> = new Set(['workItem', 'note'])

type Seen = {
  readonly now: number
  readonly entities: ReadonlySet<string>
  to: { seq: number; hash: string }
}
type Raw = { readonly socket: Socket; readonly seen: Seen[]; reenters: number }

/** A reader without the client's engine, that does what a page would not. */
function reader(url: string, extra: Parameters<typeof io>[1]): Raw {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, ...extra })
  const raw: Raw = { socket, seen: [], reenters: 0 }
  const note = (now: number, changes: readonly { entity: string; gone?: unknown }[], to: Seen['to']) =>
    raw.seen.push({
      now,
      to,
      entities: new Set(changes.filter(({ gone }) => !gone).map(({ entity }) => entity)),
    })
  socket.on('frame', (frame: Frame) => note(frame.now, frame.changes, { seq: frame.to, hash: frame.hash }))
  socket.on('snapshot', (part: Snapshot) => {
    note(part.now, part.views, { seq: part.seq, hash: part.hash })
    socket.emit('cursor', { seq: part.seq })
  })
  socket.on('reenter', () => {
    raw.reenters += 1
  })
  return raw
}

const enter = (stage: Stage, { socket }: Raw, more: object): Promise<EnterAck> =>
  socket.timeout(5_000).emitWithAck('session:enter', {
    sessionId: stage.day.sessionId,
    protocol: PROTOCOL.current,
    ...more,
  })

/** As another process on the same database, which the server has to follow by itself. */
async function revokeElsewhere(stage: Stage): Promise<number> {
  const store = await openStore(stage.day.url)
  try {
    const making = { store, clock: createClock(), newId: randomUUID }
    const { id } = await openEdition(making)
    const actors = await Directory.load({ store, editionId: id, findBodies })
    const edition: Edition = { ...making, id, actors }
    await revokeRole(edition, SYSTEM.id, { email: 'expert@example.it', role: 'expert', scope: 'edition' })
    return Date.now()
  } finally {
    await store.close()
  }
}

const findLeaks = (stage: Stage, who: string, raw: Raw, after: number): void => {
  const leaks = raw.seen.filter(
    ({ now, entities }) => now > after && [...entities].some((one) => STAFF_ONLY.has(one)),
  )
  if (leaks.length > 0) stage.faults.push(`R3 ${leaks.length} frames for experts reached ${who}`)
}

const roleTaken: Drill['run'] = (given) =>
  onStage({ ...given, participants: 4 }, async (stage) => {
    for (const person of stage.day.participants) stage.arrive(person, 'participant')
    const [expert] = stage.day.experts
    if (!expert) return
    const auth = { auth: { token: expert.token } }
    const slow = await openProxy({ to: stage.server.port })
    // One stays, one is away when it happens, one has frames half-way.
    const url = `http://127.0.0.1:${stage.server.port}`
    const extra = { ...auth, extraHeaders: { host: new URL(stage.proxy.url).host } }
    const staying = reader(url, extra)
    const away = reader(url, extra)
    const halfWay = reader(slow.url, extra)
    const all = [staying, away, halfWay]
    try {
      for (const raw of all) {
        const answer = await enter(stage, raw, { as: 'expert' })
        if (!answer.ok) stage.faults.push(`nothing was tried: ${answer.code}`)
      }
      await stage.busy(async () => {
        await moreAcks(stage, 60)
        if (!all.every(({ seen }) => seen.some(({ entities }) => entities.has('workItem'))))
          stage.faults.push('nothing was tried')
        away.socket.disconnect()
        slow.stall('down')
        await moreAcks(stage, 20)
        const revokedAt = await revokeElsewhere(stage)
        await until('R3 they are told', () => staying.reenters > 0, FOLLOWED_MS + 3_000)
        await pause(FOLLOWED_MS)
        await moreAcks(stage, 40)
        slow.heal()
        await until('half-way frames come', () => halfWay.reenters > 0)
        await replay(stage, { away, revokedAt, extra })
        for (const [who, raw] of Object.entries({ staying, halfWay }))
          findLeaks(stage, who, raw, revokedAt + FOLLOWED_MS)
      })
    } finally {
      for (const { socket } of all) socket.disconnect()
      await slow.close()
    }
  })

/** Back with the cursor of before: as an expert not at all, as a participant without what only experts see. */
async function replay(
  stage: Stage,
  { away, extra }: { away: Raw; revokedAt: number; extra: Parameters<typeof io>[1] },
): Promise<void> {
  const back = reader(`http://127.0.0.1:${stage.server.port}`, extra)
  try {
    const cursor = away.seen.at(-1)?.to
    const asExpert = await enter(stage, back, { as: 'expert', cursor })
    if (asExpert.ok || asExpert.code !== 'permission/denied') stage.faults.push('R3 let in as before')
    await enter(stage, back, { as: 'participant', cursor })
    await moreAcks(stage, 20)
    findLeaks(stage, 'who came back', back, 0)
    if (back.seen.length === 0) stage.faults.push('nothing was tried: no frame came')
  } finally {
    back.socket.disconnect()
  }
}

const loggedOut: Drill['run'] = (given) => {
  const links = JSON.stringify([{ secret: SECRET, email: 'p0@example.it', to: '/' }])
  const server = { env: { MODE: 'demo', DEMO_LINKS: links } }
  return onStage({ ...given, participants: 1, server }, async (stage) => {
    const { url } = stage.proxy
    const signIn = async () => {
      const answer = await fetch(`${url}/demo/${encodeURIComponent(SECRET)}`, { redirect: 'manual' })
      return answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ')
    }
    const cookies = [await signIn(), await signIn()]
    const devices = cookies.map((cookie) => reader(url, { extraHeaders: { cookie, origin: url } }))
    try {
      for (const device of devices) {
        const answer = await enter(stage, device, { as: 'participant' })
        if (!answer.ok) stage.faults.push(`nothing was tried: ${answer.code}`)
        else if (answer.actorId === null) stage.faults.push('nothing was tried: not signed in')
      }
      const out = await fetch(`${url}/api/auth/sign-out`, {
        method: 'POST',
        headers: { cookie: cookies[0] ?? '', origin: url, 'x-quesiti': '1' },
      })
      if (out.status !== 200) stage.faults.push(`nothing was tried: ${out.status}`)
      const isOut = () => devices.every(({ socket }) => !socket.connected)
      await until('R3 every line of a login that ended is closed', isOut, 2_000)
    } finally {
      for (const { socket } of devices) socket.disconnect()
    }
  })
}

export const drills: readonly Drill[] = [
  {
    fault: 'F18',
    rules: 'R3',
    what: 'a role taken back by another process: open, away and half-way lines get nothing more of it',
    run: roleTaken,
    mutants: [
      {
        name: 'a line is kept as it is when rights change',
        edits: [
          {
            file: 'server/lines.ts',
            from: "    leave(socket)\n    socket.emit('reenter'",
            to: "    socket.emit('reenter'",
          },
        ],
        breaks: /R3 \d+ frames for experts reached staying/,
      },
      {
        name: 'what another process wrote about people is not followed',
        edits: [
          {
            file: 'server/rooms/directory.ts',
            from: '    setImmediate(() => this.#tell({ ...change, actorIds }))',
            to: '    setImmediate(() => change)',
          },
        ],
        breaks: /R3/,
      },
    ],
  },
  {
    fault: 'F18',
    rules: 'R3',
    what: 'signed out everywhere: every line of theirs is closed within a second or two',
    run: loggedOut,
    mutants: [
      {
        name: 'lines outlive their login',
        edits: [
          {
            file: 'server/lines.ts',
            from: 'if (loginId && loginIds.has(loginId)) socket.conn.close()',
            to: 'if (loginId && loginIds.has(loginId)) void socket',
          },
        ],
        breaks: /R3/,
      },
    ],
  },
]
