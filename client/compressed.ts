/** Vite plugin: beside each text of the build its compressed forms, so that the server sends them without work of its own. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(js|css|svg|html|webmanifest)$/
/** What fits in one packet gains nothing. */
const BYTES_LEAST = 1_000

export function compressed(): Plugin {
  let outDir = ''
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        for (const file of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
          const path = join(file.parentPath, file.name)
          if (!file.isFile() || !TEXT.test(file.name)) continue
          const text = readFileSync(path)
          if (text.length < BYTES_LEAST) continue
          writeFileSync(`${path}.gz`, gzipSync(text, { level: constants.Z_BEST_COMPRESSION }))
          writeFileSync(`${path}.br`, brotliCompressSync(text))
        }
      },
    },
  }
}
