/** Who is in a session at the moment, as pages show it: how many, and which colleagues have an item before them. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { PresencePush } from '../../server/contract/socket.ts'
import type { Attendance, OwnLook } from '../sync/attendance.ts'

export type People = PresencePush['people']
export type Look = { readonly actorId: string; readonly isWriting: boolean }
export type Looks = ReadonlyMap<string, readonly Look[]>

export type Presence = {
  /** Null while nothing has been heard. */
  people(sessionId: string): People | null
  /** By item, whoever is before it; the one who writes comes first. */
  looks(sessionId: string): ReadonlySignal<Looks>
  look(look: OwnLook | null): void
}

export function createPresence(attendance: Attendance): Presence {
  const present = signal(attendance.present)
  attendance.onChange(() => {
    present.value = attendance.present
  })
  const of = (sessionId: string) => (present.value?.sessionId === sessionId ? present.value : null)
  return {
    people: (sessionId) => of(sessionId)?.people ?? null,
    looks: (sessionId) => computed(() => byItem(of(sessionId)?.looks ?? [])),
    look: (look) => attendance.look(look),
  }
}

/** Somebody who has an item open in two windows is one person, and writes if they do so in either. */
export function byItem(looks: NonNullable<PresencePush['looks']>): Looks {
  const items = new Map<string, Map<string, boolean>>()
  for (const { itemId, actorId, writing } of looks) {
    const people = items.get(itemId) ?? new Map<string, boolean>()
    items.set(itemId, people.set(actorId, writing || people.get(actorId) === true))
  }
  return new Map([...items].map(([itemId, people]) => [itemId, inOrder(people)]))
}

const inOrder = (people: ReadonlyMap<string, boolean>): readonly Look[] =>
  [...people]
    .map(([actorId, isWriting]) => ({ actorId, isWriting }))
    .sort((one, two) => Number(two.isWriting) - Number(one.isWriting))
