/** Builds the pages once for all browser tests, into a folder of its own, so that what is tested is what the source says. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    clientDir: string
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const outDir = mkdtempSync(join(tmpdir(), 'quesiti-client-'))
  const root = fileURLToPath(new URL('../../../client', import.meta.url))
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir } })
  project.provide('clientDir', outDir)
  return () => rmSync(outDir, { recursive: true, force: true })
}
