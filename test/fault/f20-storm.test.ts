/** A process that dies with three thousand lines on it, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f20-storm.ts'

tryDrills('test/support/fault/drills/f20-storm.ts', drills)
