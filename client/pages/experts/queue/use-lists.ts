/** The lists of the desk for who reads it, as long as the page is there. */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { createLists, type Lists } from '../../../state/desk/lists.ts'
import type { Desk } from '../desk.ts'

export type DeskLists = Lists & { readonly words: Signal<string> }

export function useLists({ state, me, place }: Desk): DeskLists {
  const { list, filter } = place
  const words = useSignal('')
  const lists = useMemo(
    () => createLists({ state, me, list, filter, words }),
    [state, me, list, filter, words],
  )
  const searched = words.value
  // Other rows are what was asked for: nothing is held back.
  useEffect(() => {
    lists.still.showNews()
  }, [searched, lists])
  return { ...lists, words }
}

/** The focus goes to the first of those that waited. */
export function showNews({ still }: Pick<Lists, 'still'>): void {
  const [first] = still.showNews()
  if (first === undefined) return
  requestAnimationFrame(() => document.getElementById(`row-${first}`)?.focus())
}
