/** The sentence for a failure's code; one that this build doesn't know yet gets the general one. */
import type { FailureCode } from '../sync/device-codes.ts'
import { t } from './text.ts'

export function sentenceOf(code: FailureCode): string {
  const sentences: Readonly<Record<string, string>> = { ...t.states.device, ...t.errors }
  return sentences[code] ?? t.errors.internal
}
