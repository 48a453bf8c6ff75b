/** Bugs to plant, one at a time, in copies of the source, and the rule that each must break. */
import type { Bug } from './bug.ts'
import { READING } from './bugs-reading.ts'
import { WRITING } from './bugs-writing.ts'

export const BUGS: readonly Bug[] = [...WRITING, ...READING]
