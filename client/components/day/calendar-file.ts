/**
 * A day as an iCalendar file (RFC 5545), to be kept in the reader's own calendar. Twenty lines of ours: the packages that
 * write them bring a schema validator along, more code than the page. Knows no file and no download.
 */
export type CalendarDay = {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly url: string
  readonly from: number
  readonly to: number
}

export function calendarFile(day: CalendarDay, now: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Quesiti//IT',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${day.id}@${new URL(day.url).hostname}`,
    `DTSTAMP:${instant(now)}`,
    `DTSTART:${instant(day.from)}`,
    `DTEND:${instant(day.to)}`,
    `SUMMARY:${escaped(day.title)}`,
    `DESCRIPTION:${escaped(day.detail)}`,
    `URL:${day.url}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(day.title)}`,
    'TRIGGER:-PT30M',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

/** `20261124T083000Z`. */
const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')

const LINE_BYTES = 75
const encoder = new TextEncoder()

/** No line longer than 75 bytes, and no character cut in two: what follows goes on after a space. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  for (const character of line) {
    if (encoder.encode(part + character).length > LINE_BYTES) {
      parts.push(part)
      part = ' '
    }
    part += character
  }
  return [...parts, part].join('\r\n')
}
