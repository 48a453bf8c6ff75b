/**
 * Sends mail by SMTP; without SMTP, in demo and development alone, keeps it in an outbox that this machine can read.
 * What a mail says is not known here.
 */
import type { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import { limits } from '../domain/limits.ts'
import type { Timers } from './clock.ts'

export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The same however often it is tried: who gets it twice after all can tell. */
  readonly messageId?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Pictures that the HTML names by `cid:`, so that nothing is fetched from anywhere. */
  readonly pictures?: readonly { readonly cid: string; readonly content: Buffer; readonly name: string }[]
}

/**
 * `later` was certainly not taken, `refused` never will be; of `unknown` the line was lost while the other side had
 * begun to read, and may have taken it.
 */
export type Delivery =
  | { readonly as: 'sent' }
  | { readonly as: 'later' | 'refused' | 'unknown'; readonly error: string }

export type Mailer = {
  /** Whether a mail has any way to its reader. */
  readonly canSend: boolean
  /** Queues the mail, and tries a few times; never throws. */
  post(mail: Mail): void
  /** Tries once, and says what became of it; never throws. */
  deliver(mail: Mail & { readonly messageId: string }): Promise<Delivery>
  /** The newest mails first, where they go nowhere else. */
  readonly outbox: (() => readonly Kept[]) | null
  /** Waits until everything posted has gone or failed. */
  settle(): Promise<void>
  close(): Promise<void>
}

export type Kept = Mail & { readonly id: number; readonly at: number }

type Mailing = {
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  /** Whether mails may be kept for this machine to read: in demo and development alone. */
  readonly isPrivate: boolean
  readonly now: () => number
  readonly timers: Timers
  /** A mail was given up. Its reader is not named. */
  readonly onFault: (error: unknown) => void
}

const TRY_AGAIN_MS = [1_000, 10_000]
const LINES = 3

export function createMailer(mailing: Mailing): Mailer {
  if (mailing.smtpUrl) return smtpMailer(mailing, mailing.smtpUrl)
  if (mailing.isPrivate) return outboxMailer(mailing)
  const nothing = async () => {}
  const deliver = async () => ({ as: 'later', error: 'no way out' }) as const
  return { canSend: false, post: () => {}, deliver, outbox: null, settle: nothing, close: nothing }
}

function smtpMailer({ mailFrom, timers, onFault }: Mailing, url: string): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: LINES,
    connectionTimeout: limits.connectTimeoutMs,
    greetingTimeout: limits.connectTimeoutMs,
    socketTimeout: limits.requestTimeoutMs,
    // A mail is built from our own words alone: nothing is ever fetched or read from disk for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const pending = new Set<Promise<void>>()
  const bodies = new Map<string, Readable>()
  transport.use('stream', ({ data, message }, done) => {
    const { messageId } = data
    if (messageId !== undefined)
      message.processFunc((body) => {
        bodies.set(messageId, body)
        return body
      })
    done()
  })
  const deliver: Mailer['deliver'] = async (mail) => {
    try {
      await transport.sendMail(messageOf(mail, mailFrom))
      return { as: 'sent' }
    } catch (error) {
      return { as: outcomeOf(error, bodies.get(mail.messageId)), error: nameOf(error) }
    } finally {
      bodies.delete(mail.messageId)
    }
  }
  const send = async (mail: Mail): Promise<void> => {
    for (const waitMs of [...TRY_AGAIN_MS, null]) {
      try {
        await transport.sendMail(messageOf(mail, mailFrom))
        return
      } catch (error) {
        if (waitMs === null || isRefused(error)) {
          onFault(error)
          return
        }
        await new Promise<void>((resolve) => timers.after(waitMs, resolve))
      }
    }
  }
  return {
    canSend: true,
    outbox: null,
    deliver,
    post: (mail) => {
      if (pending.size >= limits.mailsWaiting) {
        onFault(new Error('too many mails wait'))
        return
      }
      const sending = send(mail).finally(() => pending.delete(sending))
      pending.add(sending)
    },
    settle: async () => {
      await Promise.all(pending)
    },
    close: async () => transport.close(),
  }
}

const messageOf = ({ pictures = [], headers = {}, ...mail }: Mail, from: string) => ({
  ...mail,
  from,
  headers,
  attachments: pictures.map(({ cid, content, name }) => ({ cid, content, filename: name })),
})

const OF_THE_MAIL: ReadonlySet<string> = new Set(['EENVELOPE', 'EMESSAGE'])

/** An answer with a number says what became of it; without one, it depends on whether the mail was being read. */
function outcomeOf(error: unknown, body: Readable | undefined): 'later' | 'refused' | 'unknown' {
  // Only of this mail: that we may not sign in there is ours to mend.
  if (isRefused(error) && OF_THE_MAIL.has(String((error as { code?: unknown }).code))) return 'refused'
  const hasAnswer = typeof (error as { responseCode?: unknown }).responseCode === 'number'
  return hasAnswer || !body?.readableDidRead ? 'later' : 'unknown'
}

/** Without the server's words, which may quote an address. */
function nameOf(error: unknown): string {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown }
  return String(responseCode ?? code ?? (error instanceof Error ? error.name : 'unknown'))
}

/** The other side said no for good: asking again changes nothing. */
const isRefused = (error: unknown): boolean => {
  const code = (error as { responseCode?: unknown }).responseCode
  return typeof code === 'number' && code >= 500
}

function outboxMailer({ now }: Mailing): Mailer {
  const kept: Kept[] = []
  let made = 0
  const keep = (mail: Mail) => {
    made += 1
    kept.unshift({ ...mail, id: made, at: now() })
    kept.length = Math.min(kept.length, limits.outboxMails)
  }
  return {
    canSend: true,
    outbox: () => kept,
    post: keep,
    deliver: async (mail) => {
      keep(mail)
      return { as: 'sent' }
    },
    settle: async () => {},
    close: async () => {},
  }
}
