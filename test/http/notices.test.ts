/** Notices by e-mail, from the command to a real SMTP server: once each, for whom they are, and no more once stopped. */
import { afterEach, describe, expect, test } from 'vitest'
import { until } from '../../scripts/fault/until.ts'
import { revokeGrant } from '../../server/commands/grant.ts'
import { must } from '../../server/domain/assert.ts'
import { limits } from '../../server/domain/limits.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { mountEngine } from '../../server/engine.ts'
import { sendAll, spreadAll } from '../../server/mailing.ts'
import { answerWords } from '../support/forum.ts'
import { type SmtpServer, startHttp, startSmtp } from '../support/http-server.ts'
import { listHeader, type MailDay, startMailDay, stopLinkOf } from '../support/mail-day.ts'
import { hungSmtp, rudeSmtp } from '../support/rude-smtp.ts'

const opened: { close(): Promise<unknown> }[] = []
const open = async <T extends { close(): Promise<unknown> }>(opening: Promise<T>): Promise<T> => {
  const one = await opening
  opened.unshift(one)
  return one
}
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

const start = async (plan = {}, refuse?: () => number | null) => {
  const smtp = await open(startSmtp(refuse))
  const day = await open(startMailDay(smtp.url, plan))
  return { smtp, day }
}

const publish = async (day: MailDay, itemId: string, reach: 'all' | 'body' = 'all') => {
  await day.run('expert', 'item:claim', { itemId })
  return day.run('expert', 'answer:publish', { itemId, words: answerWords(), reach })
}
const mailsTo = (smtp: SmtpServer, name: string) =>
  smtp.mails.filter(({ to }) => to && !Array.isArray(to) && to.text === `${name}@example.it`)

