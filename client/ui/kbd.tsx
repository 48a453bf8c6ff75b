/** A key. Beside a control it is a hint for the eye (the control carries aria-keyshortcuts); in the list of keys it is read. */
type Props = { keys: string; spoken?: boolean }

export function Kbd({ keys, spoken = false }: Props) {
  return (
    <span aria-hidden={spoken ? undefined : true}>
      <kbd>{keys}</kbd>
    </span>
  )
}
