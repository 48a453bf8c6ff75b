/** A standby in the place of the primary, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f06-standby.ts'

tryDrills('test/support/fault/drills/f06-standby.ts', drills)
