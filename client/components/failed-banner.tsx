/** Something could not be had: why, in words, and another try. */
import type { FailureCode } from '../sync/device-codes.ts'
import { sentenceOf } from '../text/sentence.ts'
import { t } from '../text/text.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'

export function FailedBanner({ code, onRetry }: { code: FailureCode; onRetry: () => void }) {
  return (
    <Banner
      tone="bad"
      icon="attention"
      role="alert"
      actions={
        <Button look="secondary" size="small" onPress={onRetry}>
          {t.common.retry}
        </Button>
      }
    >
      {sentenceOf(code)}
    </Banner>
  )
}
