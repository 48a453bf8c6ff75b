/** Rights and logins that end while lines are open, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f18-revoked.ts'

tryDrills('test/support/fault/drills/f18-revoked.ts', drills)
