/** How far a question is: done, now, and what comes. The state is in the words for those who don't see the marks. */
import type { ComponentChildren } from 'preact'
import { Icon } from './icon/icon.tsx'

export type Step = { title: string; state: 'done' | 'now' | 'next'; detail?: ComponentChildren }

export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol class="steps">
      {steps.map((step) => (
        <li
          key={step.title}
          class={`steps__step steps__step--${step.state}`}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <span class="steps__mark" aria-hidden="true">
            {step.state === 'done' && <Icon name="check" size={16} />}
          </span>
          <div>
            <p class="steps__title">{step.title}</p>
            {step.detail && <div class="small">{step.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
