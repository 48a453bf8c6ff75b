/** Who looks at the pictures' pages: some of the content's invented people, by what they do. */
import { listExperts, listModerators, listOfficials } from '../../db/content/content.ts'
import { findActorId, findPersonByEmail } from '../../db/person-store.ts'
import type { Edition } from '../../server/commands/edition.ts'
import { must } from '../../server/domain/assert.ts'

export type Invented = {
  readonly email: string
  readonly given_name: string
  readonly family_name: string
  readonly role_title?: string
}

const official = (bodyId: string, place = 0) =>
  must(listOfficials().filter(({ body_id }) => body_id === bodyId)[place])
const expert = (family: string) => must(listExperts().find(({ family_name }) => family_name === family))

export const PEOPLE = {
  /** Has asked a lot. */
  clerk: official('B001'),
  /** Writes a question. */
  writer: official('B003'),
  /** Has asked nothing. */
  colleague: official('B002', 1),
  expert: expert('Rinaldi'),
  second: expert('Conti'),
  moderator: must(listModerators()[0]),
} as const

export type Who = keyof typeof PEOPLE

export async function actorIdOf({ store }: Edition, email: string): Promise<string> {
  const person = must(await findPersonByEmail(store.read, email), `nobody has the address ${email}`)
  return must(await findActorId(store.read, person.id))
}
