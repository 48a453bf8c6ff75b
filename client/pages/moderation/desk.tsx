/** The moderator at a desk: the day's strip, what has arrived, topics and what is needed, all with keys. */
import { useState } from 'preact/hooks'
import { KeyList } from '../../components/keys/key-list.tsx'
import { useKeys } from '../../components/keys/use-keys.ts'
import { useLetters } from '../../components/keys/use-letters.ts'
import { openNeighbour } from '../../state/moderation/inbox.ts'
import { t } from '../../text/text.ts'
import { Bar } from './bar.tsx'
import { Strip } from './day/strip.tsx'
import { ListView, toRow } from './inbox/list-view.tsx'
import { joinProposed, useProposal } from './inbox/use-proposal.ts'
import { useModeration } from './moderation.ts'
import { Notices } from './notices.tsx'
import { Needs } from './situation/needs.tsx'
import { Themes } from './situation/themes.tsx'
import { TopicsTable } from './situation/topics-table.tsx'

export function Desk() {
  const moderation = useModeration()
  const { rows, current, select, settle, give, ask } = moderation
  const [letters, setLetters] = useLetters()
  const [isListOpen, setListOpen] = useState(false)
  const proposal = useProposal(current)
  const id = current?.id
  const go = (step: 1 | -1) => {
    const next = openNeighbour(rows, id, step)
    select(next)
    toRow(next)
  }
  useKeys(
    {
      next: () => go(1),
      previous: () => go(-1),
      showNew: settle,
      escape: () => toRow(id),
      list: () => setListOpen(true),
      ...(id === undefined
        ? {}
        : {
            admit: () => give(id, { kind: 'admit' }),
            refuse: () => ask({ kind: 'refuse', questionId: id }),
            join: () => joinProposed(moderation, id, proposal),
          }),
    },
    letters,
  )
  return (
    <>
      <Bar onKeys={() => setListOpen(true)} />
      <main id="content" class="console moderation" tabIndex={-1}>
        <Notices />
        <Strip />
        <div class="console__columns console__columns--two">
          <section class="console__column console__column--queue" aria-label={t.moderation.inbox}>
            <ListView />
          </section>
          <section class="console__column" aria-label={t.moderation.situation}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls alone must be reached by the keyboard. */}
            <div class="console__body moderation__situation" tabIndex={0}>
              <Needs
                onQuestion={(questionId) => {
                  select(questionId)
                  toRow(questionId)
                }}
              />
              <Themes />
              <TopicsTable />
            </div>
          </section>
        </div>
      </main>
      <KeyList
        open={isListOpen}
        desk="moderator"
        letters={letters}
        onLetters={setLetters}
        onClose={() => setListOpen(false)}
      />
    </>
  )
}
