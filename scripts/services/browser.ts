/** A real Chromium: the machine's own, or the one that comes from npm. Who launches it closes it. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable']

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function launchBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH ?? INSTALLED.find((path) => existsSync(path))
  if (own) return chromium.launch({ executablePath: own, args: FLAGS })
  // The package brings the libraries that a bare machine lacks only where it is told that there is none.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const { default: packed } = await import('@sparticuz/chromium')
  return chromium.launch({ executablePath: await packed.executablePath(), args: [...packed.args, ...FLAGS] })
}
