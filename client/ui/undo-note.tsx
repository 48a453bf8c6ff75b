/** `Ammesso. Annulla`, in the place of the row it is about, for as long as the caller keeps it there. */
import { t } from '../text/text.ts'
import { Button } from './button.tsx'

export function UndoNote({ message, onUndo }: { message: string; onUndo: () => void }) {
  return (
    <div class="undo-note" role="status">
      <span>{message}</span>
      <Button look="tertiary" size="small" onPress={onUndo}>
        {t.common.undo}
      </Button>
    </div>
  )
}
