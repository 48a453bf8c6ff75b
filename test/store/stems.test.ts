/** The language of search: which words are one, which count, and what a query becomes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getWords, listContentAnswers, listContentQuestions } from '../../db/content/content.ts'
import { findFlags } from '../../db/language/flags.ts'
import { stemmedWords, stemQuery, stemText } from '../../db/language/stems.ts'

describe('stems', () => {
  it.each([
    ['spesa', 'spese'],
    ['città', 'citta'],
    ['rendicontare', 'rendicontazione'],
    ['comunale', 'comunali'],
    ['priorità', 'PRIORITA'],
    ['qualità', 'qualita'],
    ['iscrivere', 'iscrizione'],
    ['iscritti', 'iscrizioni'],
    ['straniero', 'stranieri'],
    ['cittadini', 'cittadinanza'],
  ])('%s is %s', (one, other) => {
    expect(stemText(one)).toBe(stemText(other))
    expect(stemText(one)).not.toBe('')
  })

  it.each([
    ['comune', 'comunità'],
    ['parere', 'parità'],
    ['anno', 'mesi'],
  ])('%s is not %s', (one, other) => {
    expect(stemText(one)).not.toBe(stemText(other))
  })

  it('leaves stop words out and keeps those that mean something here', () => {
    expect(stemText('Che cosa di quello per la dei')).toBe(stemText('cosa'))
    for (const kept of getWords().stop_words_kept) expect(stemText(kept), kept).not.toBe('')
    expect(stemText('senza fissa dimora')).toBe('senz fiss dimor')
  })

  it('keeps an acronym that is also a stop word where it is in capitals', () => {
    expect(stemText('lo sportello SUI della Prefettura').split(' ')).toContain('sui')
    expect(stemText('sui documenti').split(' ')).not.toContain('sui')
  })

  it('tells where each word stands', () => {
    const text = 'È la città di «Prova»'
    const words = [...stemmedWords(text)].map(({ stem, start, end }) => [text.slice(start, end), stem])
    expect(words).toEqual([
      ['È', null],
      ['la', null],
      ['città', 'citt'],
      ['di', null],
      ['Prova', 'prov'],
    ])
  })

  it('is bounded and takes whatever comes', () => {
    expect(stemText('parola '.repeat(100_000)).length).toBeLessThan(60_000)
    expect(stemText('x'.repeat(1_000_000)).length).toBeLessThanOrEqual(64)
    expect(stemText('a\u0000b\ud800c __proto__ constructor')).toMatch(/^[\p{L}\p{N} ]+$/u)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) =>
        /^[\p{L}\p{N} ]*$/u.test(stemText(text)),
      ),
    )
  })
})

const alternatives = (text: string, kind: 'same' | 'related') =>
  stemQuery(text).all.flatMap((group) => group[kind].map((one) => one.stems.join(' ')))

describe('queries', () => {
  it('an acronym asks for what it stands for', () => {
    expect(alternatives('CAS', 'same')).toContain(stemText('centro di accoglienza straordinaria'))
    expect(alternatives('sprar', 'same')).toContain('sai')
    expect(alternatives('SUI', 'same')).toContain(stemText("Sportello unico per l'immigrazione"))
    expect(alternatives('sui', 'same')).toContain(stemText("Sportello unico per l'immigrazione"))
  })

  it('takes the longest term, then the words that are left', () => {
    const { all } = stemQuery('minore straniero non accompagnato in anagrafe')
    expect(all.map((group) => group.same[0]?.stems.join(' '))).toEqual([
      'minor stranier non accompagn',
      'anagraf',
    ])
    expect(all[0]?.same.map((one) => one.stems.join(' '))).toContain('msna')
  })

  it('its own words may stand apart, those of a synonym follow each other', () => {
    const [group] = stemQuery('permesso di soggiorno').all
    expect(group?.same[0]).toEqual({ stems: ['permess', 'soggiorn'], together: false })
    expect(group?.same.slice(1).every((one) => one.together)).toBe(true)
  })

  it('a related term widens and does not replace', () => {
    expect(alternatives('dimora abituale', 'related')).toContain('resident anagraf')
    expect(alternatives('dimora abituale', 'same')).not.toContain('resident anagraf')
  })

  it('the last word may not be finished', () => {
    expect(stemQuery('come iscrivere i resid').all.at(-1)?.prefix).toBe('resid')
    expect(stemQuery('come iscrivere i resid ').all.at(-1)?.prefix).toBeNull()
    expect(stemQuery('di la c').all.at(-1)?.prefix ?? null).toBeNull()
  })

  it('every term of a group of synonyms finds each other', () => {
    for (const { id, kind, terms } of getWords().synonyms) {
      const found = terms.map((term) => alternatives(term, kind))
      const known = terms.map(stemText).filter((_, place) => (found[place]?.length ?? 0) > 0)
      const [first = []] = found
      for (const stems of known.slice(1)) {
        if (stems !== known[0]) expect([...first, ...(found[0] ?? [])], `${id}: ${stems}`).toContain(stems)
      }
    }
  })

  it.each([
    '"',
    "'; DROP TABLE question; --",
    'a AND b OR NOT c NEAR(d, 2)',
    'title:permesso*',
    '{col} : ^permesso + "x',
    '((((',
    '& | ! <-> :*',
    '',
    '   ',
    '\u0000',
  ])('only words are left of %j', (text) => {
    for (const group of stemQuery(text).all)
      for (const one of [...group.same, ...group.related])
        for (const stem of one.stems) expect(stem).toMatch(/^[\p{L}\p{N}]+$/u)
  })

  it('is bounded', () => {
    expect(stemQuery('parola diversa '.repeat(10_000)).all.length).toBeLessThanOrEqual(16)
  })
})

describe('flags', () => {
  it.each([
    ['Che Stronzata!', 'stronz', 'insult', 'Stronzata'],
    ['SIAMO   STUFI di voi', 'siamo stufi', 'venting', 'SIAMO   STUFI'],
    ['E uno schifo', 'è uno schifo', 'venting', 'E uno schifo'],
    ['Basta con l’accoglienza!', "basta con l'accoglienza", 'venting', 'Basta con l’accoglienza'],
    ['ecco i vu cumprà', 'vu cumpr', 'slur', 'vu cumprà'],
    ['i clandestini', 'clandestin', 'propaganda', 'clandestini'],
  ])('%s', (text, stem, category, words) => {
    const flag = findFlags(text).find((one) => one.stem === stem)
    expect(flag).toMatchObject({ stem, category })
    expect(text.slice(flag?.start, flag?.end)).toBe(words)
  })

  it.each([
    'il Comune di Negrar di Valpolicella',
    'la famiglia Negri',
    'mescere il vino',
    'Siamo pronti. Stufi no.',
    'una commedia',
    '',
  ])('says nothing of %j', (text) => {
    expect(findFlags(text)).toEqual([])
  })

  it("marks the content's one message to moderate, and hardly anything else", () => {
    const flagged = listContentQuestions().filter((one) => findFlags(`${one.title}\n${one.text}`).length > 0)
    expect(flagged.map((one) => one.id)).toContain('Q060')
    expect(flagged.length).toBeLessThanOrEqual(4)
    expect(listContentAnswers().filter((one) => findFlags(one.short_answer).length > 0)).toEqual([])
  })

  it('is bounded', () => {
    expect(findFlags('merda '.repeat(100_000)).length).toBeLessThanOrEqual(50)
  })
})
