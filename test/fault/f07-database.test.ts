/** Connections to PostgreSQL that others meddle with, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f07-database.ts'

tryDrills('test/support/fault/drills/f07-database.ts', drills)
