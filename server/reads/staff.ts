/** What experts and moderators are given beside the session itself: one another's names, ready texts and reasons. */
import { listCannedTexts, listCannedVariables, listModeratorReasons } from '../../db/content/content.ts'
import type { Store } from '../../db/open.ts'
import { listHolders } from '../../db/person-store.ts'

type Colleague = { actorId: string; name: string; initials: string; role: 'expert' | 'moderator' }

const initialsOf = (name: string): string => {
  const parts = name.split(/\s+/).filter((part) => part !== '')
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts
  return ends
    .map((part) => Array.from(part ?? '')[0] ?? '')
    .join('')
    .toUpperCase()
}

/** Who works in the session. Experts of any topic do; administrators act as moderators. */
export async function readStaff(store: Store, editionId: string, sessionId: string): Promise<Colleague[]> {
  const held = await listHolders(store.read, editionId, ['expert', 'moderator', 'administrator'])
  const people = new Map<string, Colleague>()
  for (const { actorId, name: given, email, role, scope } of held) {
    const isHere = role === 'expert' || scope === 'edition' || scope === `session:${sessionId}`
    if (!isHere || people.get(actorId)?.role === 'expert') continue
    // Who was enrolled without a name must still be told from the others.
    const name = given || (email.split('@')[0] ?? '')
    const shownAs = role === 'expert' ? 'expert' : 'moderator'
    people.set(actorId, { actorId, name, initials: initialsOf(name), role: shownAs })
  }
  return [...people.values()]
}

export const readCanned = () => ({
  texts: listCannedTexts().map(({ id, title, kind, text, variables, themes }) => ({
    id,
    title,
    kind,
    text,
    variables: [...variables],
    themes: [...themes],
  })),
  reasons: listModeratorReasons().map(({ code, outcome, label, text, variables }) => ({
    code,
    outcome,
    label,
    text,
    variables: [...variables],
  })),
  variables: listCannedVariables(),
})
