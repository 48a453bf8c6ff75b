/** What all parts of the moderator's page share: the session, names of topics and people, the moves, the inbox. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { must } from '../../../server/domain/assert.ts'
import type { View } from '../../../server/domain/views.ts'
import type { Theme, Topic } from '../../state/catalogue.ts'
import type { InboxRow } from '../../state/moderation/inbox.ts'
import type { Move, Moves } from '../../state/moderation/moves.ts'
import type { QuestionView, SessionState } from '../../state/session.ts'

/** What the moderator has opened over the page. */
export type Asked =
  | {
      readonly kind: 'announce' | 'wall' | 'close' | 'reopen' | 'open' | 'start' | 'stop' | 'archive' | 'day'
    }
  | { readonly kind: 'more' | QuestionForm; readonly questionId: string }

export const QUESTION_FORMS = ['refuse', 'redirect', 'rewrite', 'classify', 'carry', 'mute'] as const
export type QuestionForm = (typeof QUESTION_FORMS)[number]

export type Moderation = {
  readonly session: View<'session'>
  readonly state: SessionState
  /** Of this session's themes. */
  readonly topics: readonly Topic[]
  /** This session's own, in the content's order. */
  readonly themes: readonly Theme[]
  readonly topicOf: (topicId: string) => Topic | undefined
  readonly nameOf: (actorId: string) => string | undefined
  readonly isAdministrator: boolean
  /** Days to which a question of the theme can be carried, the nearest first. */
  readonly laterDays: (themeId: string) => readonly View<'session'>[]
  readonly moves: Moves
  readonly give: (questionId: string, move: Move) => void
  readonly rows: readonly InboxRow[]
  readonly current: QuestionView | undefined
  readonly select: (questionId: string | undefined) => void
  /** Takes away the lines of what others have dealt with. */
  readonly settle: () => void
  readonly ask: (asked: Asked | undefined) => void
}

export const ModerationContext = createContext<Moderation | undefined>(undefined)

export const useModeration = (): Moderation =>
  must(useContext(ModerationContext), 'this is inside the moderator’s page')
