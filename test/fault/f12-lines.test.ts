/** People's lines that are cut, stalled, half closed or asleep, and what happens without each protection. */
import { tryDrills } from '../support/fault/drill.ts'
import { drills } from '../support/fault/drills/f12-lines.ts'

tryDrills('test/support/fault/drills/f12-lines.ts', drills)
