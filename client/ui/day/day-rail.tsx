/** The day as two bars with "now" as a bead: a pure picture of five instants, and one sentence for the ear. */
import { format, t } from '../../text/text.ts'

export type DayTimes = {
  from: number
  to: number
  breakFrom?: number | undefined
  breakTo?: number | undefined
}

export function DayRail({ now, ...times }: DayTimes & { now: number }) {
  const parts = partsOf(times)
  const spoken = parts.map((part) => `${format.time(part.from)}-${format.time(part.to)}`)
  return (
    <div class="rail" role="img" aria-label={t.phases.rail(spoken.join(t.phases.railAnd), format.time(now))}>
      {parts.map((part) => (
        <div key={part.from} class="rail__part" style={{ flexGrow: part.to - part.from, flexBasis: 0 }}>
          <Bar {...part} now={now} last={part.to === times.to} />
          <div class="rail__hours">
            <span>{format.time(part.from)}</span>
            <span>{format.time(part.to)}</span>
          </div>
        </div>
      ))}
    </div>
  )
}

type Span = { from: number; to: number }

function Bar({ from, to, now, last }: Span & { now: number; last: boolean }) {
  const past = Math.min(1, Math.max(0, (now - from) / (to - from)))
  const isNow = now >= from && (now < to || (last && now === to))
  const left = `${past * 100}%`
  return (
    <div class="rail__bar">
      {past > 0 && <div class="rail__past" style={{ width: left }} />}
      {isNow && <div class="rail__bead" style={{ left: `clamp(8px, ${left}, calc(100% - 5px))` }} />}
    </div>
  )
}

function partsOf({ from, to, breakFrom, breakTo }: DayTimes): Span[] {
  const hasBreak = breakFrom !== undefined && breakTo !== undefined && from < breakFrom && breakTo < to
  if (!hasBreak) return [{ from, to }]
  return [
    { from, to: breakFrom },
    { from: breakTo, to },
  ]
}
