/** The native dialog: it traps focus, Esc closes it, and focus goes back to what opened it. */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../text/text.ts'
import { Button } from './button.tsx'
import { Kbd } from './kbd.tsx'

type Props = {
  title: string
  open: boolean
  onClose: () => void
  wide?: boolean
  /** Beside the title, before Close. */
  aside?: ComponentChildren
  foot?: ComponentChildren
  children: ComponentChildren
}

export function Dialog({ title, open, onClose, wide = false, aside, foot, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (!open) return
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [open])
  if (!open) return null
  return (
    <dialog
      ref={dialog}
      class={wide ? 'dialog dialog--wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div class="dialog__head">
        <h2 id={titleId}>{title}</h2>
        {aside}
        <Button size="small" onPress={onClose}>
          {t.common.close} <Kbd keys="Esc" />
        </Button>
      </div>
      {children}
      {foot && <div class="dialog__foot">{foot}</div>}
    </dialog>
  )
}
