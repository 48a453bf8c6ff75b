/** What one person may be told of a notice, as facts: found by a read, put into words where a mail is made. */

/** A question as a mail names it. */
export type Told = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly askedAt: number
  /** Of their own questions alone. */
  readonly bodyName: string | null
  readonly joinedToNumber: string | null
  readonly mine: boolean
}

export type ToldAnswer = {
  readonly inBrief: string
  readonly lawAsOf: string | null
  readonly verified: boolean
  /** Whether anybody may read it, without signing in. */
  readonly isOpen: boolean
}

type DigestRow = Pick<Told, 'id' | 'number' | 'title' | 'mine'> & { readonly inBrief: string }
export type DigestTheme = {
  readonly label: string
  readonly answers: readonly DigestRow[]
  readonly more: number
}

export type Telling =
  | { readonly fact: 'answered'; readonly questions: readonly Told[]; readonly answer: ToldAnswer }
  | {
      readonly fact: 'corrected'
      readonly questions: readonly Told[]
      readonly answer: ToldAnswer
      readonly why: string | null
    }
  | { readonly fact: 'withdrawn'; readonly questions: readonly Told[] }
  | { readonly fact: 'infoRequest'; readonly question: Told; readonly text: string }
  | {
      readonly fact: 'handedOver' | 'returned' | 'mentioned' | 'review'
      readonly number: string
      readonly title: string
      readonly itemId: string
    }
  | {
      readonly fact: 'dayEnded'
      readonly title: string
      readonly themes: readonly DigestTheme[]
      readonly answered: number
      readonly waiting: readonly Told[]
    }