describe('an answer', () => {
  test('is told its askers in words and numbers of their own, with the links that it promises', async () => {
    const { smtp, day } = await start()
    const one = await day.ask('carla', 'T1.01', 'Ricongiungimento <b>&')
    const two = await day.ask('anna')
    await day.run('moderator', 'item:join', { itemId: one.itemId, questionId: two.questionId })
    await publish(day, one.itemId)
    await day.turn()
    expect(smtp.mails).toHaveLength(2)
    const mail = must(mailsTo(smtp, 'anna')[0])
    expect(mail.subject).toBe('Risposta al tuo quesito: Coniuge ricongiunta senza permesso')
    expect(mail.text).toContain('L’abbiamo unito al n. FD2-1')
    expect(mail.text).toContain('Sì, come primo stralcio.')
    expect(mail.text).toContain(`/giornate/FD2/quesiti/${two.questionId}`)
    expect(mail.text).toMatch(/n\. FD2-2, inviato il 19 novembre/)
    expect(mail.text).toContain('Per leggerla intera ti chiediamo di accedere.')
    // Of the other's question there is nothing but the number that every reader sees.
    expect(`${mail.text}${mail.html}`).not.toMatch(/carla|Ricongiungimento/)
    expect(mail.html).not.toMatch(/<img[^>]+src="(?!cid:|data:)|<script|<link/)
    expect(mail.attachments.map(({ cid, contentType }) => [cid, contentType])).toEqual([
      ['eu-emblem', 'image/png'],
    ])
    expect(listHeader(mail)).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(listHeader(mail)).toContain('Auto-Submitted: auto-generated')
    expect(must(mailsTo(smtp, 'carla')[0]).html).toContain('Ricongiungimento &#60;b&#62;&#38;')
    expect(day.http.logLines.join('')).not.toMatch(/example\.it|Coniuge/)
  })

  test('and its correction are two mails; seen twice, or joined once more, it is told once', async () => {
    const { smtp, day } = await start()
    const one = await day.ask('anna')
    const { answerId = '' } = await publish(day, one.itemId)
    await day.turn()
    const two = await day.ask('carla')
    await day.run('moderator', 'item:join', { itemId: one.itemId, questionId: two.questionId })
    await day.turn()
    await day.turn()
    expect([mailsTo(smtp, 'anna'), mailsTo(smtp, 'carla')].map(({ length }) => length)).toEqual([1, 1])
    const words = answerWords('No: serve la convenzione.')
    await day.run('expert', 'answer:correct', { answerId, words, reason: 'È cambiata la circolare' })
    await day.turn()
    const corrected = must(mailsTo(smtp, 'anna')[1])
    expect(corrected.subject).toContain('Risposta corretta')
    expect(corrected.text).toContain('È cambiata la circolare')
    expect(corrected.text).toContain('No: serve la convenzione.')
    await day.run('expert', 'answer:withdraw', { answerId, reason: 'Sbagliata' })
    await day.turn()
    expect(must(mailsTo(smtp, 'anna')[2]).subject).toContain('Risposta ritirata')
    expect(smtp.mails).toHaveLength(6)
  })

  test('for one body alone is told nobody else, though they follow the question', async () => {
    const { smtp, day } = await start()
    const one = await day.ask('anna')
    await day.run('carla', 'question:follow', { questionId: one.questionId, on: true })
    await publish(day, one.itemId, 'body')
    await day.turn()
    expect([mailsTo(smtp, 'anna'), mailsTo(smtp, 'carla')].map(({ length }) => length)).toEqual([1, 0])
    const followed = await day.ask('anna')
    await day.run('carla', 'question:follow', { questionId: followed.questionId, on: true })
    await publish(day, followed.itemId)
    await day.turn()
    expect(mailsTo(smtp, 'carla').map(({ subject }) => subject)).toEqual([
      'Risposta a un quesito che segui: Coniuge ricongiunta senza permesso',
    ])
  })

  test('corrected before its mail could go is told as it is now, once', async () => {
    let code: number | null = 451
    const { smtp, day } = await start({}, () => code)
    const { itemId } = await day.ask('anna')
    const { answerId = '' } = await publish(day, itemId)
    await day.turn()
    await day.run('expert', 'answer:correct', {
      answerId,
      words: answerWords('Adesso no.'),
      reason: 'Perché sì',
    })
    code = null
    day.clock.advance(10_000)
    await day.turn()
    expect(smtp.mails.map(({ subject }) => subject)).toEqual([
      'Risposta corretta: Coniuge ricongiunta senza permesso',
    ])
  })
})

test('who is asked for more reads what, and nothing if they have said it before the mail could go', async () => {
  let code: number | null = null
  const { smtp, day } = await start({}, () => code)
  const { itemId, questionId } = await day.ask('anna')
  const askMore = async (text: string) => {
    await day.run('expert', 'item:claim', { itemId })
    await day.run('expert', 'item:askMore', { itemId, text })
    await day.turn()
  }
  await askMore('Quanti\nabitanti?')
  expect(smtp.mails[0]).toMatchObject({
    subject: 'Serve una tua precisazione: Coniuge ricongiunta senza permesso',
    text: expect.stringContaining('Quanti\nabitanti?'),
  })
  await day.run('anna', 'question:inform', { questionId, text: 'Novecento' })
  code = 451
  await askMore('E famiglie?')
  await day.run('anna', 'question:inform', { questionId, text: 'Quattrocento' })
  code = null
  day.clock.advance(10_000)
  await day.turn()
  expect(smtp.mails).toHaveLength(1)
})

test('experts are handed over to and asked to review; what is done before the mail goes is not told', async () => {
  const { smtp, day } = await start()
  await day.http.parts.store.transaction(async (tx) => {
    await tx.sql.run("UPDATE person SET locale = 'en' WHERE email = ?", 'second@example.it')
  })
  const { itemId } = await day.ask('anna', 'T2.01')
  await day.run('expert', 'item:claim', { itemId })
  const toActorId = must(day.people.get('second')).actorId
  await day.run('expert', 'item:handOver', { itemId, toActorId, known: 'zznoto', missing: 'zzmanca' })
  await day.turn()
  const [handed] = mailsTo(smtp, 'second')
  expect(handed?.subject).toBe('Handed over to you: Coniuge ricongiunta senza permesso')
  expect(handed?.html).toContain('lang="en"')
  expect(handed?.text).toContain(`/giornate/FD2/esperti?lavoro=${itemId}`)
  // Experts work without names, and notes stay where they are.
  const sent = `${handed?.text}${String(handed?.html).replace(/src="[^"]*"/g, '')}`
  expect(sent).not.toMatch(/zz|anna|Poggio|Comune di/)
  await day.run('second', 'answer:send', { itemId, words: answerWords(), reach: 'all' })
  await day.run('second', 'answer:recall', { itemId })
  await day.turn()
  expect(mailsTo(smtp, 'expert')).toHaveLength(0)
  await day.run('second', 'answer:send', { itemId, words: answerWords(), reach: 'all' })
  await day.turn()
  expect(mailsTo(smtp, 'expert').map(({ subject }) => subject)).toEqual([
    'Da verificare: Coniuge ricongiunta senza permesso',
  ])
})

test('a day is summed up by theme, a quarter of an hour after it was closed', async () => {
  const { smtp, day } = await start()
  const one = await day.ask('anna', 'T1.01', 'La mia domanda')
  await publish(day, one.itemId)
  await day.ask('carla', 'T1.01', 'Ancora in attesa')
  await day.turn()
  smtp.mails.length = 0
  await day.run('moderator', 'session:stop', {})
  await day.run('moderator', 'session:close', {})
  await day.turn()
  expect(smtp.mails).toHaveLength(0)
  day.clock.advance(limits.digestAfterMs)
  await day.turn()
  const text = must(mailsTo(smtp, 'anna')[0]).text ?? ''
  expect(text).toMatch(
    /MODELLI ORGANIZZATIVI[\s\S]*La mia domanda[\s\S]*Sì, come primo stralcio\.[\s\S]*il tuo quesito/,
  )
  expect(text).not.toContain('SERVIZI DEMOGRAFICI')
  expect(must(mailsTo(smtp, 'carla')[0]).text).toMatch(/aspettano[\s\S]*Ancora in attesa/i)
  await day.run('moderator', 'session:reopen', { minutes: 5 })
  await day.run('moderator', 'session:stop', {})
  await day.run('moderator', 'session:close', {})
  day.clock.advance(limits.digestAfterMs)
  await day.turn()
  expect(smtp.mails).toHaveLength(2)
})

test('whose role was taken back after the fact is told nothing any more', async () => {
  let code: number | null = 451
  const { smtp, day } = await start({}, () => code)
  const { itemId } = await day.ask('anna')
  await publish(day, itemId)
  await day.turn()
  expect(await day.jobs('mail')).toMatchObject([
    { attempts: 1, lastError: '451', doneAt: null, begunAt: null },
  ])
  await revokeGrant(day.http.parts.edition, SYSTEM.id, must(day.people.get('anna')).grantId)
  code = null
  day.clock.advance(10_000)
  await day.turn()
  expect(smtp.mails).toEqual([])
  expect(await day.jobs('mail')).toMatchObject([{ failed: false, doneAt: expect.any(Number) }])
})

describe('once and no more', () => {
  test('four processes that look at the same moment send one mail each matter', async () => {
    const { smtp, day } = await start()
    for (const who of ['anna', 'bruno', 'carla'] as const) {
      for (let n = 0; n < 4; n++) await publish(day, (await day.ask(who, 'T1.01', `${who} ${n}`)).itemId)
    }
    const processes = Array.from({ length: 4 }, () => day.process())
    await Promise.all(processes.map(spreadAll))
    await Promise.all(processes.map((one) => sendAll(one)))
    expect(smtp.mails.map(({ subject }) => subject).sort()).toEqual(
      ['anna', 'bruno', 'carla']
        .flatMap((who) => [0, 1, 2, 3].map((n) => `Risposta al tuo quesito: ${who} ${n}`))
        .sort(),
    )
    expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(12)
  })

  test('a line lost while the mail was being read: it is not sent again; lost before, it is', async () => {
    const { smtp, day } = await start()
    const { itemId } = await day.ask('anna')
    await publish(day, itemId)
    const cut = { at: 'RCPT' as 'RCPT' | 'DATA', read: 0 }
    const rude = await open(rudeSmtp(cut))
    const process = day.process(rude.url)
    await day.turn(process)
    expect(await day.jobs('mail')).toMatchObject([{ attempts: 1, failed: false, begunAt: null }])
    cut.at = 'DATA'
    day.clock.advance(10_000)
    await day.turn(process)
    expect(cut.read).toBe(1)
    expect(await day.jobs('mail')).toMatchObject([
      { failed: true, lastError: expect.stringContaining('unknown') },
    ])
    day.clock.advance(24 * 3_600_000)
    await day.turn()
    expect(smtp.mails).toEqual([])
  })

  test('a process that ends between beginning and knowing: its mail is given up, and said so', async () => {
    const { smtp, day } = await start()
    const { itemId } = await day.ask('anna')
    await publish(day, itemId)
    const hung = await open(hungSmtp())
    const dying = day.process(hung.url)
    day.turn(dying).catch(() => {})
    await until('the mail is begun', async () => ((await day.jobs('mail'))[0]?.begunAt ?? null) !== null)
    await day.turn()
    day.clock.advance(limits.noticeLeaseMs + 1)
    await day.turn()
    expect(smtp.mails).toEqual([])
    expect(await day.jobs('mail')).toMatchObject([{ failed: true, doneAt: null }])
    expect(day.faults.map(String)).toContain('Error: a mail may have been sent or not')
  })

  test('an address that is refused for good is not tried again; a server that is away is, for hours', async () => {
    let code: number | null = 550
    const { smtp, day } = await start({}, () => code)
    await publish(day, (await day.ask('anna')).itemId)
    await day.turn()
    expect(await day.jobs('mail')).toMatchObject([{ failed: true, lastError: 'refused: 550' }])
    code = null
    await publish(day, (await day.ask('carla')).itemId)
    await day.turn(day.process('smtp://127.0.0.1:1'))
    for (let hour = 0; hour < 3; hour++) {
      day.clock.advance(3_600_000)
      await day.turn(day.process('smtp://127.0.0.1:1'))
    }
    day.clock.advance(3_600_000)
    await day.turn()
    expect(smtp.mails.map(({ to }) => (Array.isArray(to) ? [] : to?.text))).toEqual(['carla@example.it'])
  })
})

describe('choosing', () => {
  test('one click of a mail program stops one matter and no other, without login or our header', async () => {
    const { smtp, day } = await start()
    await publish(day, (await day.ask('anna')).itemId)
    await day.turn()
    const path = new URL(stopLinkOf(must(smtp.mails[0]))).pathname
    const url = `${day.http.url}${path}`
    const token = must(path.split('/').at(-1))
    const api = `/api/unsubscribe/${token}`
    // Whoever only follows the link, a scanner of mails first of all, stops nothing.
    await fetch(url)
    expect((await day.http.call('GET', api)).body).toMatchObject({
      matter: 'answered',
      on: true,
      isAllOff: false,
    })
    const clicked = await fetch(url, {
      method: 'POST',
      headers: { origin: 'https://mail.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect([clicked.status, await clicked.json()]).toEqual([200, { ok: true }])
    expect((await day.http.call('GET', api)).body).toMatchObject({ matter: 'answered', on: false })
    const { itemId } = await day.ask('anna')
    await publish(day, itemId)
    await day.turn()
    expect(smtp.mails).toHaveLength(1)
    const more = await day.ask('anna')
    await day.run('expert', 'item:claim', { itemId: more.itemId })
    await day.run('expert', 'item:askMore', { itemId: more.itemId, text: 'Quanti?' })
    await day.turn()
    expect(smtp.mails).toHaveLength(2)
    expect((await day.http.call('POST', api, { body: { on: false, scope: 'all' } })).status).toBe(200)
    expect((await day.http.call('GET', api)).body).toMatchObject({ isAllOff: true })
  })

  test.each([
    [
      'a form with a file',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
    ],
    ['no type', '', ''],
  ])('%s is as good', async (_name, type, body) => {
    const { smtp, day } = await start()
    await publish(day, (await day.ask('anna')).itemId)
    await day.turn()
    const { pathname } = new URL(stopLinkOf(must(smtp.mails[0])))
    const clicked = await fetch(`${day.http.url}${pathname}`, {
      method: 'POST',
      headers: type === '' ? {} : { 'content-type': type },
      ...(body === '' ? {} : { body }),
    })
    expect(clicked.status).toBe(200)
  })

  test('a link that we did not make stops nothing, and others are not ours to stop', async () => {
    const { smtp, day } = await start()
    await publish(day, (await day.ask('anna')).itemId)
    await day.turn()
    const token = must(new URL(stopLinkOf(must(smtp.mails[0]))).pathname.split('/').at(-1))
    const [matter, person, signature] = token.split('.')
    const other = Buffer.from(must(day.people.get('carla')).personId).toString('base64url')
    const forged = [
      `digest.${person}.${signature}`,
      `${matter}.${other}.${signature}`,
      `${matter}.${person}.${signature?.slice(0, -2)}`,
      `${token}.x`,
      'x',
    ]
    for (const one of forged) {
      expect(await day.http.call('GET', `/api/unsubscribe/${one}`)).toMatchObject({
        status: 404,
        body: { code: 'notice/link-not-valid' },
      })
      expect((await fetch(`${day.http.url}/disiscrizione/${one}`, { method: 'POST' })).status).toBe(404)
    }
    const foreign = { headers: { origin: 'https://evil.example' }, body: { on: false, scope: 'all' } }
    expect((await day.http.call('POST', `/api/unsubscribe/${token}`, foreign)).status).toBe(403)
  })
})

test('the server does all of it by itself, and everybody chooses on their page', async () => {
  const server = await open(
    startHttp({ plugins: async (app, parts) => void (await mountEngine(app, parts, () => {})) }),
  )
  expect((await server.call('GET', '/api/me/notices')).status).toBe(401)
  const cookie = await server.signIn('anna@example.it', 'participant')
  const read = async () => (await server.call('GET', '/api/me/notices', { cookie })).body
  expect(await read()).toEqual({
    ok: true,
    email: 'anna@example.it',
    canSend: true,
    choices: ['answered', 'needsYou', 'corrected', 'digest'].map((matter) => ({ matter, on: true })),
  })
  const change = (body: unknown) => server.call('PATCH', '/api/me/notices', { cookie, body })
  for (const _twice of [1, 2]) expect((await change({ matter: 'digest', on: false })).status).toBe(200)
  expect((await read()).choices).toContainEqual({ matter: 'digest', on: false })
  for (const bad of [
    {},
    { matter: 'all', on: true },
    { matter: 'digest', on: 'no' },
    { matter: 'digest', on: true, x: 1 },
  ])
    expect((await change(bad)).status).toBe(422)
})
