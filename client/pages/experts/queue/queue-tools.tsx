/** Over the lists: which topics, and words to search the rows for. */
import type { Signal } from '@preact/signals'
import { useRef, useState } from 'preact/hooks'
import { useKeys } from '../../../components/keys/use-keys.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Select } from '../../../ui/field/select.tsx'
import { Icon } from '../../../ui/icon/icon.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { type Desk, useDesk } from '../desk.ts'

export function QueueTools({ words }: { words: Signal<string> }) {
  const desk = useDesk()
  const [isOpen, setOpen] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const search = () => {
    setOpen(true)
    requestAnimationFrame(() => field.current?.focus())
  }
  useKeys({ search }, desk.letters)
  const close = () => {
    words.value = ''
    setOpen(false)
  }
  return (
    <>
      <div class="console__tools">
        <Select
          label={w.topicFilter}
          hideLabel
          value={desk.place.filter}
          options={optionsOf(desk)}
          onChange={(filter) => desk.go({ filter }, { replace: true })}
        />
        <button
          type="button"
          class="button search-toggle"
          aria-expanded={isOpen}
          aria-label={t.desk.search}
          aria-keyshortcuts="f"
          onClick={() => (isOpen ? close() : search())}
        >
          <Icon name="search" size={16} /> <Kbd keys="F" />
        </button>
      </div>
      {isOpen && (
        <div class="console__tools">
          <input
            ref={field}
            class="form-control input"
            type="search"
            aria-label={t.desk.search}
            placeholder={w.searchHint}
            value={words.value}
            onInput={(event) => {
              words.value = event.currentTarget.value
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && words.peek() === '') close()
            }}
          />
        </div>
      )}
    </>
  )
}

function optionsOf({ me, session, themes, topics }: Desk) {
  const isNarrow = me.grants.some(({ role, scope }) => role === 'expert' && /^(theme|topic):/.test(scope))
  const here = session.themeIds.flatMap((id) => themes.get(id) ?? [])
  return [
    { value: '', label: w.allTopics },
    ...(isNarrow ? [{ value: 'mine', label: w.myTopics }] : []),
    ...here.flatMap((theme) => [
      { value: `theme:${theme.id}`, label: t.desk.themeAll(theme.label) },
      ...[...topics.values()]
        .filter((topic) => topic.themeId === theme.id)
        .map((topic) => ({ value: `topic:${topic.id}`, label: topic.label })),
    ]),
  ]
}
