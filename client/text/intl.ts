/** Numbers, plurals, times and days in one language, always in Europe/Rome. Knows no sentence. */

export type Language = 'it' | 'en'

const timeZone = 'Europe/Rome'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Above this a countdown counts minutes, below it minutes and seconds. */
const SECONDS_BELOW_MS = 10 * MINUTE_MS

export type Formats = ReturnType<typeof formatsFor>

export function formatsFor(language: Language) {
  const locale = language === 'it' ? 'it-IT' : 'en-GB'
  const numbers = new Intl.NumberFormat(locale, { useGrouping: 'always' })
  const cardinal = new Intl.PluralRules(locale)
  const unit = (name: 'minute' | 'hour', unitDisplay: 'long' | 'short') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay })
  const longMinutes = unit('minute', 'long')
  const longHours = unit('hour', 'long')
  const days = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const dayMonth = days({ day: 'numeric', month: 'long' })
  const weekday = days({ weekday: 'long', day: 'numeric' })
  const weekdayMonth = days({ weekday: 'long', day: 'numeric', month: 'long' })
  const full = days({ day: 'numeric', month: 'long', year: 'numeric' })
  const monthShort = days({ month: 'short' })
  const dayNumber = days({ day: 'numeric' })
  const minutesLeft = (ms: number) => Math.max(0, Math.ceil(ms / MINUTE_MS))

  return {
    number: (value: number) => numbers.format(value),
    /** `plural(2, 'nuovo', 'nuovi')` is `nuovi`. */
    plural: (count: number, one: string, other: string) => (cardinal.select(count) === 'one' ? one : other),
    /** `counted(2, 'nuovo', 'nuovi')` is `2 nuovi`. */
    counted: (count: number, one: string, other: string) =>
      `${numbers.format(count)} ${cardinal.select(count) === 'one' ? one : other}`,
    time: clockTime,
    day: (at: number) => dayMonth.format(at),
    weekday: (at: number) => weekday.format(at),
    weekdayMonth: (at: number) => weekdayMonth.format(at),
    date: (at: number) => full.format(at),
    dayNumber: (at: number) => dayNumber.format(at),
    monthShort: (at: number) => monthShort.format(at).replace('.', ''),
    /** Time left: `1 h 06 min`, `56 minuti`, `4:12`. */
    left: (ms: number) => {
      if (ms <= SECONDS_BELOW_MS) return minutesSeconds(ms)
      return minutesLeft(ms) > 60 ? hoursMinutes(minutesLeft(ms)) : longMinutes.format(minutesLeft(ms))
    },
    /** The same for narrow places: `13 min`. */
    leftShort: (ms: number) => {
      if (ms <= SECONDS_BELOW_MS) return minutesSeconds(ms)
      return minutesLeft(ms) > 60 ? hoursMinutes(minutesLeft(ms)) : `${minutesLeft(ms)} min`
    },
    /** How long ago, in a row: `4 min`, `5 h 15`; undefined under a minute. */
    age: (ms: number) => {
      const minutes = Math.floor(ms / MINUTE_MS)
      if (minutes < 1) return undefined
      return minutes < 60
        ? `${minutes} min`
        : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
    },
    /** How long, for the ear: `5 ore`, `37 minuti`. */
    spoken: (ms: number) =>
      ms >= HOUR_MS
        ? longHours.format(Math.floor(ms / HOUR_MS))
        : longMinutes.format(Math.max(1, Math.floor(ms / MINUTE_MS))),
  }
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
})

function clockTime(at: number): string {
  const parts = clock.formatToParts(at)
  const value = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${Number(value('hour'))}:${value('minute')}`
}

/** `m:ss`, never under 0:00; the last second shown is 0:01. */
function minutesSeconds(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const hoursMinutes = (minutes: number) =>
  `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
