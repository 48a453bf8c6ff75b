/** What drizzle-kit generates migrations from; QUESITI_DIALECT says for which database (scripts/db-generate.ts). */
import { defineConfig } from 'drizzle-kit'

const isPostgres = process.env.QUESITI_DIALECT === 'postgres'

export default defineConfig({
  dialect: isPostgres ? 'postgresql' : 'sqlite',
  schema: './db/schema/*.ts',
  out: `./db/migrations/${isPostgres ? 'postgres' : 'sqlite'}`,
  casing: 'snake_case',
})
