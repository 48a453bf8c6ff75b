/** Running a session: its phases by hand and by the clock, extend, pause, announce, mute. */

import { limits } from '../limits.ts'
import type { SessionRow } from '../rows.ts'
import { dueMove, type SessionMove, sessionCan, sessionMoves, takesQuestions } from '../session.ts'
import { type Context, type Decide, type Decision, decided, refuse } from './decision.ts'
import { sessionSubject } from './found.ts'

const MINUTE_MS = 60_000

const FACTS = {
  open: 'session opened',
  start: 'session started',
  stop: 'asking closed',
  close: 'session closed',
  archive: 'session archived',
  reopen: 'session reopened',
} as const satisfies Record<SessionMove, string>

function advanced(context: Context, move: SessionMove, times: Partial<SessionRow>): Decision {
  const { session } = context.state
  if (!sessionCan(move, session.phase)) return refuse('session/not-allowed-now', { phase: session.phase })
  const set = { phase: sessionMoves[move].to, ...times }
  return decided([{ entity: 'session', id: session.id, kind: FACTS[move], set }], { phase: set.phase })
}

export const open: Decide<'session:open'> = {
  subject: sessionSubject,
  decide: (context) => {
    const { session } = context.state
    if (context.at >= session.closesAt) return refuse('session/bad-times')
    return advanced(context, 'open', { opensAt: Math.min(session.opensAt, context.at) })
  },
}

export const start: Decide<'session:start'> = {
  subject: sessionSubject,
  decide: (context) => {
    const { session } = context.state
    if (context.at >= session.closesAt) return refuse('session/bad-times')
    const liveAt = Math.min(session.liveAt, context.at)
    return advanced(context, 'start', { liveAt, opensAt: Math.min(session.opensAt, liveAt) })
  },
}

/** By hand the closing instant is the entry's own, plus one millisecond, so that it lies after all that came before. */
export const stop: Decide<'session:stop'> = {
  subject: sessionSubject,
  decide: (context) =>
    advanced(context, 'stop', { closesAt: Math.min(context.state.session.closesAt, context.at + 1) }),
}

export const close: Decide<'session:close'> = {
  subject: sessionSubject,
  decide: (context) => advanced(context, 'close', {}),
}

export const archive: Decide<'session:archive'> = {
  subject: sessionSubject,
  decide: (context) => advanced(context, 'archive', {}),
}

export const reopen: Decide<'session:reopen'> = {
  subject: sessionSubject,
  decide: (context, { minutes }) =>
    advanced(context, 'reopen', { closesAt: context.at + minutes * MINUTE_MS, held: false }),
}

export const extend: Decide<'session:extend'> = {
  subject: sessionSubject,
  decide: (context, { minutes }) => {
    const { session } = context.state
    if (!takesQuestions(session.phase) || context.at >= session.closesAt) return refuse('session/closed')
    const closesAt = session.closesAt + minutes * MINUTE_MS
    return decided([{ entity: 'session', id: session.id, kind: 'session extended', set: { closesAt } }], {
      closesAt,
    })
  },
}

/** A flag for people: it stops neither asking nor leases, and moves no instant. */
export const pause: Decide<'session:pause'> = {
  subject: sessionSubject,
  decide: (context, { on }) => {
    const { session } = context.state
    if (session.paused === on) return decided([])
    const kind = on ? 'session paused' : 'session resumed'
    return decided([{ entity: 'session', id: session.id, kind, set: { paused: on } }])
  },
}

/** After a jump of the clock phases change by hand only, until this is taken back. */
export const hold: Decide<'session:hold'> = {
  subject: sessionSubject,
  decide: (context, { on }) => {
    const { session } = context.state
    if (session.held === on) return decided([])
    const kind = on ? 'clock distrusted' : 'clock trusted'
    return decided([{ entity: 'session', id: session.id, kind, set: { held: on } }])
  },
}

export const advance: Decide<'session:advance'> = {
  subject: sessionSubject,
  decide: (context) => {
    const move = dueMove(context.state.session, context.at)
    return move === null ? decided([]) : advanced(context, move, {})
  },
}

export const announce: Decide<'session:announce'> = {
  subject: sessionSubject,
  decide: (context, { text, minutes }) => {
    const id = context.newId()
    const until = context.at + minutes * MINUTE_MS
    const set = { on: true, at: context.at, until, textRev: 1, words: { text } }
    return decided(
      [{ entity: 'announcement', id, kind: 'announcement made', set, text: { rev: 1, content: { text } } }],
      { announcementId: id },
    )
  },
}

export const unannounce: Decide<'session:unannounce'> = {
  subject: sessionSubject,
  decide: (context, { announcementId }) => {
    const row = context.state.find('announcement', announcementId)
    if (!row) return refuse('announcement/not-found')
    if (!row.on) return decided([])
    return decided([{ entity: 'announcement', id: row.id, kind: 'announcement ended', set: { on: false } }])
  },
}

export const mute: Decide<'participant:mute'> = {
  subject: sessionSubject,
  decide: (context, { actorId, minutes }) => {
    if (!context.actorOf(actorId)) return refuse('participant/not-found')
    const until = context.at + Math.min(minutes * MINUTE_MS, limits.muteMs)
    return decided([{ entity: 'mute', id: actorId, kind: 'participant muted', set: { on: true, until } }], {
      until,
    })
  },
}

export const unmute: Decide<'participant:unmute'> = {
  subject: sessionSubject,
  decide: (context, { actorId }) => {
    if (!context.state.find('mute', actorId)?.on) return decided([])
    return decided([
      { entity: 'mute', id: actorId, kind: 'participant unmuted', set: { on: false, until: null } },
    ])
  },
}
