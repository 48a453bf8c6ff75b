/** The mails about signing in, in the reader's language: plain text, and the same in one column of simple HTML. */

export type Locale = 'it' | 'en'
export type Letter = { readonly subject: string; readonly text: string; readonly html: string }

type Words = {
  readonly subject: string
  readonly before: string[]
  readonly code?: string
  readonly after: string[]
}

const WORDS = {
  it: {
    code: (code: string, minutes: number): Words => ({
      subject: 'Il tuo codice per entrare in Quesiti',
      before: ['Ecco il codice per entrare in Quesiti:'],
      code,
      after: [
        `Vale ${minutes} minuti e una volta sola. Scrivilo nella pagina da cui l’hai chiesto.`,
        'Se non l’hai chiesto tu, ignora questa mail: senza il codice nessuno entra. Non darlo a nessuno: noi non lo chiediamo mai.',
      ],
    }),
    unknown: (address: string): Words => ({
      subject: 'Questo indirizzo non è registrato in Quesiti',
      before: [
        `Qualcuno ha chiesto di entrare in Quesiti con ${address}, che non è registrato.`,
        'Se sei tu e ti sei iscritto con un altro indirizzo di lavoro, usa quello. Se non sei ancora iscritto, scrivi alla segreteria del programma.',
      ],
      after: ['Se non sei stato tu, ignora questa mail: non è successo niente.'],
    }),
  },
  en: {
    code: (code: string, minutes: number): Words => ({
      subject: 'Your code to sign in to Quesiti',
      before: ['Here is your code to sign in to Quesiti:'],
      code,
      after: [
        `It is good for ${minutes} minutes, and once. Type it on the page where you asked for it.`,
        'If you did not ask for it, ignore this mail: nobody gets in without the code. Give it to nobody: we never ask for it.',
      ],
    }),
    unknown: (address: string): Words => ({
      subject: 'This address is not registered with Quesiti',
      before: [
        `Somebody asked to sign in to Quesiti as ${address}, which is not registered.`,
        'If it was you and you enrolled with another work address, use that one. If you have not enrolled yet, write to the programme’s secretariat.',
      ],
      after: ['If it was not you, ignore this mail: nothing has happened.'],
    }),
  },
} as const satisfies Record<Locale, unknown>

export const codeLetter = (locale: Locale, code: string, minutes: number): Letter =>
  letter(locale, WORDS[locale].code(code, minutes))

export const unknownLetter = (locale: Locale, address: string): Letter =>
  letter(locale, WORDS[locale].unknown(address))

function letter(locale: Locale, words: Words): Letter {
  const lines = [...words.before, ...(words.code ? [words.code] : []), ...words.after]
  const paragraphs = lines.map((line) =>
    line === words.code
      ? `<p style="font-size:32px;letter-spacing:6px;font-weight:bold">${escaped(line)}</p>`
      : `<p>${escaped(line)}</p>`,
  )
  return {
    subject: words.subject,
    text: `${lines.join('\n\n')}\n\n-- \nQuesiti\n`,
    html: `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escaped(words.subject)}</title></head><body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:34em;margin:0 auto;padding:24px">${paragraphs.join('')}<p>Quesiti</p></body></html>`,
  }
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
