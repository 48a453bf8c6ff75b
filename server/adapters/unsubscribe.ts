/**
 * The link by which a mail's reader stops mails of its matter without signing in. Whoever has the link may do that and
 * nothing else; it says nothing but ids, and is good as long as the secret is.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { MATTERS, type Matter } from '../domain/notices.ts'

export type Unsubscribed = { readonly personId: string; readonly matter: Matter }

export type UnsubscribeLinks = {
  make(of: Unsubscribed): string
  /** Whose link it is, or undefined where we never made it. */
  read(token: string): Unsubscribed | undefined
}

export function unsubscribeLinks(secret: string): UnsubscribeLinks {
  // Keys for different purposes never are the same key.
  const key = createHmac('sha256', secret).update('unsubscribe').digest()
  const signatureOf = (value: string) => createHmac('sha256', key).update(value).digest('base64url')
  return {
    make: ({ personId, matter }) => {
      const value = `${matter}.${Buffer.from(personId).toString('base64url')}`
      return `${value}.${signatureOf(value)}`
    },
    read: (token) => {
      const [name = '', person = '', signature = '', ...rest] = token.split('.')
      const right = Buffer.from(signatureOf(`${name}.${person}`))
      const given = Buffer.from(signature)
      const isSigned = rest.length === 0 && given.length === right.length && timingSafeEqual(given, right)
      const matter = MATTERS.find((one) => one === name)
      return isSigned && matter
        ? { personId: Buffer.from(person, 'base64url').toString(), matter }
        : undefined
    },
  }
}
