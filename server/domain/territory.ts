/**
 * Italy's regions and provinces as their registers name them, and how a name in any spelling finds them. It knows
 * neither files nor tables.
 */

export const REGIONS = [
  'Abruzzo',
  'Basilicata',
  'Calabria',
  'Campania',
  'Emilia-Romagna',
  'Friuli-Venezia Giulia',
  'Lazio',
  'Liguria',
  'Lombardia',
  'Marche',
  'Molise',
  'Piemonte',
  'Puglia',
  'Sardegna',
  'Sicilia',
  'Toscana',
  'Trentino-Alto Adige',
  'Umbria',
  "Valle d'Aosta",
  'Veneto',
] as const
export type Region = (typeof REGIONS)[number]

const SPECIAL_STATUTE: ReadonlySet<string> = new Set<Region>([
  'Friuli-Venezia Giulia',
  'Sardegna',
  'Sicilia',
  'Trentino-Alto Adige',
  "Valle d'Aosta",
])

/** Whether the region has a special statute, so that the State's obligation is to be assessed there. */
export const hasSpecialStatute = (region: string): boolean => SPECIAL_STATUTE.has(region)

/** What is left of a name for comparing: no accents, no case, no punctuation, no second language after a slash. */
export const nameKey = (name: string): string =>
  (name.split('/')[0] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

const regionsByKey = new Map<string, Region>(REGIONS.map((region) => [nameKey(region), region]))
regionsByKey.set('trentino alto adige sudtirol', 'Trentino-Alto Adige')
regionsByKey.set('valle d aosta vallee d aoste', "Valle d'Aosta")

export const findRegion = (name: string): Region | null => regionsByKey.get(nameKey(name)) ?? null

// Every province of the registers from 2006 to 2026, so that an older file finds its own too.
const PROVINCES =
  "AG Agrigento|AL Alessandria|AN Ancona|AO Valle d'Aosta|AP Ascoli Piceno|AQ L'Aquila|AR Arezzo|AT Asti|" +
  'AV Avellino|BA Bari|BG Bergamo|BI Biella|BL Belluno|BN Benevento|BO Bologna|BR Brindisi|BS Brescia|' +
  'BT Barletta-Andria-Trani|BZ Bolzano|CA Cagliari|CB Campobasso|CE Caserta|CH Chieti|CI Carbonia-Iglesias|' +
  'CL Caltanissetta|CN Cuneo|CO Como|CR Cremona|CS Cosenza|CT Catania|CZ Catanzaro|EN Enna|FC Forlì-Cesena|' +
  'FE Ferrara|FG Foggia|FI Firenze|FM Fermo|FR Frosinone|GE Genova|GO Gorizia|GR Grosseto|IM Imperia|' +
  'IS Isernia|KR Crotone|LC Lecco|LE Lecce|LI Livorno|LO Lodi|LT Latina|LU Lucca|MB Monza e della Brianza|' +
  'MC Macerata|ME Messina|MI Milano|MN Mantova|MO Modena|MS Massa-Carrara|MT Matera|NA Napoli|NO Novara|' +
  'NU Nuoro|OG Ogliastra|OR Oristano|OT Olbia-Tempio|PA Palermo|PC Piacenza|PD Padova|PE Pescara|PG Perugia|' +
  'PI Pisa|PN Pordenone|PO Prato|PR Parma|PT Pistoia|PU Pesaro e Urbino|PV Pavia|PZ Potenza|RA Ravenna|' +
  "RC Reggio Calabria|RE Reggio nell'Emilia|RG Ragusa|RI Rieti|RM Roma|RN Rimini|RO Rovigo|SA Salerno|" +
  'SI Siena|SO Sondrio|SP La Spezia|SR Siracusa|SS Sassari|SU Sud Sardegna|SV Savona|TA Taranto|TE Teramo|' +
  'TN Trento|TO Torino|TP Trapani|TR Terni|TS Trieste|TV Treviso|UD Udine|VA Varese|VB Verbano-Cusio-Ossola|' +
  'VC Vercelli|VE Venezia|VI Vicenza|VR Verona|VS Medio Campidano|VT Viterbo|VV Vibo Valentia'

const provincesByKey = new Map<string, string>()
for (const entry of PROVINCES.split('|')) {
  const letters = entry.slice(0, 2)
  provincesByKey.set(letters.toLowerCase(), letters)
  provincesByKey.set(nameKey(entry.slice(3)), letters)
}
for (const [name, letters] of [
  ['aosta', 'AO'],
  ['reggio di calabria', 'RC'],
  ['reggio emilia', 'RE'],
  ['monza e brianza', 'MB'],
  ['monza brianza', 'MB'],
  ['gallura nord est sardegna', 'OT'],
  ['sulcis iglesiente', 'CI'],
] as const) {
  provincesByKey.set(name, letters)
}

/** The two letters of a province, given its letters or its name. */
export const findProvince = (name: string): string | null => provincesByKey.get(nameKey(name)) ?? null
