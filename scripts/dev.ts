/**
 * `npm run dev`: the server, started anew whenever its code changes, and Vite before it, on a database in data/dev that
 * is filled the first time and has a forum day for every day on which this is started.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { listThemes } from '../db/theme-store.ts'
import { seedSessions } from '../server/commands/programme.ts'
import { dayInRome } from '../server/domain/session.ts'
import { planToday } from './demo/today.ts'
import { withEdition } from './seeding/edition.ts'
import { seedProgramme } from './seeding/programme.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const dataDir = `${root}data/dev`
const port = process.env.PORT ?? '3000'
const pagesPort = 5173

process.umask(0o077)
await withEdition(`file:${dataDir}/quesiti.db`, async (opened) => {
  await seedProgramme(opened)
  const themes = await listThemes(opened.store.read, opened.edition.id)
  const day = dayInRome(opened.edition.clock.now())
  const today = planToday(opened.edition, {
    // A database that is kept gets one for each day.
    code: `OGGI-${day.slice(5).replace('-', '')}`,
    title: `Giornata di prova del ${day}`,
    themeIds: themes.map(({ id }) => id),
  })
  await seedSessions(opened.edition, [today])
})

const server = spawn(process.execPath, ['--watch-preserve-output', '--watch', `${root}server/main.ts`], {
  stdio: 'inherit',
  env: {
    ...process.env,
    MODE: 'development',
    DATA_DIR: dataDir,
    PORT: port,
    // What the browser sees is Vite, which passes on what is the server's.
    PUBLIC_URL: `http://127.0.0.1:${pagesPort}`,
  },
})
server.once('exit', (code) => process.exit(code ?? 0))
process.once('exit', () => server.kill())

process.env.QUESITI_SERVER = `http://127.0.0.1:${port}`
const pages = await createServer({
  configFile: `${root}client/vite.config.ts`,
  server: { port: pagesPort, strictPort: true },
})
await pages.listen()
process.stdout.write(
  `\nPages: http://127.0.0.1:${pagesPort}  ·  codes to sign in with: http://127.0.0.1:${pagesPort}/outbox\n\n`,
)
