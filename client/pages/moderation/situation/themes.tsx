/** The day by its themes: who is here, two small pictures, and the table that has their figures. */
import { useEngine } from '../../../components/engine-context.ts'
import { themeFigures, wholeDay } from '../../../state/moderation/themes.ts'
import type { People } from '../../../state/present.ts'
import { m } from '../../../text/moderation/words.ts'
import { format, t } from '../../../text/text.ts'
import { Icon } from '../../../ui/icon/icon.tsx'
import { useModeration } from '../moderation.ts'
import { type NamedTheme, OutcomesChart, WaitsChart, waitWords } from './theme-charts.tsx'

const MINUTE_MS = 60_000

export function Themes() {
  const { themes, state } = useModeration()
  const { clock } = useEngine()
  const now = Math.ceil(clock.second.value / MINUTE_MS) * MINUTE_MS
  const questions = [...state.received.value, ...state.stream().value]
  const figures = themeFigures({
    themeIds: themes.map(({ id }) => id),
    countsOf: (themeId) => state.counts(themeId).value,
    questions,
    now,
  }).map((figure) => ({
    ...figure,
    label: themes.find(({ id }) => id === figure.themeId)?.label ?? figure.themeId,
  }))
  return (
    <section aria-labelledby="themes" class="themes">
      <h2 id="themes" class="moderation__heading">
        {m.themes}
      </h2>
      <PresentNow />
      {figures.some(({ asked }) => asked > 0) && (
        <div class="themes__grid">
          <div class="themes__charts">
            <OutcomesChart themes={figures} />
            <WaitsChart themes={figures} />
          </div>
          <ThemesTable themes={figures} whole={wholeDay(figures, questions)} />
        </div>
      )}
    </section>
  )
}

/** How many lines are open, by what they are for. Whom it is about is not known. */
function PresentNow() {
  const { session } = useModeration()
  const people = useEngine().presence.people(session.id)
  return (
    <p class="themes__present">
      {people === null ? (
        <span class="muted">{m.presentNone}</span>
      ) : (
        <>
          <b>{m.present}</b> {presentWords(people)}
        </>
      )}
    </p>
  )
}

const presentWords = (people: People): string =>
  (['participant', 'expert', 'moderator', 'feed'] as const)
    .filter((as) => as === 'participant' || people[as] > 0)
    .map((as) => m.presentPeople[as](people[as]))
    .join(' · ')

type TableProps = { themes: readonly NamedTheme[]; whole: ReturnType<typeof wholeDay> }

function ThemesTable({ themes, whole }: TableProps) {
  return (
    <div class="themes__scroll">
      <table class="topics-table themes__table">
        <caption>{m.themesTable}</caption>
        <thead>
          <tr>
            <th scope="col">{m.theme}</th>
            {[m.asked, m.answered, t.moderation.withoutOutcome, t.moderation.medianWait].map((head) => (
              <th key={head} scope="col" class="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {themes.map((theme) => (
            <tr key={theme.themeId} class={theme.isStarving ? 'is-overwhelmed' : undefined}>
              <th scope="row">
                {theme.label}
                {theme.isStarving && (
                  <span class="moderation__overwhelmed">
                    <Icon name="attention" size={16} /> {t.moderation.overwhelmed}
                  </span>
                )}
              </th>
              <Figures of={theme} />
            </tr>
          ))}
          {themes.length > 1 && (
            <tr class="themes__whole">
              <th scope="row">{m.wholeDay}</th>
              <Figures of={whole} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

function Figures({ of }: { of: TableProps['whole'] }) {
  return (
    <>
      <td class="number">{format.number(of.asked)}</td>
      <td class="number">{format.number(of.answered)}</td>
      <td class={of.waiting > 0 ? 'number themes__open' : 'number'}>{format.number(of.waiting)}</td>
      <td class="number nowrap">{waitWords(of.medianWaitMs)}</td>
    </>
  )
}
