/**
 * The service worker: the product's own files, and its page for every address of its own, where the network has none. Answers
 * of the API never pass through it, so it holds nothing of anybody. It reloads nothing: a newer build is told to the pages.
 */
import { isPageAddress } from './page-address.ts'
import type { Build, Installed, WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope
/** Written in when the client is built. */
declare const __BUILD__: Build

const FILES = 'quesiti-files'
const PAGE = '/'
/** Under this name is kept which files a build has. */
const BUILD = '/build.json'
/** A network that is there but takes longer doesn't keep anybody from reading. */
const PAGE_WAIT_MS = 3_000

const build = __BUILD__
const own = new Set([...build.files, ...build.others])

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (isPageAddress(pathname)) event.respondWith(pageFor(request))
  } else if (own.has(pathname) || pathname.startsWith('/assets/')) {
    event.respondWith(fileFor(request, pathname))
  }
})

/** All or nothing. The page comes last, so that whoever is given it finds its files. */
async function install(): Promise<void> {
  const cache = await self.caches.open(FILES)
  const known = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
  await cache.addAll(build.files.filter((path) => !known.has(path) || !path.startsWith('/assets/')))
  const page = await fetch(PAGE, { cache: 'no-cache' })
  // While servers are changed one by one, another one may have answered: then the next look for a newer worker tries again.
  if (!page.ok || !(await page.clone().text()).includes(build.entry)) throw new Error('not of this build')
  const before = await filesOf(await cache.match(BUILD))
  await cache.put(BUILD, new Response(JSON.stringify({ entry: build.entry, files: [...own], before })))
  await cache.put(PAGE, page)
  // Pages that are open go on with what they have: files of the build before this one stay.
  await self.skipWaiting()
}

async function activate(): Promise<void> {
  const cache = await self.caches.open(FILES)
  const record = await cache.match(BUILD)
  const { before = [] } = (await record?.clone().json()) ?? {}
  const kept = new Set([...own, ...before, PAGE, BUILD])
  for (const request of await cache.keys()) {
    if (!kept.has(new URL(request.url).pathname)) await cache.delete(request)
  }
  await self.clients.claim()
  const installed: Installed = { type: 'quesiti:installed', entry: build.entry }
  for (const client of await self.clients.matchAll({ includeUncontrolled: true }))
    client.postMessage(installed)
}

async function filesOf(record: Response | undefined): Promise<readonly string[]> {
  const earlier: { entry?: string; files?: string[]; before?: string[] } = (await record?.json()) ?? {}
  // The same build installed again must not forget the one before.
  return (earlier.entry === build.entry ? earlier.before : earlier.files) ?? []
}

/** The network's page is the newest one. Where there is none, or a proxy's excuse for one, the page that was kept. */
async function pageFor(request: Request): Promise<Response> {
  const kept = await self.caches.match(PAGE)
  if (!kept) return fetch(request)
  const coming = fetch(request).then((answer) => (answer.status >= 500 ? kept.clone() : answer))
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept.clone()), PAGE_WAIT_MS))
  return Promise.race([coming, late]).catch(() => kept)
}

/** A hashed file is for ever what it is. */
async function fileFor(request: Request, pathname: string): Promise<Response> {
  const cache = await self.caches.open(FILES)
  const isHashed = pathname.startsWith('/assets/')
  const kept = await cache.match(pathname)
  if (kept && isHashed) return kept
  try {
    const answer = await fetch(request)
    if (answer.status === 200 && own.has(pathname)) await cache.put(pathname, answer.clone())
    return answer
  } catch (error) {
    if (kept) return kept
    throw error
  }
}
