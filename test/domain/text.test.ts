/** Cleaning what people write: what is refused, what is taken out, what is kept, and lengths as a person counts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleaned, cleanedLine, faultOf, folded, graphemes, isStorable } from '../../server/domain/text.ts'

const FAMILY = '👨‍👩‍👧'
const ASTRONAUT = '👩🏽‍🚀'
const HEART = '❤️‍🔥'

describe('what no store keeps alike is refused', () => {
  it.each(['a\u0000b', '\ud800', 'a\udc00b', '\udfff\ud800'])('%j', (raw) => {
    expect(isStorable(raw)).toBe(false)
    expect(faultOf(cleaned(raw), 100)).toBe('text/invalid')
  })
  it.each(['', 'città', FAMILY, '\ud83d\ude00'])('%j is storable', (raw) => {
    expect(isStorable(raw)).toBe(true)
  })
})

describe('cleaned', () => {
  const rows: [string, string, string][] = [
    ['C0 and C1 controls', 'a\u0007b\u001bc\u0085d\u007fe', 'abcde'],
    ['tab and line feed kept', 'a\tb\nc', 'a\tb\nc'],
    ['line breaks of other systems', 'a\r\nb\rc', 'a\nb\nc'],
    ['at most two line feeds in a row', 'a\n\n\n\n\nb', 'a\n\nb'],
    ['space around', '  \n a \n ', 'a'],
    ['bidi embeddings and overrides', 'Comune di \u202eoigA\u202c', 'Comune di oigA'],
    ['bidi isolates', '\u2066a\u2069', 'a'],
    ['tags', 'a\u{e0041}\u{e007f}b', 'ab'],
    ['zero width space, joiner, non-joiner, BOM', 'a\u200bb\u200cc\u200dd\u2060e\ufefff', 'abcdef'],
    ['joiners inside emoji kept', `${FAMILY} ${ASTRONAUT} ${HEART}`, `${FAMILY} ${ASTRONAUT} ${HEART}`],
    ['a joiner that joins nothing', '👩\u200dabc', '👩abc'],
    ['composed', 'citta\u0300', 'città'],
    ['composed also where something stood between', 'citta\u200b\u0300', 'città'],
    ['stacked marks, to four', `a${'\u0335'.repeat(50)}b`, `a${'\u0335'.repeat(4)}b`],
    ['four marks kept', `x${'\u0335'.repeat(4)}`, `x${'\u0335'.repeat(4)}`],
    ['nothing left', '\u200b \u202e\u0007', ''],
  ]
  it.each(rows)('%s', (_what, raw, clean) => {
    expect(cleaned(raw)).toBe(clean)
  })

  it('is done after once, and never makes a text unstorable', () => {
    const nasty = fc.constantFrom(
      ...[
        'a',
        'e',
        '\u0301',
        '\u0335',
        '\u200b',
        '\u200d',
        '\u202e',
        '\ufe0f',
        '👩',
        '🏽',
        '🚀',
        '\r',
        '\n',
        ' ',
      ],
    )
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: nasty }), fc.string({ unit: 'binary' })), (raw) => {
        const once = cleaned(raw)
        expect(cleaned(once)).toBe(once)
        if (isStorable(raw)) expect(isStorable(once)).toBe(true)
        expect(once.normalize('NFC')).toBe(once)
      }),
      { numRuns: 500 },
    )
  })

  it('a hundred thousand marks cost no time', () => {
    const from = performance.now()
    expect(graphemes(cleaned(`a${'\u0335'.repeat(100_000)}`))).toBe(1)
    expect(performance.now() - from).toBeLessThan(500)
  })
})

it('cleanedLine is one line', () => {
  expect(cleanedLine(' a\n\n b\t c ')).toBe('a b c')
})

describe('lengths are in graphemes', () => {
  const rows: [string, number][] = [
    ['', 0],
    ['perché', 6],
    ['a\nb', 3],
    [FAMILY, 1],
    [`${ASTRONAUT}${HEART}`, 2],
    ['🇮🇹🇪🇺', 2],
    ['x\u0335\u0335', 1],
    ['日本', 2],
  ]
  it.each(rows)('%j: %d', (text, count) => {
    expect(graphemes(text)).toBe(count)
  })

  const faults: [string, number, string | null][] = [
    ['a'.repeat(120), 120, null],
    ['a'.repeat(121), 120, 'text/too-long'],
    ['è'.repeat(120), 120, null],
    ['日'.repeat(120), 120, null],
    ['日'.repeat(121), 120, 'text/too-long'],
    // Few graphemes, but each of 18 bytes: more than eight a grapheme on average.
    [FAMILY.repeat(120), 120, 'text/too-long'],
    [`${FAMILY} e tutto il resto della famiglia`, 120, null],
    ['', 120, 'text/empty'],
  ]
  it.each(faults)('%j within %d: %s', (text, max, fault) => {
    expect(faultOf(text, max)).toBe(fault)
  })

  it('counts bytes, not code units', () => {
    // Three units and nine bytes each.
    expect(faultOf('日\u3099\u3099'.repeat(100), 100)).toBe('text/too-long')
  })
})

it('folded compares what people type', () => {
  expect(folded(' ＡＢ１ ')).toBe(folded('ab1'))
  expect(folded('ﬁ')).toBe('fi')
})
