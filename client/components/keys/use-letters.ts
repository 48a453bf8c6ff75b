/** Whether the keys of one letter work for this reader on this device (WCAG 2.1.4). Knows no key. */
import { useState } from 'preact/hooks'
import { deviceStorage } from '../../sync/browser.ts'

const NAME = 'quesiti:letters'

export function useLetters(): readonly [on: boolean, set: (on: boolean) => void] {
  const [isOn, setOn] = useState(() => deviceStorage().getItem(NAME) !== 'off')
  const set = (on: boolean) => {
    setOn(on)
    try {
      deviceStorage().setItem(NAME, on ? 'on' : 'off')
    } catch {
      // A full device only means that the choice lasts as long as the page.
    }
  }
  return [isOn, set]
}
