/** Plays a story in a session: asked, admitted, voted for, claimed, answered and the rest, by commands of its people. */
import { randomKey } from '../../client/sync/browser.ts'
import { listExperts, listOfficials } from '../../db/content/content.ts'
import type { Edition } from '../../server/commands/edition.ts'
import { must } from '../../server/domain/assert.ts'
import type { AnswerWords, Command, CommandType, Payloads } from '../../server/domain/commands.ts'
import type { Room } from '../../server/rooms/room.ts'
import { type Line, listLines } from '../simulation/lines.ts'
import type { DayClock } from './day.ts'
import { actorIdOf, PEOPLE } from './people.ts'
import {
  type Chapter,
  CORRECTION,
  DEADLINE,
  DRAFTS,
  emptyDraft,
  NOT_OURS,
  NOTE,
  PARKED_UNTIL,
  REPLY,
  REQUEST,
  TO_SECRETARIAT,
  TRIED,
  WHY_CORRECTED,
  WHY_PARKED,
} from './story.ts'

type Stage = {
  readonly edition: Edition
  readonly room: Room
  readonly clock: DayClock
  readonly voters: readonly string[]
}
type Act = { readonly at: number; readonly act: () => Promise<unknown> }
type Span = { readonly from: number; readonly until: number }

const MINUTE_MS = 60_000
/** From being asked to the last thing that happens to a question. */
const TAKES_MS = 22 * MINUTE_MS
const HELD_FOR_MS = 2 * MINUTE_MS
const READ_TWICE = 'T2'

export class Play {
  readonly #stage: Stage
  readonly #lines = new Map(listLines().map((line) => [line.id, line]))
  readonly #idOf = new Map<string, string>()
  readonly #acts: Act[] = []

  constructor(stage: Stage) {
    this.#stage = stage
  }

  /** Gives the questions' ids, by the ids that the content has for them. */
  async tell(story: readonly Chapter[], span: Span): Promise<ReadonlyMap<string, string>> {
    const { clock } = this.#stage
    await this.#system('session:advance')
    const stepMs = (span.until - span.from - TAKES_MS) / story.length
    for (const [place, chapter] of story.entries())
      this.#plan(chapter, span.from + (place + 1) * stepMs, span.until)
    for (const { at, act } of this.#acts.toSorted((one, two) => one.at - two.at)) {
      clock.at = Math.floor(at)
      await act()
      await this.#system('session:tally')
    }
    return this.#idOf
  }

