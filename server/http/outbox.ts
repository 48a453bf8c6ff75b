/** The mails that went nowhere: in demo and development alone, for this machine alone. */
import type { App, RouteContext } from './app-types.ts'
import { isFromHere } from './loopback.ts'

/** Not even declared where mails have another way out. */
export function outboxRoutes(app: App, { mail }: RouteContext): void {
  const { outbox } = mail
  if (!outbox) return
  app.get('/outbox', { schema: { hide: true } }, async (request, reply) => {
    if (!isFromHere(request)) return reply.callNotFound()
    if (request.headers.accept?.includes('application/json')) return { ok: true, mails: outbox() }
    const mails = outbox().map(
      (one) =>
        `<article><h2>${escaped(one.subject)}</h2><p>${escaped(one.to)} · <time>${new Date(one.at).toISOString()}</time></p><pre>${escaped(one.text)}</pre></article>`,
    )
    return reply
      .type('text/html; charset=utf-8')
      .send(
        `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>Posta in uscita</title></head><body><h1>Posta in uscita</h1>${mails.join('') || '<p>Nessun messaggio.</p>'}</body></html>`,
      )
  })
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
