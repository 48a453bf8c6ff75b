/** Tabs by keyboard: arrows, Home and End move selection and focus together. */
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { afterEach, expect, test } from 'vitest'
import { TabPanel, Tabs } from '../../client/ui/tabs.tsx'

afterEach(cleanup)

const tabs = [
  { id: 'stream', label: 'Quesiti e risposte' },
  { id: 'mine', label: 'I miei quesiti', badge: '1 nuova' },
  { id: 'day', label: 'La giornata' },
]

function Sample() {
  const [selected, setSelected] = useState('stream')
  return (
    <>
      <Tabs label="Vista" tabs={tabs} selected={selected} onSelect={setSelected} />
      <TabPanel id={selected}>{selected}</TabPanel>
    </>
  )
}

const selected = () => screen.getByRole('tab', { selected: true })

test('arrows go round, Home and End go to the edges, and the focus follows', () => {
  render(<Sample />)
  const press = (key: string) => fireEvent.keyDown(selected(), { key })
  press('ArrowLeft')
  expect(selected().textContent).toBe('La giornata')
  expect(document.activeElement).toBe(selected())
  press('ArrowRight')
  expect(selected().textContent).toBe('Quesiti e risposte')
  press('End')
  expect(selected().textContent).toBe('La giornata')
  press('Home')
  expect(selected().textContent).toBe('Quesiti e risposte')
})

test('only the selected tab is in the tab order, and it names its panel', () => {
  render(<Sample />)
  expect(screen.getAllByRole('tab').map((tab) => tab.tabIndex)).toEqual([0, -1, -1])
  fireEvent.click(screen.getByRole('tab', { name: /I miei quesiti/ }))
  expect(screen.getByRole('tabpanel').getAttribute('aria-labelledby')).toBe(selected().id)
  expect(screen.getByRole('tabpanel').textContent).toBe('mine')
})
