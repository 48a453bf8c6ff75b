/**
 * Two pictures of the themes: what became of their questions, and how long an answer takes. The marks differ by shape and
 * fill before they differ by colour, each figure is written by its mark, and the ear is sent to the table.
 */
import type { ThemeFigures } from '../../../state/moderation/themes.ts'
import { m } from '../../../text/moderation/words.ts'
import { format, t } from '../../../text/text.ts'

const BAR_HEIGHT = 12
const HOUR_MS = 60 * 60_000

export type NamedTheme = ThemeFigures & { readonly label: string }

/** Less than a minute is none. */
export const waitWords = (ms: number | null): string => (ms === null ? m.noOne : (format.age(ms) ?? '0 min'))

type Props = { themes: readonly NamedTheme[] }

export function OutcomesChart({ themes }: Props) {
  const most = Math.max(1, ...themes.map(({ asked }) => asked))
  return (
    <figure class="theme-chart" role="img" aria-label={m.outcomesSpoken}>
      <p class="theme-chart__title">{m.outcomes}</p>
      <ul class="theme-chart__key">
        <li>
          <i class="theme-chart__answered" /> {m.answered}
        </li>
        <li>
          <i class="theme-chart__otherwise" /> {m.otherwise}
        </li>
        <li>
          <i class="theme-chart__open" /> {t.moderation.withoutOutcome}
        </li>
      </ul>
      {themes.map(({ themeId, label, answered, otherwise, waiting }) => (
        <div key={themeId} class="theme-chart__row">
          <span class="theme-chart__label">{label}</span>
          <Stacked parts={[answered, otherwise, waiting].map((count) => (100 * count) / most)} />
          <span class="theme-chart__figures">{m.outcomesOf(answered, otherwise, waiting)}</span>
        </div>
      ))}
    </figure>
  )
}

const CLASSES = ['theme-chart__answered', 'theme-chart__otherwise', 'theme-chart__open']

/** Widths in hundredths of the longest, one after the other. */
function Stacked({ parts }: { parts: readonly number[] }) {
  return (
    <svg width="100%" height={BAR_HEIGHT} aria-hidden="true" focusable="false">
      {parts.map((width, place) => {
        const from = parts.slice(0, place).reduce((total, part) => total + part, 0)
        return width === 0 ? null : (
          <rect
            key={CLASSES[place]}
            class={CLASSES[place]}
            x={`${from}%`}
            y="1"
            width={`${width}%`}
            height={BAR_HEIGHT - 2}
            rx="2"
          />
        )
      })}
    </svg>
  )
}

/** Up to an hour the scale stands still, so that bars of two moments can be compared. */
export function WaitsChart({ themes }: Props) {
  const longest = Math.max(HOUR_MS, ...themes.map(({ medianWaitMs }) => medianWaitMs ?? 0))
  return (
    <figure class="theme-chart" role="img" aria-label={m.waitsSpoken}>
      <p class="theme-chart__title">{t.moderation.medianWait}</p>
      {themes.map(({ themeId, label, medianWaitMs }) => (
        <div key={themeId} class="theme-chart__row">
          <span class="theme-chart__label">{label}</span>
          <svg width="100%" height={BAR_HEIGHT} aria-hidden="true" focusable="false">
            <line class="theme-chart__scale" x1="0" x2="100%" y1={BAR_HEIGHT / 2} y2={BAR_HEIGHT / 2} />
            {medianWaitMs !== null && (
              <rect
                class="theme-chart__answered"
                x="0"
                y="1"
                width={`${Math.max(0.5, (100 * medianWaitMs) / longest)}%`}
                height={BAR_HEIGHT - 2}
                rx="2"
              />
            )}
          </svg>
          <span class="theme-chart__figures">
            {medianWaitMs === null ? m.noWait : waitWords(medianWaitMs)}
          </span>
        </div>
      ))}
    </figure>
  )
}
