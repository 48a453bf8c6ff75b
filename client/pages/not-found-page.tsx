/** An address with no page: what to do instead. */
import { PlainFrame } from '../components/plain-frame.tsx'
import { pathTo } from '../paths.ts'
import { t } from '../text/text.ts'
import { ButtonLink } from '../ui/button.tsx'

export function NotFoundPage() {
  return (
    <PlainFrame title={t.states.notFoundTitle}>
      <h1>{t.states.notFoundTitle}</h1>
      <p class="reading">{t.states.notFound}</p>
      <div>
        <ButtonLink look="primary" href={pathTo.home()}>
          {t.states.notFoundAction}
        </ButtonLink>
      </div>
    </PlainFrame>
  )
}
