/**
 * A forum day whose notices go to a real SMTP server, with a clock that moves when the test says so and no loop: the test
 * says when a process looks what is to be sent.
 */

import type { ParsedMail } from 'mailparser'
import { job } from '../../db/schema/log.ts'
import { saveThemes } from '../../db/theme-store.ts'
import { createMailer, type Mailer } from '../../server/adapters/mail.ts'
import { seedDemoBodies } from '../../server/commands/registry.ts'
import { createSession, type SessionPlan } from '../../server/commands/session.ts'
import { must } from '../../server/domain/assert.ts'
import type { Command } from '../../server/domain/commands.ts'
import { type Role, type Scope, SYSTEM } from '../../server/domain/permissions.ts'
import { type Mailing, sendAll, spreadAll } from '../../server/mailing.ts'
import { Rooms } from '../../server/rooms/rooms.ts'
import { askPayload, fakeClock, MINUTE_MS, newKey, START } from './forum.ts'
import { type HttpServer, startHttp } from './http-server.ts'

const PEOPLE = {
  anna: ['participant', 'body:B001'],
  bruno: ['participant', 'body:B001'],
  carla: ['participant', 'body:B002'],
  expert: ['expert', 'edition'],
  second: ['expert', 'edition'],
  moderator: ['moderator', 'edition'],
} as const satisfies Record<string, readonly [Role, Scope]>
export type Who = keyof typeof PEOPLE

type Granted = Awaited<ReturnType<HttpServer['grant']>>

export type MailDay = {
  readonly http: HttpServer
  readonly clock: ReturnType<typeof fakeClock>
  readonly sessionId: string
  readonly faults: unknown[]
  readonly people: ReadonlyMap<Who, Granted>
  run(who: Who, type: Command['type'], payload: unknown): Promise<Record<string, string>>
  /** Asks and admits; gives the question's and its item's id. */
  ask(who: Who, topicId?: string, title?: string): Promise<{ questionId: string; itemId: string }>
  /** A process beside the others, with lines of its own to the mail server. */
  process(smtpUrl?: string): Mailing & { close(): Promise<void> }
  /** Whom it is for, and all that is due. */
  turn(by?: Mailing): Promise<void>
  jobs(kind: 'notice' | 'mail'): Promise<(typeof job.$inferSelect)[]>
  close(): Promise<void>
}

export async function startMailDay(smtpUrl: string, plan: Partial<SessionPlan> = {}): Promise<MailDay> {
  const clock = fakeClock()
  const http = await startHttp({
    clock,
    env: { SMTP_URL: smtpUrl, MAIL_FROM: 'Quesiti <quesiti@example.it>' },
  })
  const { parts } = http
  await seedDemoBodies(parts.edition)
  await seedThemes(http)
  const people = new Map<Who, Granted>()
  for (const [name, [role, scope]] of Object.entries(PEOPLE))
    people.set(name as Who, await http.grant(`${name}@example.it`, role, scope))
  const sessionId = await createSession(parts, SYSTEM.id, {
    editionId: parts.edition.id,
    code: 'FD2',
    title: 'Anagrafe dei cittadini stranieri',
    opensAt: START - 60 * MINUTE_MS,
    liveAt: START,
    closesAt: START + 120 * MINUTE_MS,
    themeIds: ['T1', 'T2'],
    asksPerPerson: 1_000,
    asksPerBody: 1_000,
    ...plan,
  })
  const faults: unknown[] = []
  const rooms = new Rooms(
    { ...parts, actors: parts.directory, onFault: (error) => faults.push(error) },
    () => {},
  )
  const room = async () => must(await rooms.find(sessionId)).room
  await (await room()).submitSystem({ type: 'session:advance', payload: {} })
  const actorId = (who: Who) => must(people.get(who)).actorId
  const run: MailDay['run'] = async (who, type, payload) => {
    const command = { type, payload } as Command
    const ack = await (await room()).submit({ actorId: actorId(who), key: newKey(), command })
    if (!ack.ok) throw new Error(`${type}: ${ack.code}`)
    return ack.result as Record<string, string>
  }
  const mailing = (mail: Mailer): Mailing => ({
    ...parts,
    mail,
    rooms,
    onFault: (error: unknown) => faults.push(error),
  })
  const own = mailing(parts.mail)
  const opened: Mailer[] = []
  return {
    http,
    clock,
    sessionId,
    faults,
    people,
    run,
    ask: async (who, topicId = 'T1.01', title = 'Coniuge ricongiunta senza permesso') => {
      const { questionId = '' } = await run(who, 'question:ask', { ...askPayload(title), topicId })
      await run('moderator', 'question:admit', { questionId })
      return { questionId, itemId: (await room()).state.get('question', questionId).workItemId }
    },
    process: (url = smtpUrl) => {
      const mail = createMailer({
        smtpUrl: url,
        mailFrom: 'Quesiti <quesiti@example.it>',
        isPrivate: false,
        now: clock.now,
        timers: parts.timers,
        onFault: (error) => faults.push(error),
      })
      opened.push(mail)
      return { ...mailing(mail), close: () => mail.close() }
    },
    turn: async (by = own) => {
      await spreadAll(by)
      await sendAll(by)
    },
    jobs: async (kind) => {
      const rows = await parts.store.read.select().from(job).orderBy(job.id)
      return rows.filter((row) => row.kind === kind)
    },
    close: async () => {
      for (const mail of opened) await mail.close()
      await http.close()
    },
  }
}

const seedThemes = ({ parts }: HttpServer) =>
  parts.store.transaction((tx) =>
    saveThemes(tx, {
      themes: [
        { id: 'T1', editionId: parts.edition.id, label: 'Modelli organizzativi', place: 1, review: 'none' },
        { id: 'T2', editionId: parts.edition.id, label: 'Servizi demografici', place: 2, review: 'peer' },
      ],
      topics: ['T1.01', 'T2.01'].map((id) => ({
        id,
        editionId: parts.edition.id,
        themeId: id.slice(0, 2),
        code: id,
        label: `Argomento ${id}`,
        shortLabel: id,
        place: 1,
      })),
    }),
  )

/** All headers, as they came. */
export const listHeader = (mail: ParsedMail) => String(mail.headerLines.map(({ line }) => line).join('\n'))
/** Where the reader stops mails of this matter. */
export const stopLinkOf = (mail: ParsedMail) =>
  must(listHeader(mail).match(/List-Unsubscribe:\s*<([^>]+)>/))[1] as string
