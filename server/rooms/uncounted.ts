/** Which questions and themes may count differently than their rows say: what the next tally looks at. */
import type { Change } from '../domain/decide/decision.ts'
import type { State } from '../domain/state.ts'

export class Uncounted {
  readonly #questions = new Set<string>()
  readonly #themes = new Set<string>()

  get isEmpty(): boolean {
    return this.#questions.size === 0 && this.#themes.size === 0
  }

  list() {
    return { questions: this.#questions, themes: this.#themes }
  }

  copy(): Uncounted {
    const copy = new Uncounted()
    for (const id of this.#questions) copy.#questions.add(id)
    for (const id of this.#themes) copy.#themes.add(id)
    return copy
  }

  clear(): void {
    this.#questions.clear()
    this.#themes.clear()
  }

  /** Everything: what a room that was just loaded must assume. */
  addAll(state: State): void {
    for (const question of state.list('question')) this.#questions.add(question.id)
    for (const themeId of state.session.themeIds) this.#themes.add(themeId)
  }

  /** What a fact makes uncounted; `state` is as it is after it. A tally's own facts count as counted. */
  add(state: State, change: Change): void {
    if (change.kind === 'tally') return
    if (change.entity === 'vote' || change.entity === 'follow') {
      const row = state.get(change.entity, change.id)
      this.#addQuestion(state, row.questionId)
    } else if (change.entity === 'question') {
      this.#addQuestion(state, change.id)
      this.#themes.add(state.get('question', change.id).themeId)
    } else if (change.entity === 'workItem') {
      const item = state.get('workItem', change.id)
      this.#themes.add(item.themeId)
      if (change.set.questionIds) for (const id of change.set.questionIds) this.#addQuestion(state, id)
    }
  }

  /** The question, and the one that leads its cluster, where its votes count too. */
  #addQuestion(state: State, id: string): void {
    this.#questions.add(id)
    const item = state.find('workItem', state.get('question', id).workItemId)
    if (item) this.#questions.add(item.leadId)
  }
}
