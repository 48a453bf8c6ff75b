/** The emblem of the European Union: twelve stars in a circle on blue, upright, at hours like a clock's. */
import { t } from '../../text/text.ts'

const hours = Array.from({ length: 12 }, (_, hour) => (hour * Math.PI) / 6)
// One five-pointed star around 0,0 with a radius of a third of the flag's unit, as the construction sheet says.
const star = Array.from({ length: 10 }, (_, point) => {
  const radius = point % 2 === 0 ? 1 : 0.382
  const angle = (point * Math.PI) / 5
  return `${(radius * Math.sin(angle)).toFixed(3)},${(-radius * Math.cos(angle)).toFixed(3)}`
}).join(' ')

export function EuEmblem() {
  return (
    <svg class="eu-emblem" viewBox="0 0 27 18" role="img" aria-label={t.common.emblem}>
      <rect width="27" height="18" fill="#003399" />
      {hours.map((angle) => (
        <polygon
          key={angle}
          points={star}
          fill="#FFCC00"
          transform={`translate(${13.5 + 6 * Math.sin(angle)} ${9 - 6 * Math.cos(angle)})`}
        />
      ))}
    </svg>
  )
}
