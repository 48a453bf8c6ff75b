/** A wall clock that jumps, drifts and lies at the start, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f15-clock.ts'

tryDrills('test/support/fault/drills/f15-clock.ts', drills)
