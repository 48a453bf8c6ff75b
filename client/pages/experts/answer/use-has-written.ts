/** Whether the reader has written an answer to the item on this device: then it is shown whatever has become of the hold. */
import { useMemo } from 'preact/hooks'
import { useEngine } from '../../../components/engine-context.ts'
import { useDesk } from '../desk.ts'

export function useHasWritten(itemId: string): boolean {
  const engine = useEngine()
  const { state, dropped } = useDesk()
  const item = state.item(itemId).value
  // The device is asked again when the hold changes, or its copy was dropped; while the item is held, it makes no difference.
  const hold = `${itemId} ${item?.status} ${item?.holder} ${dropped.value}`
  return useMemo(
    () =>
      hold !== '' && engine.listDrafts().some((draft) => draft.kind === 'answer' && draft.itemId === itemId),
    [engine, itemId, hold],
  )
}
