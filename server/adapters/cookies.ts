/** Our cookies' names and attributes, and what a request's Cookie header holds under a name. */
import { createHmac, timingSafeEqual } from 'node:crypto'

export type CookieNames = { readonly login: string; readonly pass: string; readonly isSecure: boolean }

/** With https a name that only this very host can set, and only over https. */
export const cookieNames = (isSecure: boolean): CookieNames => ({
  login: isSecure ? '__Host-quesiti-login' : 'quesiti-login',
  pass: isSecure ? '__Host-quesiti-pass' : 'quesiti-pass',
  isSecure,
})

/** The first value under the name, decoded; undefined where there is none or it makes no sense. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  if (!header) return undefined
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at < 0 || part.slice(0, at).trim() !== name) continue
    try {
      return decodeURIComponent(part.slice(at + 1).trim())
    } catch {
      return undefined
    }
  }
  return undefined
}

/** What `value.signature` signs, or undefined where the signature is not this secret's. */
export function unsigned(signed: string, secret: string): string | undefined {
  const at = signed.lastIndexOf('.')
  if (at < 1) return undefined
  const value = signed.slice(0, at)
  const given = Buffer.from(signed.slice(at + 1))
  const right = Buffer.from(createHmac('sha256', secret).update(value).digest('base64'))
  return given.length === right.length && timingSafeEqual(given, right) ? value : undefined
}

/** A Set-Cookie for one of ours; an age of 0 takes it away. */
export const setCookie = (
  names: CookieNames,
  cookie: { name: string; value: string; maxAgeMs: number },
): string =>
  `${cookie.name}=${encodeURIComponent(cookie.value)}; Max-Age=${Math.floor(cookie.maxAgeMs / 1_000)}; Path=/; HttpOnly${names.isSecure ? '; Secure' : ''}; SameSite=Lax`
