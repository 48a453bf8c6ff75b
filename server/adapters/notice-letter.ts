/** Puts what somebody may be told into a letter: which words, in which order. What may be told was decided before. */
import { limits } from '../domain/limits.ts'
import type { Telling, Told, ToldAnswer } from '../domain/telling.ts'
import { graphemes } from '../domain/text.ts'
import { type LetterParts, letterOf } from './letter.ts'
import type { Letter, Locale } from './mail-text.ts'
import { type NoticeWords, noticeWords } from './notice-words.ts'

export type Addresses = {
  /** Where the product is, without a slash at its end. */
  readonly base: string
  readonly sessionCode: string
  readonly stop: string
}

type Body = Omit<LetterParts, 'foot' | 'subject'> & { readonly subject: string; readonly why: string }
type Making = { readonly words: NoticeWords; readonly locale: Locale; readonly at: Addresses }

export function noticeLetter(telling: Telling, locale: Locale, at: Addresses): Letter {
  const words = noticeWords[locale]
  const { subject, why, ...body } = bodyOf(telling, { words, locale, at })
  const foot = {
    cofunded: words.cofunded,
    emblem: words.emblem,
    bodies: words.bodies,
    why,
    stop: { label: words.stop, href: at.stop },
    oneClick: words.oneClick,
    choose: { label: words.choose, href: `${at.base}/notifiche` },
  }
  return letterOf({ ...body, subject: shortened(subject), foot }, locale)
}

/** On one line, and cut between words where it can be. */
function shortened(subject: string): string {
  const line = subject.replace(/\s+/g, ' ').trim()
  if (graphemes(line) <= limits.mailSubjectLength) return line
  const kept = [...new Intl.Segmenter().segment(line)]
    .slice(0, limits.mailSubjectLength - 1)
    .map(({ segment }) => segment)
    .join('')
  return `${kept.replace(/\s+\S{0,20}$/, '')}…`
}

function bodyOf(telling: Telling, making: Making): Body {
  switch (telling.fact) {
    case 'answered':
    case 'corrected':
      return answerBody(telling, making)
    case 'withdrawn':
      return withdrawnBody(telling, making)
    case 'infoRequest':
      return requestBody(telling, making)
    case 'handedOver':
    case 'returned':
    case 'mentioned':
    case 'review':
      return workBody(telling, making)
    case 'dayEnded':
      return dayBody(telling, making)
  }
}

type Of<F extends Telling['fact']> = Extract<Telling, { fact: F }>

const session = ({ at }: Making): string => `${at.base}/giornate/${encodeURIComponent(at.sessionCode)}`
const questionAt = (making: Making, id: string): string =>
  `${session(making)}/quesiti/${encodeURIComponent(id)}`

const dayName = (locale: Locale, at: number | Date, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale === 'it' ? 'it-IT' : 'en-GB', options).format(at)

function aboutOf(question: Told, { words, locale }: Making): LetterParts['about'][number] {
  const on = dayName(locale, question.askedAt, { timeZone: 'Europe/Rome', day: 'numeric', month: 'long' })
  const lines = [words.sent(question.number, on, question.bodyName)]
  if (question.joinedToNumber !== null && question.mine) lines.push(words.joined(question.joinedToNumber))
  return { title: question.title, lines }
}

const whyOf = ({ mine, number }: Told, { words }: Making): string =>
  mine ? words.whyMine(number) : words.whyFollowed(number)

/** There is always one: what concerns nobody is not told. */
const first = (questions: readonly Told[]): Told => questions[0] as Told

