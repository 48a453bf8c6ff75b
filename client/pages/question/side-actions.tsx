/** Following, voting and printing. On phones following and printing are icons of the header. */
import { useLocation } from 'preact-iso'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { VotePill } from '../../ui/vote-pill.tsx'
import type { QuestionProps } from './one-question.tsx'
import { useFollow, useVote } from './use-follow.ts'

export function SideActions(props: QuestionProps) {
  const { url } = useLocation()
  const { page, state } = props
  const follow = useFollow(props)
  const vote = useVote(props)
  const bodies = (state.question(page.question.id).value ?? page.question).bodies
  return (
    <div class="side-actions no-print">
      {vote.kind === 'may' && <VotePill count={bodies} pressed={vote.isOn} onToggle={vote.toggle} />}
      {follow.kind === 'may' && (
        <button
          type="button"
          class="button button--secondary button--small button--wide office-only-flex"
          aria-pressed={follow.isOn}
          onClick={follow.toggle}
        >
          <Icon name={follow.isOn ? 'check' : 'bookmark'} />
          {follow.isOn ? t.question.following : t.question.follow}
        </button>
      )}
      {follow.kind === 'signIn' && (
        <ButtonLink look="secondary" size="small" wide icon="bookmark" href={pathTo.signIn(url)}>
          {t.question.follow}
        </ButtonLink>
      )}
      <div class="office-only side-actions__print">
        <Button look="tertiary" size="small" icon="print" onPress={() => print()}>
          {t.question.print}
        </Button>
      </div>
      {[follow, vote].map(
        (choice, place) =>
          choice.kind === 'may' &&
          choice.failure && (
            <p key={place} class="field__error" role="alert">
              {choice.failure}
            </p>
          ),
      )}
    </div>
  )
}
