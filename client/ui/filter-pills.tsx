/** Theme filters with counts, one pressed at a time. Knows nothing of themes. */
type Props = {
  label: string
  options: readonly { value: string; label: string; count?: number }[]
  selected: string
  onSelect: (value: string) => void
}

export function FilterPills({ label, options, selected, onSelect }: Props) {
  return (
    <fieldset class="filters">
      <legend class="visually-hidden">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          class="filter"
          aria-pressed={option.value === selected}
          onClick={() => onSelect(option.value)}
        >
          {option.label} {option.count !== undefined && <span>{option.count}</span>}
        </button>
      ))}
    </fieldset>
  )
}