function trustOf({ isOpen, lawAsOf, verified }: ToldAnswer, { words, locale }: Making): string[] {
  const day = lawAsOf === null ? Number.NaN : Date.parse(`${lawAsOf}T00:00:00Z`)
  const lawOn = Number.isNaN(day)
    ? null
    : dayName(locale, day, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
  const law = lawOn === null ? [] : [verified ? words.verified(lawOn) : words.lawAsOf(lawOn)]
  return [isOpen ? words.open : words.signIn, ...law, words.notBinding]
}

function answerBody(telling: Of<'answered' | 'corrected'>, making: Making): Body {
  const { words } = making
  const { questions, answer } = telling
  const question = first(questions)
  const isNew = telling.fact === 'answered'
  const said = isNew ? words.answered : words.corrected
  const subject = isNew && !question.mine ? words.answered.subjectFollowed : said.subject
  const change = !isNew && telling.why !== null ? [{ title: words.corrected.why, lines: [telling.why] }] : []
  return {
    subject: subject(question.title),
    preview: answer.inBrief,
    heading: question.mine ? said.heading : said.headingFollowed,
    about: [...questions.map((one) => aboutOf(one, making)), ...change],
    box: { label: isNew ? words.inBrief : words.corrected.box, text: answer.inBrief, look: 'ok' },
    lists: [],
    button: {
      label: isNew ? words.read : words.corrected.read,
      href: questionAt(making, question.id),
    },
    small: [...(isNew ? [] : [words.corrected.old]), ...trustOf(answer, making)],
    tell: question.mine
      ? {
          before: words.tell.before,
          link: { label: words.tell.link, href: questionAt(making, question.id) },
          after: words.tell.after,
        }
      : null,
    why: whyOf(question, making),
  }
}

function withdrawnBody({ questions }: Of<'withdrawn'>, making: Making): Body {
  const { withdrawn } = making.words
  const question = first(questions)
  return {
    subject: withdrawn.subject(question.title),
    preview: withdrawn.text,
    heading: question.mine ? withdrawn.heading : withdrawn.headingFollowed,
    about: questions.map((one) => aboutOf(one, making)),
    box: { label: withdrawn.box, text: withdrawn.text, look: 'attn' },
    lists: [],
    button: { label: withdrawn.read, href: questionAt(making, question.id) },
    small: [],
    tell: null,
    why: whyOf(question, making),
  }
}

function requestBody({ question, text }: Of<'infoRequest'>, making: Making): Body {
  const { infoRequest } = making.words
  return {
    subject: infoRequest.subject(question.title),
    preview: text,
    heading: infoRequest.heading,
    about: [aboutOf(question, making)],
    box: { label: infoRequest.box, text, look: 'attn' },
    lists: [],
    button: { label: infoRequest.read, href: questionAt(making, question.id) },
    small: [infoRequest.small],
    tell: null,
    why: whyOf(question, making),
  }
}

const LISTS = { review: '?lista=verifica&', handedOver: '?', returned: '?', mentioned: '?' } as const

function workBody(telling: Of<'handedOver' | 'returned' | 'mentioned' | 'review'>, making: Making): Body {
  const { words } = making
  const { subject, heading } = words.work[telling.fact]
  const place = `${LISTS[telling.fact]}lavoro=${encodeURIComponent(telling.itemId)}`
  return {
    subject: `${subject}: ${telling.title}`,
    preview: words.work.small,
    heading,
    about: [{ title: telling.title, lines: [words.number(telling.number)] }],
    box: null,
    lists: [],
    button: { label: words.work.read, href: `${session(making)}/esperti${place}` },
    small: [words.work.small],
    tell: null,
    why: words.whyWork,
  }
}

function dayBody(telling: Of<'dayEnded'>, making: Making): Body {
  const { words } = making
  const { day } = words
  const counted = telling.answered === 0 ? day.none : day.answers(telling.answered)
  const lists = telling.themes.map(({ label, answers, more }) => ({
    heading: label,
    rows: answers.map(({ id, number, title, mine, inBrief }) => ({
      title: { label: title, href: questionAt(making, id) },
      text: `${inBrief}\n${words.number(number)}${mine ? ` · ${day.mine}` : ''}`,
    })),
    after: more > 0 ? day.more(more) : null,
  }))
  const waiting = telling.waiting.map(({ id, title, number }) => ({
    title: { label: title, href: questionAt(making, id) },
    text: `${words.number(number)}. ${day.waits}`,
  }))
  return {
    subject: day.subject(telling.title),
    preview: counted,
    heading: day.heading,
    about: [{ title: telling.title, lines: [counted] }],
    box: null,
    lists: [...lists, ...(waiting.length > 0 ? [{ heading: day.waiting, rows: waiting, after: null }] : [])],
    button: { label: day.read, href: session(making) },
    small: [],
    tell: null,
    why: words.whyDay,
  }
}
