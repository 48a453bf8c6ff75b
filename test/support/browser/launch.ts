/** The browser of the browser tests: one for a test file, closed by it. */
export { launchBrowser } from '../../../scripts/services/chromium.ts'
