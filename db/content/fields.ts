/** The kinds of values that the content's files share. */
import { z } from 'zod'

export const text = z.string().min(1)
export const id = z.string().regex(/^[A-Z]{1,4}-?\d*(\.\d\d)?$/)
export const day = z.iso.date()
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const forumDayId = z.string().regex(/^FD-[1-4]$/)
export const many = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()

export const meta = z.strictObject({
  programme: text,
  content_version: text,
  language: z.literal('it'),
  authorship: text,
  disclaimer: text,
})
