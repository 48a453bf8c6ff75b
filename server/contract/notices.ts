/** What somebody hears of by e-mail, as it travels: choices of their own, and a mail's link that needs no login. */
import { z } from 'zod'
import { MATTERS } from '../domain/notices.ts'

const matter = z.enum(MATTERS)
const on = z.boolean()

export const noticesAnswer = z
  .object({
    ok: z.literal(true),
    /** Where the mails go. */
    email: z.string(),
    /** Whether this server has any way to send one. */
    canSend: z.boolean(),
    choices: z.array(z.object({ matter, on })),
  })
  .meta({ id: 'Notices' })
export type NoticesAnswer = z.infer<typeof noticesAnswer>

export const noticeChange = z.strictObject({ matter, on }).meta({ id: 'NoticeChange' })

export const byToken = z.strictObject({ token: z.string().min(1).max(400) })
export const unsubscribeAnswer = z
  .object({ ok: z.literal(true), matter, on, isAllOff: z.boolean() })
  .meta({ id: 'Unsubscribe' })
export type UnsubscribeAnswer = z.infer<typeof unsubscribeAnswer>
export const unsubscribeChange = z
  .strictObject({ on, scope: z.enum(['matter', 'all']) })
  .meta({ id: 'UnsubscribeChange' })
