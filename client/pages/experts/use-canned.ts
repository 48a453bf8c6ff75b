/** Ready texts and reasons of the content, asked for once a page. */
import type { CannedAnswer } from '../../../server/contract/reads.ts'
import { useRead } from '../../components/use-read.ts'

const NOTHING: Pick<CannedAnswer, 'texts' | 'reasons'> = { texts: [], reasons: [] }

export const useCanned = (): Pick<CannedAnswer, 'texts' | 'reasons'> =>
  useRead<CannedAnswer>('/api/content/canned').found ?? NOTHING