  #system(type: 'session:advance' | 'session:tally') {
    return this.#stage.room.submitSystem({ type, payload: {} })
  }

  #plan(chapter: Chapter, askedAt: number, until: number): void {
    const { fate, votes = 0 } = chapter
    const line = must(this.#lines.get(chapter.id), `no question ${chapter.id}`)
    const later = (minutes: number, act: Act['act']) =>
      this.#acts.push({ at: askedAt + minutes * MINUTE_MS, act })
    later(0, () => this.#ask(chapter, line))
    if (fate === 'received') return
    if (fate === 'withdrawn')
      later(3, () => this.#give(this.#askerOf(chapter, line), 'question:withdraw', this.#named(line)))
    else if (fate === 'refused' || fate === 'redirected') later(4, () => this.#turnAway(fate, line))
    else {
      later(1, () => this.#give(PEOPLE.moderator.email, 'question:admit', this.#named(line)))
      for (let n = 0; n < votes; n += 1) later(2 + n / 2, () => this.#vote(line, n))
      const act = () => this.#become(chapter, line)
      // What is held is held for ten minutes at most.
      if (fate === 'held' || fate === 'written') this.#acts.push({ at: until - HELD_FOR_MS, act })
      else later(12, act)
      if (fate === 'corrected') later(95, () => this.#correct(line))
    }
  }

  #become({ fate, ...chapter }: Chapter, line: Line): Promise<unknown> {
    if (typeof fate === 'object') return this.#join(line, fate.joinedTo)
    switch (fate) {
      case 'answered':
      case 'corrected':
        return this.#answer(line)
      case 'toRecheck':
        return this.#answer(line).then(() => this.#recheck(line))
      case 'waiting':
      case 'replied':
        return this.#askMore({ fate, ...chapter }, line)
      case 'inReview':
        return this.#send(line, PEOPLE.second.email)
      case 'written':
        return this.#hold(line, this.#expertOf(line))
      case 'held':
        return this.#hold(line, PEOPLE.expert.email)
      case 'parked':
        return this.#park(line)
      default:
        return Promise.resolve()
    }
  }

  #ask(chapter: Chapter, line: Line): Promise<unknown> {
    const more = { ...(chapter.hasDeadline ? { deadline: DEADLINE } : {}) }
    const payload = { ...line.payload, ...more, ...(chapter.fate === 'held' ? { tried: TRIED } : {}) }
    return this.#give(this.#askerOf(chapter, line), 'question:ask', payload).then(({ questionId }) =>
      this.#idOf.set(line.id, String(questionId)),
    )
  }

  #vote(line: Line, place: number): Promise<unknown> {
    const { voters } = this.#stage
    const voter = must(voters[(place + line.id.charCodeAt(2)) % voters.length])
    return this.#give(voter, 'question:vote', { ...this.#named(line), on: true }, true)
  }

  #turnAway(fate: 'refused' | 'redirected', line: Line): Promise<unknown> {
    const { email } = PEOPLE.moderator
    return fate === 'refused'
      ? this.#give(email, 'question:refuse', { ...this.#named(line), reason: 'out_of_scope', text: NOT_OURS })
      : this.#give(email, 'question:redirect', {
          ...this.#named(line),
          ...{ to: 'secretariat' as const, text: TO_SECRETARIAT },
        })
  }

  async #join(line: Line, leadId: string): Promise<void> {
    const lead = this.#question(must(this.#lines.get(leadId)))
    const payload = { itemId: lead.workItemId, questionId: this.#question(line).id }
    const { email } = PEOPLE.moderator
    await this.#give(email, 'item:join', payload)
  }

  async #answer(line: Line): Promise<void> {
    const author = this.#expertOf(line)
    if (!line.payload.topicId.startsWith(READ_TWICE)) {
      const payload = { ...(await this.#claimed(line, author)), words: wordsOf(line), reach: 'all' as const }
      await this.#give(author, 'answer:publish', payload)
      return
    }
    const item = await this.#send(line, author)
    await this.#give(this.#expertOf(line, [author]), 'answer:approve', item)
  }

  async #send(line: Line, author: string): Promise<{ itemId: string }> {
    const item = await this.#claimed(line, author)
    await this.#give(author, 'answer:send', { ...item, words: wordsOf(line), reach: 'all' })
    return item
  }

  async #correct(line: Line): Promise<void> {
    const words = wordsOf(line)
    const answerId = must(this.#question(line).answerId)
    const reasoning = `${words.reasoning} ${CORRECTION}`
    const payload = { answerId, words: { ...words, reasoning, lawAsOf: '2026-11-16' }, reason: WHY_CORRECTED }
    await this.#give(this.#expertOf(line), 'answer:correct', payload)
  }

  async #recheck(line: Line): Promise<void> {
    const answerId = must(this.#question(line).answerId)
    await this.#give(this.#expertOf(line), 'answer:recheck', { answerId, reason: WHY_CORRECTED })
  }

  async #askMore(chapter: Chapter, line: Line): Promise<void> {
    const item = await this.#claimed(line, this.#expertOf(line))
    await this.#give(this.#expertOf(line), 'item:askMore', { ...item, text: REQUEST })
    if (chapter.fate !== 'replied') return
    await this.#give(this.#askerOf(chapter, line), 'question:inform', { ...this.#named(line), text: REPLY })
  }

  async #hold(line: Line, expert: string): Promise<void> {
    const item = await this.#claimed(line, expert)
    const content = { ...emptyDraft, ...DRAFTS[line.id] }
    const draft = { draftId: item.itemId, kind: 'answer' as const, ...item, rev: 1, content }
    await this.#give(expert, 'draft:save', draft)
    await this.#give(expert, 'item:note', { ...item, text: NOTE })
  }

  async #park(line: Line): Promise<void> {
    const expert = this.#expertOf(line)
    const item = await this.#claimed(line, expert)
    await this.#give(expert, 'item:park', { ...item, until: PARKED_UNTIL, reason: WHY_PARKED })
  }

  async #claimed(line: Line, expert: string): Promise<{ itemId: string }> {
    const item = { itemId: this.#question(line).workItemId }
    await this.#give(expert, 'item:claim', item)
    return item
  }

  #question(line: Line) {
    return this.#stage.room.state.get('question', must(this.#idOf.get(line.id)))
  }

  #named = (line: Line) => ({ questionId: this.#question(line).id })

  #askerOf({ asker }: Chapter, { bodyId }: Line): string {
    if (asker) return PEOPLE[asker].email
    return must(listOfficials().find(({ body_id }) => body_id === bodyId)).email
  }

  /** One of those who know the topic; the one who looks at the pictures only where there is nobody else. */
  #expertOf({ payload: { topicId } }: Line, but: readonly string[] = []): string {
    const known = listExperts().filter(
      ({ email, subtopics }) => subtopics.includes(topicId) && !but.includes(email),
    )
    return must(known.find(({ email }) => email !== PEOPLE.expert.email) ?? known[0]).email
  }

  /** A command as somebody of the day gives it. Refused, the story is wrong; who may not, doesn't, where that is fine. */
  async #give<T extends CommandType>(email: string, type: T, payload: Payloads[T], mayFail = false) {
    const { room, edition } = this.#stage
    const actorId = await actorIdOf(edition, email)
    const answer = await room.submit({ actorId, key: randomKey(), command: { type, payload } as Command })
    if (answer.ok) return answer.result
    if (mayFail) return {}
    throw new Error(`${type} of ${email} was refused: ${answer.code} ${JSON.stringify(payload)}`)
  }
}

const wordsOf = ({ id, answer }: Line): AnswerWords => must(answer, `the content has no answer to ${id}`)
