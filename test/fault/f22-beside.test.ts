/** Two versions at once on one PostgreSQL, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f22-beside.ts'

tryDrills('test/support/fault/drills/f22-beside.ts', drills)
