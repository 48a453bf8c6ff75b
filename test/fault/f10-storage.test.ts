/** What a SQLite file can suffer, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f10-storage.ts'

tryDrills('test/support/fault/drills/f10-storage.ts', drills)
