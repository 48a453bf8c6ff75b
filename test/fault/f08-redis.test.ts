/** A Redis that lets nobody in, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f08-redis.ts'

tryDrills('test/support/fault/drills/f08-redis.ts', drills)
