/** How the pages are built: one HTML entry, hashed files, nothing inline, so that `default-src 'self'` is enough. */
import { join } from 'node:path'
import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'
import { compressed } from './compressed.ts'
import { iconSprite } from './icons/sprite.ts'
import { serviceWorker } from './offline/worker-plugin.ts'

const serverUrl = process.env.QUESITI_SERVER ?? 'http://127.0.0.1:3000'

const SHARED = /\/(client\/(ui|components|state|sync|text\/[a-z]+\.ts)|server\/domain)\//

export default defineConfig({
  root: import.meta.dirname,
  plugins: [preact(), iconSprite(), serviceWorker(), compressed()],
  build: {
    outDir: join(import.meta.dirname, '../dist/client'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    rolldownOptions: {
      output: {
        // What most pages share comes as one file: on a slow line each file costs more than what is in it.
        codeSplitting: { groups: [{ name: 'shared', test: SHARED, minShareCount: 3 }] },
      },
    },
  },
  css: {
    preprocessorOptions: {
      scss: {
        quietDeps: true,
        loadPaths: [join(import.meta.dirname, '../node_modules')],
        silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': serverUrl,
      '/docs': serverUrl,
      '/outbox': serverUrl,
      '/feed': { target: serverUrl, ws: true },
      '/socket.io': { target: serverUrl, ws: true },
    },
  },
})
