/** A list of groups that stands still while somebody is in it, as signals. What the ids are is not its business. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { type Groups, hold } from './groups.ts'

export type StillList = {
  readonly shown: ReadonlySignal<Groups>
  /** What came meanwhile, and waits to be shown. */
  readonly waiting: ReadonlySignal<readonly string[]>
  /** What was shown last, to be marked for a moment. */
  readonly fresh: ReadonlySignal<ReadonlySet<string>>
  /** Somebody is in the list, with the pointer or the keyboard. */
  setHeld(isHeld: boolean): void
  /** Shows everything at its place; gives what waited. */
  showNews(): readonly string[]
}

export function createStillList(groups: ReadonlySignal<Groups>): StillList {
  const frozen = signal<Groups | null>(null)
  const fresh = signal<ReadonlySet<string>>(new Set())
  const standing = computed(() =>
    frozen.value === null ? { groups: groups.value, waiting: [] } : hold(frozen.value, groups.value),
  )
  return {
    shown: computed(() => standing.value.groups),
    waiting: computed(() => standing.value.waiting),
    fresh,
    setHeld: (isHeld) => {
      if (!isHeld) frozen.value = null
      else frozen.value ??= groups.peek()
    },
    showNews: () => {
      const waited = standing.peek().waiting
      if (frozen.peek() !== null) frozen.value = groups.peek()
      if (waited.length > 0) fresh.value = new Set(waited)
      return waited
    },
  }
}
