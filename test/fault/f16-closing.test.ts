/** Many people at the closing instant, on either store, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f16-closing.ts'

tryDrills('test/support/fault/drills/f16-closing.ts', drills)
