/**
 * Personal data in what somebody writes, found in the browser while they write: shapes that numbers and addresses have,
 * and names by the words before them. It never decides; why it is no library is in decisions/0012. Knows no page.
 */
export type FindingKind = 'name' | 'taxCode' | 'email' | 'phone' | 'iban'
/** From and to in code units of the text. */
export type Finding = { readonly kind: FindingKind; readonly from: number; readonly to: number }

/** In a code that would be another's too, digits are written as letters (omocodia). */
const DIGIT = '[0-9LMNPQRSTUV]'
const TAX_CODE = new RegExp(
  `(?<![A-Z0-9])[A-Z]{3} ?[A-Z]{3} ?${DIGIT}{2}[ABCDEHLMPRST]${DIGIT}{2} ?[A-Z]${DIGIT}{3}[A-Z](?![A-Z0-9])`,
  'gi',
)
const EMAIL = /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,5}/gu
const IBAN = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])/gi
const MOBILE = /(?<![\d+])(?:(?:\+|00)39[ .-]?)?3\d{2}[ ./-]?\d{3}[ .-]?\d{3,4}(?!\d)/g
/** A separator tells a landline from a protocol number. */
const LANDLINE = /(?<![\d+/.-])(?:(?:\+|00)39[ .-]?)?0[1-9]\d{0,2}[ /-]\d{3}[ .-]?\d{2,5}(?![\d/])/g

/** The words after which a name comes. */
const TITLES = [
  '[Ss]ig(?:\\.|\\.?ra\\.?|\\.?na\\.?|g\\.(?:ri)?)',
  '[Ss]ignor(?:[aei]|ina)?',
  '[Dd]ott(?:\\.|\\.?ssa\\.?)',
  '[Dd]ottor(?:e|essa)?',
  '[Aa]vv(?:\\.|ocat[oa])',
  '[Gg]eom\\.',
  '[Cc]oniugi',
  '[Dd]i nome',
  '[Ss]i chiama(?:no)?',
  '[Nn]ominativo:?',
  '[Cc]ognome:?',
].join('|')
const CAPITALISED = "\\p{Lu}[\\p{L}'’-]+"
const PARTICLE = "(?:(?:de|di|del|della|dei|da|el|al|ben|van|von) |(?:d|dell)['’])"
const NAME = `${CAPITALISED}(?: ${PARTICLE}?${CAPITALISED}){0,3}`
const AFTER_TITLE = new RegExp(`(?<![\\p{L}\\d])(?:${TITLES}) ?(${NAME})`, 'gu')
/** Two capitalised words right before a tax code are whose it is. */
const BEFORE_CODE = new RegExp(
  `(?<!\\p{L})(${CAPITALISED} ${PARTICLE}?${CAPITALISED}),? ?[(]?(?:[Cc]\\.?[Ff]\\.? ?|codice fiscale )?:? ?$`,
  'u',
)

export function findPersonalData(text: string): readonly Finding[] {
  const codes = matches(text, TAX_CODE, 'taxCode')
  const sure = [
    ...codes,
    ...matches(text, EMAIL, 'email'),
    ...matches(text, IBAN, 'iban').filter(({ from, to }) => isIban(text.slice(from, to))),
    ...matches(text, MOBILE, 'phone'),
    ...matches(text, LANDLINE, 'phone'),
    ...codes.flatMap(({ from }) => nameBefore(text, from)),
    ...namesAfterTitles(text),
  ]
  return withoutOverlaps(sure)
}

const matches = (text: string, pattern: RegExp, kind: FindingKind): Finding[] =>
  [...text.matchAll(pattern)].map((match) => ({ kind, from: match.index, to: match.index + match[0].length }))

function namesAfterTitles(text: string): Finding[] {
  return [...text.matchAll(AFTER_TITLE)].map((match) => {
    const to = match.index + match[0].length
    return { kind: 'name', from: to - (match[1] ?? '').length, to }
  })
}

function nameBefore(text: string, at: number): Finding[] {
  const match = BEFORE_CODE.exec(text.slice(0, at))
  const name = match?.[1]
  return match && name ? [{ kind: 'name', from: match.index, to: match.index + name.length }] : []
}

function withoutOverlaps(found: readonly Finding[]): readonly Finding[] {
  const kept: Finding[] = []
  for (const finding of [...found].sort((one, two) => one.from - two.from || two.to - one.to)) {
    if (finding.from >= (kept.at(-1)?.to ?? 0)) kept.push(finding)
  }
  return kept
}

/** ISO 7064, modulo 97: any other row of letters and digits is no account. */
function isIban(written: string): boolean {
  const plain = written.replaceAll(' ', '').toUpperCase()
  if (plain.length < 15 || plain.length > 34) return false
  let rest = 0
  for (const sign of plain.slice(4) + plain.slice(0, 4)) {
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97
  }
  return rest === 1
}

/** The text without what was found: a name becomes `replacement`, the rest goes with the brackets around it. */
export function withoutPersonalData(text: string, found: readonly Finding[], replacement: string): string {
  let rest = text
  for (const { kind, from, to } of [...found].reverse()) {
    rest = rest.slice(0, from) + (kind === 'name' ? replacement : GAP) + rest.slice(to)
  }
  // An empty pair of brackets and the blanks around a gap go with it.
  return rest
    .replace(new RegExp(` ?[(] ?(?:c\\.?f\\.?:? ?)?${GAP} ?[)]`, 'gi'), '')
    .replace(new RegExp(` ?${GAP}`, 'g'), '')
}

/** Stands for what is taken out while the text is put together; nobody can type it. */
const GAP = '\u0000'
