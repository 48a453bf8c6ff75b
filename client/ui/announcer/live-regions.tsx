/** The two live regions of the page. They exist from the start and are never moved. */
import type { Announcer } from './create-announcer.ts'

export function LiveRegions({ announcer }: { announcer: Announcer }) {
  return (
    <>
      <div class="visually-hidden" role="status">
        {announcer.polite.value}
      </div>
      <div class="visually-hidden" role="alert">
        {announcer.assertive.value}
      </div>
    </>
  )
}
