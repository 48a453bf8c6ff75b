/** Checks every log of a database: chain, commitments, and that the log folded gives the rows. `npm run verify-log`. */
import { existsSync } from 'node:fs'
import { sqlitePath } from '../db/drivers/sqlite.ts'
import { isPostgres, openStore } from '../db/open.ts'
import { listLogIds, verifyLog } from '../db/verify.ts'

const url = process.env.DATABASE_URL ?? `file:${process.env.DATA_DIR ?? 'data'}/quesiti.db`

if (!isPostgres(url) && !existsSync(sqlitePath(url))) {
  console.error(`There is no database at ${url}. DATABASE_URL says where it is.`)
  process.exit(2)
}
const store = await openStore(url)
let faults = 0
for (const id of await listLogIds(store.read)) {
  const verdict = await verifyLog(store, id)
  if (verdict.ok) console.log(`${id}: ${verdict.entries} entries, head ${verdict.headHash.slice(0, 16)}`)
  else {
    faults++
    console.log(`${id}: WRONG at entry ${verdict.seq}: ${verdict.what}`)
  }
}
await store.close()
process.exit(faults === 0 ? 0 : 1)
