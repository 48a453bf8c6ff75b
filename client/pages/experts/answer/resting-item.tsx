/** An item on which this reader has nothing to write now: whose it is or what it waits for, in words. */
import { useState } from 'preact/hooks'
import { isExpertOf, type Standing } from '../../../state/desk/standing.ts'
import type { ItemView } from '../../../state/work.ts'
import { w } from '../../../text/work/words.ts'
import { Button } from '../../../ui/button.tsx'
import { nameOf, useDesk } from '../desk.ts'
import { failureSentence } from '../failure-sentence.ts'
import { useItemTexts } from '../use-texts.ts'
import { LeftDraft } from './left-draft.tsx'

type Resting = Extract<Standing, 'others' | 'waiting' | 'parked' | 'live' | 'over'>
type Props = { item: ItemView; standing: Resting }

export function RestingItem({ item, standing }: Props) {
  const desk = useDesk()
  const texts = useItemTexts(item).found
  const { title, note } = sayingOf(item, standing, nameOf(desk, item.holder) ?? w.colleague)
  const may = isExpertOf(desk.me, desk.session.id, item)
  return (
    <div class="console__body console__body--calm">
      <div class="calm-card">
        <h2 class="calm-card__title">{title}</h2>
        {note && (standing !== 'others' || texts?.draft) && <p>{note}</p>}
        {standing === 'others' && may && (
          <Button
            look="secondary"
            onPress={() => {
              desk.action.value = { name: 'takeOver' }
              desk.go({ isAnswer: false }, { replace: true })
            }}
          >
            {w.takeOver}
          </Button>
        )}
        {standing === 'parked' && may && <Unpark item={item} />}
      </div>
      {standing === 'others' && texts?.draft && <LeftDraft draft={texts.draft} />}
    </div>
  )
}

function sayingOf(item: ItemView, standing: Resting, holder: string): { title: string; note?: string } {
  switch (standing) {
    case 'others':
      return { title: w.othersTitle(holder), note: w.othersNote }
    case 'waiting':
      return { title: w.waitingTitle, note: w.waitingNote }
    case 'parked':
      return { title: w.parkedTitle(item.parkedUntil ?? undefined) }
    case 'live':
      return { title: w.liveTitle }
    case 'over':
      return { title: w.overTitle[item.outcome ?? 'answered'] }
  }
}

function Unpark({ item }: { item: ItemView }) {
  const desk = useDesk()
  const [error, setError] = useState<string | null>(null)
  const unpark = async () => {
    const answer = await desk.call('item:unpark', { itemId: item.id })
    if (answer.ok) desk.report({ message: w.unparkDone })
    else setError(failureSentence(desk, answer))
  }
  return (
    <>
      <Button look="primary" onPress={() => void unpark()}>
        {w.unpark}
      </Button>
      {error && (
        <p class="field__error" role="alert">
          {error}
        </p>
      )}
    </>
  )
}
