/** Of when the oldest thing is that a page shows while it has no line: said where the page has no live list that says it. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'

export type KeptShown = {
  readonly oldest: ReadonlySignal<number | null>
  /** Something of that moment is shown; gives back the function that says that it no longer is. */
  show(at: number): () => void
}

/** `catalogueAt`: what every page shows a part of. */
export function createKeptShown(catalogueAt: ReadonlySignal<number | null>): KeptShown {
  const shown = signal<readonly { readonly at: number }[]>([])
  return {
    oldest: computed(() => {
      const moments = shown.value.map(({ at }) => at)
      if (catalogueAt.value !== null) moments.push(catalogueAt.value)
      return moments.length === 0 ? null : Math.min(...moments)
    }),
    show: (at) => {
      const one = { at }
      shown.value = [...shown.peek(), one]
      return () => {
        shown.value = shown.peek().filter((each) => each !== one)
      }
    },
  }
}
