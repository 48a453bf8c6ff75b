/** What happens to a server in the course of a day: one each minute, in turn. Nothing of it may lose anything. */
import { setTimeout as pause } from 'node:timers/promises'
import { must } from '../../../server/domain/assert.ts'
import type { Child } from '../processes/child.ts'
import type { Site } from '../site/site.ts'

export type Fault = {
  readonly name: string
  readonly needsPostgres?: boolean
  run(at: { site: Site; residents: Child }): Promise<unknown>
}

const STOPPED_MS = 2_000
const AWAY_MS = 2_000

export const FAULTS: readonly Fault[] = [
  { name: 'a third of the lines is cut', run: ({ residents }) => residents.ask('cut', 0.33) },
  {
    name: 'twenty stop reading for a while',
    run: ({ residents }) => residents.ask('stopReading', { count: 20, ms: 20_000 }),
  },
  { name: 'a tenth sends what is no packet', run: ({ residents }) => residents.ask('garbage', 0.1) },
  {
    name: 'the server is stopped for two seconds',
    run: async ({ site }) => {
      const node = must(site.nodes[0])
      node.freeze()
      await pause(STOPPED_MS)
      node.thaw()
    },
  },
  {
    name: 'PostgreSQL starts again',
    needsPostgres: true,
    run: async ({ site }) => {
      await site.postgres?.stop('fast')
      await pause(AWAY_MS)
      await site.postgres?.start()
    },
  },
  {
    name: 'Redis starts again, empty',
    needsPostgres: true,
    run: async ({ site }) => {
      await site.redis?.stop('SIGKILL')
      await pause(AWAY_MS)
      await site.redis?.start()
    },
  },
]
