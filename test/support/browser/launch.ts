/** The Chromium of the tests is the one of the pictures. One for a test file, closed by it. */
export { launchBrowser } from '../../../scripts/services/browser.ts'
