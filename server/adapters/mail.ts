/**
 * Sends mail by SMTP; without SMTP, in demo and development alone, keeps it in an outbox that this machine can read.
 * What a mail says is not known here.
 */
import { createTransport } from 'nodemailer'
import { limits } from '../domain/limits.ts'
import type { Timers } from './clock.ts'

export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type Mailer = {
  /** Whether a mail has any way to its reader. */
  readonly canSend: boolean
  /** Queues the mail, and tries a few times; never throws. */
  post(mail: Mail): void
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
  return { canSend: false, post: () => {}, outbox: null, settle: nothing, close: nothing }
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
  const send = async (mail: Mail): Promise<void> => {
    for (const waitMs of [...TRY_AGAIN_MS, null]) {
      try {
        await transport.sendMail({ ...mail, from: mailFrom })
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

/** The other side said no for good: asking again changes nothing. */
const isRefused = (error: unknown): boolean => {
  const code = (error as { responseCode?: unknown }).responseCode
  return typeof code === 'number' && code >= 500
}

function outboxMailer({ now }: Mailing): Mailer {
  const kept: Kept[] = []
  let made = 0
  return {
    canSend: true,
    outbox: () => kept,
    post: (mail) => {
      made += 1
      kept.unshift({ ...mail, id: made, at: now() })
      kept.length = Math.min(kept.length, limits.outboxMails)
    },
    settle: async () => {},
    close: async () => {},
  }
}
