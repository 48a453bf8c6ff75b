/** The documentation as a programmer opens it: it draws under our policy of what may run, and asks nobody else for anything. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mountEngine } from '../../server/engine.ts'
import { launchBrowser } from '../support/browser/launch.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

let browser: Browser
let server: HttpServer

beforeAll(async () => {
  browser = await launchBrowser()
  server = await startHttp({
    plugins: async (app, parts) => {
      await mountEngine(app, parts, (error) => {
        throw error
      })
    },
  })
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

test('the page of the routes opens, unfolds one and tries it, and the browser complains of nothing', async () => {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin) && !request.url().startsWith('data:'))
      complaints.push(`asks ${request.url()}`)
  })
  await page.goto(`${server.origin}/docs`)
  await page.getByRole('heading', { name: /^Quesiti/ }).waitFor()
  const route = page.locator('.opblock', { hasText: '/api/sessions/by-code/{code}' })
  await route.getByRole('button').first().click()
  await route.getByRole('button', { name: 'Try it out' }).click()
  await route.getByPlaceholder('code').fill('FD9')
  await route.getByRole('button', { name: 'Execute' }).click()
  await route.locator('.live-responses-table', { hasText: 'session/not-found' }).waitFor()
  // The browser notes an answer of 404 by itself.
  expect(complaints.filter((text) => !text.includes('status of 404'))).toEqual([])
  await page.close()
})

test('both documents are served, and are the ones in the repository', async () => {
  const openapi = await (await fetch(`${server.origin}/docs/json`)).json()
  const asyncapi = await (await fetch(`${server.origin}/docs/asyncapi.json`)).json()
  const read = async (name: string) =>
    (await import(`../../docs/${name}.json`, { with: { type: 'json' } })).default
  expect(openapi).toEqual(await read('openapi'))
  expect(asyncapi).toEqual(await read('asyncapi'))
})
