/** Something could not be had: why, in words, and another try; of a page that is too old, the newer one. */
import type { FailureCode } from '../sync/device-codes.ts'
import { sentenceOf } from '../text/sentence.ts'
import { t } from '../text/text.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'

export function FailedBanner({ code, onRetry }: { code: FailureCode; onRetry?: () => void }) {
  // What is being written is kept on the device when the page goes.
  const isTooOld = code === 'connection/too-old'
  return (
    <Banner
      tone={isTooOld ? 'attn' : 'bad'}
      icon="attention"
      role="alert"
      actions={
        <Button look="secondary" size="small" onPress={isTooOld ? () => location.reload() : onRetry}>
          {isTooOld ? t.common.refresh : t.common.retry}
        </Button>
      }
    >
      {sentenceOf(code)}
    </Banner>
  )
}
