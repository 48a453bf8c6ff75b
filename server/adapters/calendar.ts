/**
 * Days as an iCalendar file (RFC 5545). Knows neither who asks nor where the days come from; its only words are the
 * days' own titles.
 */
import { ICalAlarmType, ICalCalendar, ICalCalendarMethod } from 'ical-generator'

export type CalendarDay = {
  /** The same for ever: a calendar that has the day already changes it instead of adding another. */
  readonly id: string
  /** Grows whenever anything of the day changes. */
  readonly revision: number
  readonly title: string
  readonly url: string
  readonly from: number
  readonly to: number
}

const REMIND_BEFORE_S = 30 * 60

export function calendarFile(name: string, days: readonly CalendarDay[], now: number): string {
  const calendar = new ICalCalendar({
    name,
    prodId: { company: 'Quesiti', product: 'Quesiti', language: 'IT' },
    method: ICalCalendarMethod.PUBLISH,
  })
  for (const day of days) {
    const event = calendar.createEvent({
      id: `${day.id}@quesiti`,
      sequence: day.revision,
      stamp: new Date(now),
      start: new Date(day.from),
      end: new Date(day.to),
      summary: day.title,
      // Many calendars show no URL of an event, but make one in its description a link.
      description: day.url,
      url: day.url,
    })
    event.createAlarm({
      type: ICalAlarmType.display,
      triggerBefore: REMIND_BEFORE_S,
      description: day.title,
    })
  }
  return calendar.toString()
}
