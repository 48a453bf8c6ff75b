/** `Quesiti` and its dot, terracotta while a session the reader can join is live. */
import { t } from '../../text/text.ts'

export function Wordmark({ live, href = '/' }: { live: boolean; href?: string | undefined }) {
  return (
    <a class="wordmark" href={href}>
      Quesiti
      <span class={live ? 'wordmark__dot wordmark__dot--live' : 'wordmark__dot'} />
      <span class="visually-hidden">{live ? t.common.homeLive : t.common.home}</span>
    </a>
  )
}
