/** The field, and the day to search in. A form of the plain kind: its address says it all. */
import { useLocation } from 'preact-iso'
import { limits } from '../../../server/domain/limits.ts'
import { useEngine } from '../../components/engine-context.ts'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field/select.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { addressOf, type Wish } from './search-address.ts'

export function SearchForm({ wish }: { wish: Wish }) {
  const { route } = useLocation()
  const { catalogue } = useEngine()
  const listed = catalogue.catalogue.value
  const days = (listed?.sessions ?? []).filter(({ rehearsal }) => !rehearsal)
  return (
    <search>
      <form
        key={wish.words}
        class="search-form"
        action={pathTo.search()}
        method="get"
        onSubmit={(event) => {
          event.preventDefault()
          const words = String(new FormData(event.currentTarget).get('q') ?? '').trim()
          route(addressOf({ ...wish, words, list: 'answers' }))
        }}
      >
        <div class="search-form__field">
          <Icon name="search" size={24} />
          <input
            class="form-control input"
            type="search"
            name="q"
            maxLength={limits.searchLength}
            defaultValue={wish.words}
            aria-label={t.search.field}
            placeholder={t.search.field}
          />
        </div>
        <Button look="secondary" type="submit">
          {t.search.submit}
        </Button>
      </form>
      {(!listed || days.length > 1) && (
        <div class="search-form__day">
          <Select
            hideLabel
            label={t.search.day}
            value={wish.day}
            options={[
              { value: '', label: t.search.allDays },
              ...days.map(({ code, title }) => ({ value: code, label: title })),
            ]}
            onChange={(day) => route(addressOf({ ...wish, day }))}
          />
        </div>
      )}
    </search>
  )
}
