/** Copies of the source with a bug planted in them, by changing its text in places that must be there exactly once. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { assert } from '../../../server/domain/assert.ts'

export type Edit = { readonly file: string; readonly from: string; readonly to: string }

/** Copies the folders into `to`, changes the copy, and lets it find the packages. */
export function plant(to: string, folders: readonly string[], edits: readonly Edit[]): void {
  mkdirSync(to, { recursive: true })
  for (const folder of folders) cpSync(folder, join(to, folder), { recursive: true })
  cpSync('package.json', join(to, 'package.json'))
  symlinkSync(resolve('node_modules'), join(to, 'node_modules'))
  for (const edit of edits) {
    const path = join(to, edit.file)
    writeFileSync(path, edited(readFileSync(path, 'utf8'), edit))
  }
}

/** What makes it impossible to plant these: a text that has changed since, by file. Empty where all is well. */
export function cannotPlant(edits: readonly Edit[]): string[] {
  const sources = new Map<string, string>()
  return edits.flatMap((edit) => {
    try {
      sources.set(edit.file, edited(sources.get(edit.file) ?? readFileSync(edit.file, 'utf8'), edit))
      return []
    } catch (error) {
      return [(error as Error).message]
    }
  })
}

function edited(source: string, { file, from, to }: Edit): string {
  const times = source.split(from).length - 1
  assert(times === 1, `the place to change must be in ${file} once and is there ${times} times:\n${from}`)
  // A function, since a dollar sign in a replacement text would mean something.
  return source.replace(from, () => to)
}

const ROOM = 'server/rooms/room.ts'
const DECIDED = `      return this.#decide(tx, { log, at, known, submissions })
    })
    this.#take(flushed)
    return flushed.answers`

/** Acknowledges once it is decided, and commits after that. `pause` is what the disk takes meanwhile. */
export const ackBeforeCommit = (pause = ''): Edit[] => [
  {
    file: ROOM,
    from: 'const flushed = await store.transaction(async (tx) => {',
    to: 'return new Promise((acknowledge, fail) => void store.transaction(async (tx) => {',
  },
  {
    file: ROOM,
    from: DECIDED,
    to: `      const decided = await this.#decide(tx, { log, at, known, submissions })
      acknowledge(decided.answers)
      ${pause}
      return decided
    }).then((flushed) => this.#take(flushed), fail))`,
  },
]

/** The right order, with the same pause before the commit. */
export const slowCommit = (pause: string): Edit[] => [
  {
    file: ROOM,
    from: DECIDED,
    to: `      const decided = await this.#decide(tx, { log, at, known, submissions })
      ${pause}
      return decided
    })
    this.#take(flushed)
    return flushed.answers`,
  },
]
