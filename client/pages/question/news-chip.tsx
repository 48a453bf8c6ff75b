/** The words on the page are no longer the newest: said over it, so that nothing that is being read moves. */
import { t } from '../../text/text.ts'
import { Icon } from '../../ui/icon/icon.tsx'
import type { WhatIsNew } from './stamp.ts'

export function NewsChip({ news, onShow }: { news: WhatIsNew; onShow: () => void }) {
  const show = () => {
    onShow()
    document.getElementById('content')?.focus({ preventScroll: true })
    scrollTo({ top: 0 })
  }
  return (
    <div class="news-chip no-print" role="status">
      <button type="button" class="new-chip" onClick={show}>
        <Icon name="arrow-up" />
        <span>
          {t.question.news[news]} <b>{t.question.showNews}</b>
        </span>
      </button>
    </div>
  )
}
