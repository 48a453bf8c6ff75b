/** A process killed at exactly three places of a flush, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f01-places.ts'

tryDrills('test/support/fault/drills/f01-places.ts', drills)
