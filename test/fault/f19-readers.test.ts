/** Readers that read nothing any more, or slowly, and what happens without the cut. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f19-readers.ts'

tryDrills('test/support/fault/drills/f19-readers.ts', drills)
