/** Ready texts and reasons of the content, asked for once a page. */
import type { CannedAnswer } from '../../../server/contract/reads.ts'
import { useRead } from '../../components/use-read.ts'

type Canned = Pick<CannedAnswer, 'texts' | 'reasons' | 'variables'>

const NOTHING: Canned = { texts: [], reasons: [], variables: {} }

export const useCanned = (): Canned => useRead<CannedAnswer>('/api/content/canned').found ?? NOTHING
