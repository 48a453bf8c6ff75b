/**
 * Sends notices by e-mail: finds whom each is for, and posts one mail a person and matter. A mail is begun once: where a
 * process ends between beginning and knowing, it is given up rather than sent twice. Knows no words of a mail.
 */
import { createHash } from 'node:crypto'
import {
  beginJob,
  claimJobs,
  finishJob,
  giveUpJob,
  hasDueJobs,
  type Job,
  postponeJob,
} from '../db/due-store.ts'
import { type Addressee, findAddressee } from '../db/notice-store.ts'
import { emblem } from './adapters/letter.ts'
import type { Mail } from './adapters/mail.ts'
import { noticeLetter } from './adapters/notice-letter.ts'
import { unsubscribeLinks } from './adapters/unsubscribe.ts'
import { noticeIn, spreadNotice } from './commands/notices.ts'
import { limits } from './domain/limits.ts'
import { MATTER_OF, type Matter } from './domain/notices.ts'
import type { Parts } from './parts.ts'
import { readNotice } from './reads/notices.ts'
import type { Rooms } from './rooms/rooms.ts'

export type Mailing = Pick<Parts, 'store' | 'clock' | 'timers' | 'mail' | 'origins' | 'secret'> & {
  readonly directory: Pick<Parts['directory'], 'actorOf' | 'list' | 'refresh'>
  readonly rooms: Pick<Rooms, 'findNewest'>
  readonly onFault: (error: unknown, where: string) => void
}

const NOTICE = ['notice'] as const
const MAIL = ['mail'] as const
const NOTICES_A_TURN = 20

/** Looks every second what is to be sent, until told to stop, which waits for what is on its way. */
export function startMailing(mailing: Mailing): () => Promise<void> {
  let cancel = () => {}
  let turning: Promise<void> = Promise.resolve()
  const stop = { isAsked: false }
  const turn = () => {
    turning = spreadAll(mailing)
      .then(() => sendAll(mailing, stop))
      .catch((error) => mailing.onFault(error, 'mailing'))
      .finally(() => {
        if (!stop.isAsked) cancel = mailing.timers.after(limits.sweepMs, turn)
      })
  }
  cancel = mailing.timers.after(limits.sweepMs, turn)
  return () => {
    stop.isAsked = true
    cancel()
    return turning
  }
}

/** From what happened to whom is told. */
export async function spreadAll({ store, clock, rooms, directory, onFault }: Mailing): Promise<void> {
  const at = clock.now()
  if (!(await hasDueJobs(store.read, at, NOTICE))) return
  for (const job of await claimJobs(store, at, { kinds: NOTICE, limit: NOTICES_A_TURN })) {
    try {
      const notice = noticeIn(job)
      const open = await rooms.findNewest(job.payload.sessionId ?? '')
      if (!notice || !open) throw new Error('a notice of what is not known here')
      await directory.refresh(store.read)
      await spreadNotice(store, job, { notice, state: open.room.state, everybody: directory.list(), at })
    } catch (error) {
      onFault(error, 'notice')
      await postponeJob(store, job, { at, error: error instanceof Error ? error.name : 'unknown' })
    }
  }
}

/** All that is due, a few at once: the lines are also those of the codes that people wait for. */
export async function sendAll(mailing: Mailing, stop = { isAsked: false }): Promise<void> {
  const { store, clock } = mailing
  const line = async () => {
    while (!stop.isAsked && (await hasDueJobs(store.read, clock.now(), MAIL))) {
      const claim = { kinds: MAIL, limit: 1, leaseMs: limits.noticeLeaseMs }
      const [job] = await claimJobs(store, clock.now(), claim)
      if (!job) return
      await sendOne(mailing, job)
    }
  }
  await Promise.all(Array.from({ length: limits.noticesAtOnce }, line))
}

async function sendOne(mailing: Mailing, job: Job): Promise<void> {
  const { store, clock, mail, onFault } = mailing
  try {
    // Somebody began it and never said how it ended: their reader may have it.
    if (job.begunAt !== null) {
      await giveUpJob(store, job.id, 'begun, and nobody knows how it ended')
      onFault(new Error('a mail may have been sent or not'), 'mail')
      return
    }
    // Made at the last moment: what somebody may see, and wants, is what holds now.
    const letter = await letterFor(mailing, job)
    if (letter === null) return await finishJob(store, job.id, clock.now())
    if (!(await beginJob(store, job.id, clock.now()))) return
    const delivery = await mail.deliver(letter)
    const at = clock.now()
    if (delivery.as === 'sent') return await finishJob(store, job.id, at)
    onFault(new Error(`a mail was not sent: ${delivery.as}`), 'mail')
    if (delivery.as === 'later')
      await postponeJob(store, job, { at, error: delivery.error, tries: limits.noticeTries })
    else await giveUpJob(store, job.id, `${delivery.as}: ${delivery.error}`)
  } catch (error) {
    // Nothing is known to be stored: the lease ends by itself.
    onFault(error, 'mail')
  }
}

type Ready = Mail & { readonly messageId: string }

async function letterFor(mailing: Mailing, job: Job): Promise<Ready | null> {
  const { store, rooms, directory, mail, origins } = mailing
  const notice = noticeIn(job)
  const { sessionId = '', actorId = '' } = job.payload
  if (!notice || !mail.canSend) return null
  const matter = MATTER_OF[notice.fact]
  const open = await rooms.findNewest(sessionId)
  const addressee = await findAddressee(store.read, actorId, matter)
  await directory.refresh(store.read)
  const actor = directory.actorOf(actorId)
  if (!open || !addressee?.wants || !actor || open.room.state.session.rehearsal) return null
  const { state } = open.room
  const telling = await readNotice({ handle: store.read, state, actor }, notice)
  if (telling === null) return null
  const base = origins.base()
  const stop = `${base}/disiscrizione/${unsubscribeLinks(mailing.secret).make({ ...addressee, matter })}`
  const letter = noticeLetter(telling, addressee.locale ?? 'it', {
    base,
    sessionCode: state.session.code,
    stop,
  })
  return { ...letter, ...envelope({ job, addressee, matter, stop, base }), pictures: [emblem] }
}

type Envelope = { job: Job; addressee: Addressee; matter: Matter; stop: string; base: string }

function envelope({
  job,
  addressee,
  matter,
  stop,
  base,
}: Envelope): Pick<Ready, 'to' | 'messageId' | 'headers'> {
  const { hostname } = new URL(base)
  const name = createHash('sha256').update(job.id).digest('base64url')
  return {
    to: addressee.email,
    messageId: `<${name}@${hostname}>`,
    headers: {
      'List-Unsubscribe': `<${stop}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': `<${matter.toLowerCase()}.quesiti.${hostname}>`,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  }
}
