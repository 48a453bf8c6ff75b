/** A loop that is late, a process that stands still, no memory left, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f23-pressure.ts'

tryDrills('test/support/fault/drills/f23-pressure.ts', drills)
