/** What a browser asks for to install Quesiti on a device: the manifests with their icons, and the service worker. */

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../client/text/en.ts'
import { it } from '../../client/text/it.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

type Manifest = {
  name: string
  lang: string
  icons: { src: string; sizes: string; type: string; purpose: string }[]
  shortcuts: { name: string; url: string }[]
}

let server: HttpServer
let clientDir: string

beforeAll(async () => {
  clientDir = mkdtempSync(join(tmpdir(), 'quesiti-client-'))
  cpSync(new URL('../../client/public', import.meta.url).pathname, clientDir, { recursive: true })
  writeFileSync(join(clientDir, 'index.html'), '<!doctype html>')
  writeFileSync(join(clientDir, 'sw.js'), '// the worker')
  mkdirSync(join(clientDir, 'assets'))
  writeFileSync(join(clientDir, 'assets/page.js'), '// the page')
  writeFileSync(join(clientDir, 'assets/page.js.gz'), gzipSync('// the page'))
  server = await startHttp({ clientDir })
})
afterAll(async () => {
  await server.close()
  rmSync(clientDir, { recursive: true, force: true })
})

const get = (path: string) => fetch(server.url + path)
const manifestOf = async (language: string) =>
  (await (await get(`/manifest.${language}.webmanifest`)).json()) as Manifest

test('the worker is asked for anew each time, is a script, and may do no more than a page', async () => {
  const { status, headers } = await get('/sw.js')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^(text|application)\/javascript/)
  expect(headers.get('cache-control')).toBe('no-cache')
  expect(headers.get('service-worker-allowed')).toBeNull()
  const policy = headers.get('content-security-policy') ?? ''
  // Workers and manifests fall under these two.
  expect(policy).toContain("default-src 'self';")
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toMatch(/worker-src|manifest-src|blob:|unsafe/)
})

test.each([
  ['it', it],
  ['en', en],
])(
  'the manifest (%s) has the words of the pages, and icons that are what it says',
  async (language, words) => {
    const answer = await get(`/manifest.${language}.webmanifest`)
    expect(answer.headers.get('content-type')).toMatch(/^application\/manifest\+json/)
    const manifest = (await answer.json()) as Manifest
    expect(manifest).toMatchObject({ name: words.common.product, lang: language })
    expect(manifest.shortcuts.map(({ name }) => name)).toEqual([
      words.common.myQuestions,
      words.common.answers,
    ])
    for (const { src, sizes, type } of manifest.icons) {
      const icon = await get(src)
      expect([src, icon.status, icon.headers.get('content-type')]).toEqual([src, 200, type])
      const bytes = Buffer.from(await icon.arrayBuffer())
      // Width and height stand at the head of a PNG.
      if (type === 'image/png') expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes)
    }
  },
)

test('a file goes out compressed to whoever takes it so, and as it is to others', async () => {
  for (const [accepted, encoding] of [
    ['gzip, br', 'gzip'],
    ['identity', null],
  ] as const) {
    const answer = await fetch(`${server.url}/assets/page.js`, { headers: { 'accept-encoding': accepted } })
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(answer.headers.get('vary')).toContain('accept-encoding')
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect(answer.headers.get('content-type')).toMatch(/javascript/)
    expect(await answer.text()).toBe('// the page')
  }
})

test('both manifests are of the same application', async () => {
  const same = ({ icons, shortcuts, ...rest }: Manifest) => ({
    ...rest,
    icons,
    lang: '',
    description: '',
    shortcuts: shortcuts.map(({ url }) => url),
  })
  expect(same(await manifestOf('en'))).toEqual(same(await manifestOf('it')))
})
