/** Presence of this process and of the others: what they say of themselves is checked, for they may be of another version. */
import { z } from 'zod'
import { type PresencePush, type PresenceReport, presentLook, presentPeople } from './contract/socket.ts'
import type { ReaderClass } from './domain/permissions.ts'
import type { Reader } from './domain/views.ts'
import type { Parts } from './parts.ts'
import { nobodyHere, Presence, type PresenceContext, type Present, type Share } from './rooms/presence.ts'
import type { Rooms } from './rooms/rooms.ts'

const shareOf = z.record(z.string(), z.object({ people: presentPeople, looks: z.array(presentLook) }))

type Shown = { readonly rooms: Rooms; readonly show: PresenceContext['show'] }

export function startPresence(
  { redis, timers }: Pick<Parts, 'redis' | 'timers'>,
  { rooms, show }: Shown,
): Presence {
  const presence = new Presence({
    timers,
    show,
    now: () => performance.now(),
    share: (share) => redis?.present(JSON.stringify(share)),
    lines: function* () {
      for (const { room, frames } of rooms.loaded()) {
        const people = nobodyHere()
        for (const { as, readers } of frames.classes()) people[as] = readers
        yield { sessionId: room.id, people }
      }
    },
  })
  redis?.onPresent((processId, text) => {
    const share = parsed(text)
    if (share) presence.hear(processId, share)
  })
  presence.start()
  return presence
}

function parsed(text: string): Share | undefined {
  try {
    return shareOf.parse(JSON.parse(text))
  } catch {
    // Of another version, or of nobody we know.
    return undefined
  }
}

/** What a reader of a class is told: whom the staff looks after is for the staff. */
export const presenceFor = (
  as: ReaderClass,
  sessionId: string,
  { people, looks }: Present,
): PresencePush => ({
  sessionId,
  people,
  ...(isStaff(as) ? { looks: [...looks] } : {}),
})

const isStaff = (as: ReaderClass | undefined): boolean => as === 'expert' || as === 'moderator'

type Reporting = {
  readonly presence: Presence | undefined
  readonly rooms: Rooms
  readonly lineId: string
  readonly sessionId: string | undefined
  readonly reader: Reader | undefined
}

/** Whether the report was one that this reader may give. Of an item that isn't there it says nothing. */
export function takePresence(
  { presence, rooms, lineId, sessionId, reader }: Reporting,
  raw: PresenceReport,
): boolean {
  const actorId = reader?.actorId
  if (sessionId === undefined || !actorId || !isStaff(reader?.as)) return false
  const { looking, writing = false } = raw
  const isThere = looking != null && rooms.peek(sessionId)?.room.state.find('workItem', looking) !== undefined
  presence?.look(lineId, sessionId, isThere ? { itemId: looking, actorId, writing } : null)
  return true
}
