/** Generates both databases' migrations from the one schema: `npm run db:generate -- [--custom] [--name NAME]`. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const kit = fileURLToPath(new URL('../node_modules/drizzle-kit/bin.cjs', import.meta.url))

for (const dialect of ['sqlite', 'postgres']) {
  const run = spawnSync(
    process.execPath,
    [kit, 'generate', '--config=drizzle.config.ts', ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      env: { ...process.env, QUESITI_DIALECT: dialect },
    },
  )
  if (run.status !== 0) process.exit(run.status ?? 1)
}
