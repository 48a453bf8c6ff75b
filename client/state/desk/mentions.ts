/** Naming a colleague in a note: `@P. Neri`. Who is meant is read from the text, so that what is deleted is not told. Pure. */

export type Named = { readonly actorId: string; readonly name: string }

const ASKED = /(?:^|\s)@([\p{L}.’' ]{0,40})$/u

/** Who may be meant by an `@` at the end of the text and the letters after it; null where none was begun. */
export function proposedFor(text: string, people: readonly Named[]): readonly Named[] | null {
  const asked = ASKED.exec(text)?.[1]
  if (asked === undefined || people.some(({ name }) => asked.startsWith(`${name} `))) return null
  const wanted = plain(asked)
  const found = people.filter(
    ({ name }) =>
      plain(name).startsWith(wanted) ||
      plain(name)
        .split(/[\s.]+/)
        .some((part) => part.startsWith(wanted)),
  )
  return found.length > 0 && !found.some(({ name }) => plain(name) === wanted) ? found : null
}

/** The text with the `@` that was begun made whole. */
export const withMention = (text: string, { name }: Named): string =>
  text.replace(/@[\p{L}.’' ]{0,40}$/u, `@${name} `)

/** Everybody whom the text names. */
export const mentionsIn = (text: string, people: readonly Named[]): readonly string[] =>
  people.filter(({ name }) => text.includes(`@${name}`)).map(({ actorId }) => actorId)

const plain = (text: string): string => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').trim()
