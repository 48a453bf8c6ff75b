/** Under which words the application is installed: those of the language in force. */
import { effect } from '@preact/signals'
import { language } from '../text/text.ts'

export function nameInstalledApp(): void {
  effect(() => {
    document
      .querySelector('link[rel="manifest"]')
      ?.setAttribute('href', `/manifest.${language()}.webmanifest`)
  })
}
