/** A QR code as one path: level M, a quiet zone of four modules, ink on white. */
import { encode } from 'uqr'

const QUIET_ZONE = 4

export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={pathOf(data)} fill="#14293d" />
    </svg>
  )
}

/** A row's dark modules in as few strokes as there are runs. */
const pathOf = (rows: readonly (readonly boolean[])[]): string =>
  rows
    .flatMap((row, y) =>
      row.map((isDark, x) => {
        if (!isDark || row[x - 1]) return ''
        const end = row.findIndex((dark, place) => place > x && !dark)
        return `M${x} ${y}h${(end < 0 ? row.length : end) - x}v1h-${(end < 0 ? row.length : end) - x}z`
      }),
    )
    .join('')
