/** Who hears of what by e-mail: the choices people made, and whose an actor's address is. */
import { and, eq } from 'drizzle-orm'
import type { Matter } from '../server/domain/notices.ts'
import type { Handle, Tx } from './open.ts'
import { actor } from './schema/log.ts'
import { noticeChoice, person } from './schema/person.ts'

export type Choice = { readonly matter: Matter; readonly on: boolean }

export const listChoices = (handle: Handle, personId: string): Promise<Choice[]> =>
  handle
    .select({ matter: noticeChoice.matter, on: noticeChoice.on })
    .from(noticeChoice)
    .where(eq(noticeChoice.personId, personId))

export async function saveChoice(tx: Tx, personId: string, choice: Choice & { at: number }): Promise<void> {
  const { matter, on, at } = choice
  await tx
    .insert(noticeChoice)
    .values({ personId, matter, on, chosenAt: at })
    .onConflictDoUpdate({
      target: [noticeChoice.personId, noticeChoice.matter],
      set: { on, chosenAt: at },
    })
}

export type Addressee = {
  readonly personId: string
  readonly email: string
  readonly locale: 'it' | 'en' | null
  /** False where they said so; whoever said nothing hears of everything. */
  readonly wants: boolean
}

/** The person behind an actor, if there is one. */
export async function findAddressee(
  handle: Handle,
  actorId: string,
  matter: Matter,
): Promise<Addressee | undefined> {
  const [found] = await handle
    .select({ personId: person.id, email: person.email, locale: person.locale, on: noticeChoice.on })
    .from(actor)
    .innerJoin(person, eq(person.id, actor.personId))
    .leftJoin(noticeChoice, and(eq(noticeChoice.personId, person.id), eq(noticeChoice.matter, matter)))
    .where(eq(actor.id, actorId))
  return (
    found && { personId: found.personId, email: found.email, locale: found.locale, wants: found.on ?? true }
  )
}
