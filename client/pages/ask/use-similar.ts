/** Answers to doubts like the one being written: asked a moment after the last key, the newest asking wins. */
import { useEffect, useState } from 'preact/hooks'
import type { SearchAnswer } from '../../../server/contract/reads.ts'
import { limits } from '../../../server/domain/limits.ts'
import { graphemes } from '../../../server/domain/text.ts'
import { useEngine } from '../../components/engine-context.ts'
import { useSettled } from '../../components/use-settled.ts'

export type Hit = SearchAnswer['hits'][number]
export type Similar =
  | { readonly kind: 'tooShort' | 'offline' | 'looking' | 'different' }
  | { readonly kind: 'found'; readonly hits: readonly Hit[] }

const FROM_LENGTH = 12
const AFTER_MS = 400

export function useSimilar(title: string): Similar {
  const { api, line } = useEngine()
  const words = useSettled(title.trim(), AFTER_MS)
  const isLong = graphemes(words) >= FROM_LENGTH
  const isOffline = line.value.line === 'offline'
  const [found, setFound] = useState<readonly Hit[] | undefined>(undefined)
  useEffect(() => {
    if (!isLong || isOffline) return
    const calling = new AbortController()
    const query = new URLSearchParams({
      q: words.slice(0, limits.searchLength),
      kinds: 'question,answer',
    })
    void api.get<SearchAnswer>(`/api/search?${query}`, { signal: calling.signal }).then((answer) => {
      if (calling.signal.aborted) return
      // What can't be had is not missed: the question can be sent without it.
      setFound(closest(answer.ok ? answer.hits : []))
    })
    return () => calling.abort()
  }, [api, words, isLong, isOffline])
  if (!isLong) return { kind: 'tooShort' }
  if (found !== undefined) return { kind: 'found', hits: found }
  return { kind: isOffline ? 'offline' : 'looking' }
}

/** Where few are close, some that share a word or two are better than none. */
const FEW = 2

/** What has an answer; what is only like it in part comes last, and only where there is little else. */
export function closest(hits: readonly Hit[]): readonly Hit[] {
  const answered = hits.filter((hit) => hit.answer !== null)
  const close = answered.filter(({ closeness }) => closeness !== 'part').slice(0, limits.similarResults)
  const partly = answered.filter(({ closeness }) => closeness === 'part')
  return [...close, ...partly.slice(0, Math.max(0, FEW - close.length))]
}
