/**
 * Who is on a cluster: the demonstration's forum day on its database, and its simulated people coming through the balancer.
 * The database's address must be in the environment before this is loaded.
 */
import { type Stage, setStage } from '../demo/stage.ts'
import { withEdition } from '../seeding/edition.ts'
import { Day } from '../simulation/day.ts'

export const fill = (databaseUrl: string, bodies: number): Promise<Stage> =>
  withEdition(databaseUrl, (opened) => setStage(opened, bodies))

const ASKS_PER_MINUTE = 12
const ASKS_PER_MINUTE_AFTERWARDS = 1

export function peopleOn(url: string, stage: Stage): Day {
  const { sessionId, people, pass, administratorToken, readTwice, lines } = stage
  return new Day({
    cast: { url, sessionId, admission: 'reviewed', people, pass, administratorToken },
    lines,
    tempo: 1,
    asksPerMinute: (asked) => (asked < lines.length ? ASKS_PER_MINUTE : ASKS_PER_MINUTE_AFTERWARDS),
    asksPerPerson: 5,
    readTwice,
    answersAll: false,
  })
}
