/** What the privacy guard has to say of a draft: found a moment after the last key, silent about what was waved through. */
import { useMemo, useState } from 'preact/hooks'
import { useSettled } from '../../components/use-settled.ts'
import type { Draft } from '../../state/drafts.ts'
import {
  type Finding,
  type FindingKind,
  findPersonalData,
  withoutPersonalData,
} from '../../state/privacy-guard.ts'
import { t } from '../../text/text.ts'

export type GuardState = {
  readonly kinds: ReadonlySet<FindingKind>
  /** In the text as it is now. */
  readonly marks: readonly Finding[]
  remove(): void
  keep(): void
}

const AFTER_MS = 400
const GUARDED = ['title', 'text', 'tried'] as const

export function useGuard(draft: Draft<'ask'>): GuardState {
  const content = useSettled(draft.content.value, AFTER_MS)
  const [waved, setWaved] = useState<ReadonlySet<string>>(new Set())
  const found = useMemo(() => {
    const inField = (text: string) =>
      findPersonalData(text).filter(({ from, to }) => !waved.has(text.slice(from, to)))
    return { title: inField(content.title), text: inField(content.text), tried: inField(content.tried) }
  }, [content, waved])
  const all = GUARDED.flatMap((name) => found[name])
  const now = draft.content.value
  return {
    kinds: new Set(all.map(({ kind }) => kind)),
    marks: now.text === content.text ? found.text : [],
    remove: () => {
      const clean = (text: string) => {
        const rest = findPersonalData(text).filter(({ from, to }) => !waved.has(text.slice(from, to)))
        return withoutPersonalData(text, rest, t.ask.guard.replacement)
      }
      draft.write({ title: clean(now.title), text: clean(now.text), tried: clean(now.tried) })
    },
    keep: () =>
      setWaved(
        new Set([
          ...waved,
          ...GUARDED.flatMap((name) => found[name].map(({ from, to }) => content[name].slice(from, to))),
        ]),
      ),
  }
}
