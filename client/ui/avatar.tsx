/** Two initials on one of four colours, always the same for the same name. Decorative: the name is beside it. */
type Props = { name: string; initials?: string; small?: boolean }

const COLOURS = 4

export function Avatar({ name, initials = initialsOf(name), small = false }: Props) {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return (
    <span class={`avatar avatar--${sum % COLOURS}${small ? ' avatar--small' : ''}`} aria-hidden="true">
      {initials}
    </span>
  )
}

/** `Comune di Poggio Esempio` is PE, `L. Conti` is LC. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.’']+/).filter((word) => /^\p{Lu}/u.test(word))
  const telling = words.length > 2 ? words.slice(-2) : words
  return telling
    .map((word) => word.slice(0, 1))
    .join('')
    .slice(0, 2)
}
