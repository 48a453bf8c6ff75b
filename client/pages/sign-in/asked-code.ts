/**
 * For whom a code was asked and when, kept with the tab: a phone that goes to its mail forgets the page, not this. Knows
 * no code.
 */
import { limits } from '../../../server/domain/limits.ts'

export type AskedCode = { readonly email: string; readonly at: number }

const NAME = 'quesiti:code-asked'

export function askedCode(storage: Storage, now: number): AskedCode | undefined {
  try {
    const asked: Partial<AskedCode> | null = JSON.parse(storage.getItem(NAME) ?? 'null')
    if (typeof asked?.email !== 'string' || typeof asked.at !== 'number') return undefined
    return now - asked.at < limits.codeMs ? { email: asked.email, at: asked.at } : undefined
  } catch {
    return undefined
  }
}

export function keepAsked(storage: Storage, asked: AskedCode | undefined): void {
  try {
    if (asked) storage.setItem(NAME, JSON.stringify(asked))
    else storage.removeItem(NAME)
  } catch {
    // A full tab storage only means that a reload asks for the address again.
  }
}
