/** Two versions on one database, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f22-versions.ts'

tryDrills('test/support/fault/drills/f22-versions.ts', drills)
