/** Tabs with arrows, Home and End; the panel is the caller's, made with `TabPanel`. */
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import type { IconName } from '../icons/names.ts'
import { Icon } from './icon/icon.tsx'

export type Tab = { id: string; label: string; count?: number; badge?: string | undefined; icon?: IconName }

type Props = {
  label: string
  tabs: readonly Tab[]
  selected: string
  onSelect: (id: string) => void
  look?: 'top' | 'sticky' | 'bottom'
}

export function Tabs({ label, tabs, selected, onSelect, look = 'top' }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextTab(tabs, selected, event.key)
    if (!next) return
    event.preventDefault()
    onSelect(next.id)
    list.current?.querySelector<HTMLElement>(`#${tabId(next.id)}`)?.focus()
  }
  return (
    <div
      class={look === 'top' ? 'tabs' : `tabs tabs--${look}`}
      role="tablist"
      aria-label={label}
      ref={list}
      onKeyDown={onKeyDown}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          id={tabId(tab.id)}
          type="button"
          role="tab"
          class="tabs__tab"
          aria-selected={tab.id === selected}
          aria-controls={tab.id === selected ? panelId(tab.id) : undefined}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={() => onSelect(tab.id)}
        >
          {tab.icon && <Icon name={tab.icon} size={24} />}
          <span>
            {tab.label}
            {tab.count !== undefined && <span class="tabs__count"> {tab.count}</span>}
          </span>
          {tab.badge && <span class="badge">{tab.badge}</span>}
        </button>
      ))}
    </div>
  )
}

export function TabPanel({ id, children }: { id: string; children: ComponentChildren }) {
  return (
    <div role="tabpanel" id={panelId(id)} aria-labelledby={tabId(id)} tabIndex={-1}>
      {children}
    </div>
  )
}

const tabId = (id: string) => `tab-${id}`
const panelId = (id: string) => `panel-${id}`

function nextTab(tabs: readonly Tab[], selected: string, key: string): Tab | undefined {
  const index = tabs.findIndex((tab) => tab.id === selected)
  const steps: Record<string, number> = {
    ArrowRight: (index + 1) % tabs.length,
    ArrowLeft: (index - 1 + tabs.length) % tabs.length,
    Home: 0,
    End: tabs.length - 1,
  }
  const step = steps[key]
  return step === undefined ? undefined : tabs[step]
}
