/** What a planted bug is, and how to plant a memory that outlives what it remembers. */
import type { Edit } from '../fault/planted.ts'

export type Bug = {
  readonly name: string
  readonly edits: readonly Edit[]
  /** What a case that breaks must say. */
  readonly breaks: RegExp
}

/** A map that outlives a process of the model, as what is cached wrongly outlives what it was cached for. */
export const lasting = (name: string) =>
  `((globalThis as never as { ${name}: Map<string, never> }).${name} ??= new Map())`

/** What was found for this id first, for ever. */
export const first = (name: string, id: string, found: string) =>
  `(${lasting(name)}.get(${id}) ?? ${lasting(name)}.set(${id}, ${found} as never).get(${id}))`
