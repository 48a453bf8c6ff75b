/**
 * The acts that answers rest on most, and where Normattiva keeps their text: of an article, as it stood on a day. Pure; of
 * another act it knows nothing, and its address is typed.
 */

export type Act = { readonly act: string; readonly urn: string }

/** Those of the content's answers, which a test holds it to. */
export const ACTS: readonly Act[] = [
  { act: 'Codice civile', urn: 'urn:nir:stato:regio.decreto:1942-03-16;262:2' },
  { act: 'D.L. 179/2012', urn: 'urn:nir:stato:decreto.legge:2012-10-18;179' },
  { act: 'D.L. 36/2025', urn: 'urn:nir:stato:decreto.legge:2025-03-28;36' },
  { act: 'D.L. 5/2012', urn: 'urn:nir:stato:decreto.legge:2012-02-09;5' },
  { act: 'D.L. 69/2013', urn: 'urn:nir:stato:decreto.legge:2013-06-21;69' },
  { act: 'D.L. 78/2010', urn: 'urn:nir:stato:decreto.legge:2010-05-31;78' },
  { act: 'D.Lgs. 142/2015', urn: 'urn:nir:stato:decreto.legislativo:2015-08-18;142' },
  { act: 'D.Lgs. 196/2003', urn: 'urn:nir:stato:decreto.legislativo:2003-06-30;196' },
  { act: 'D.Lgs. 267/2000', urn: 'urn:nir:stato:decreto.legislativo:2000-08-18;267' },
  { act: 'D.Lgs. 286/1998', urn: 'urn:nir:stato:decreto.legislativo:1998-07-25;286' },
  { act: 'D.Lgs. 30/2007', urn: 'urn:nir:stato:decreto.legislativo:2007-02-06;30' },
  { act: 'D.P.R. 223/1989', urn: 'urn:nir:stato:decreto.del.presidente.della.repubblica:1989-05-30;223' },
  { act: 'D.P.R. 396/2000', urn: 'urn:nir:stato:decreto.del.presidente.della.repubblica:2000-11-03;396' },
  { act: 'D.P.R. 572/1993', urn: 'urn:nir:stato:decreto.del.presidente.della.repubblica:1993-10-12;572' },
  { act: 'L. 218/1995', urn: 'urn:nir:stato:legge:1995-05-31;218' },
  { act: 'L. 328/2000', urn: 'urn:nir:stato:legge:2000-11-08;328' },
  { act: 'L. 56/2014', urn: 'urn:nir:stato:legge:2014-04-07;56' },
  { act: 'L. 91/1992', urn: 'urn:nir:stato:legge:1992-02-05;91' },
  { act: 'L. 94/2009', urn: 'urn:nir:stato:legge:2009-07-15;94' },
]

const RESOLVER = 'https://www.normattiva.it/uri-res/N2Ls?'
const LATIN = 'bis|ter|quater|quinquies|sexies|septies|octies|novies|decies'
const ARTICLE = new RegExp(`\\bartt?\\.?\\s*(\\d+)(?:[-\\s]?(${LATIN})\\b)?`, 'i')
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** `art. 14-bis, c. 2` is article `14bis`. */
export function articleOf(provision: string): string | null {
  const [, number, latin = ''] = ARTICLE.exec(provision) ?? []
  return number === undefined ? null : `${number}${latin.toLowerCase()}`
}

/** Where the provision is read as it stood on the day; null for an act that isn't known. */
export function addressOfLaw(act: string, provision: string, day: string): string | null {
  const known = ACTS.find((each) => plain(each.act) === plain(act))
  if (!known) return null
  const article = articleOf(provision)
  return `${RESOLVER}${known.urn}${article ? `~art${article}` : ''}${DAY.test(day) ? `!vig=${day}` : ''}`
}

/** The day that an address asks for, to be shown beside the reference. */
export const dayInAddress = (url: string | undefined): string | null =>
  /!vig=(\d{4}-\d{2}-\d{2})$/.exec(url ?? '')?.[1] ?? null

/** `dlgs 286/1998` is `D.Lgs. 286/1998`. */
const plain = (act: string): string => act.toLowerCase().replace(/[.\s]/g, '')
