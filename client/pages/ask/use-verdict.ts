/** What the asker says of the answers shown beside the form: one of them helps, or their case is another. */
import { useState } from 'preact/hooks'
import { useEngine } from '../../components/engine-context.ts'
import { sayVerdict } from '../../state/verdict.ts'
import type { Similar } from './use-similar.ts'

export type Judged = {
  /** Without those from which the asker's case differs. */
  readonly similar: Similar
  helps(): void
  differs(): void
}

export function useVerdict(found: Similar): Judged {
  const { api } = useEngine()
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set())
  const hits = found.kind === 'found' ? found.hits.filter(({ questionId }) => !others.has(questionId)) : []
  const isDifferent = found.kind === 'found' && found.hits.length > 0 && hits.length === 0
  const shown: Similar = found.kind === 'found' ? { kind: 'found', hits } : found
  return {
    similar: isDifferent ? { kind: 'different' } : shown,
    helps: () => {
      // Of several the closest is meant.
      const [closest] = hits
      if (closest) void sayVerdict(api, closest, true)
    },
    differs: () => {
      for (const hit of hits) void sayVerdict(api, hit, false)
      setOthers(new Set([...others, ...hits.map(({ questionId }) => questionId)]))
    },
  }
}
