/**
 * New ids: 14 letters and digits of cryptographic chance, 83 bits. Short, since lists of them must fit a view; letters and
 * digits alone, so that an id begins nothing and ends nothing wherever it stands.
 */
import { randomPooled } from '../../db/entropy.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const LENGTH = 14
/** Bytes from here on would make some characters likelier than others. */
const FAIR_BELOW = 256 - (256 % ALPHABET.length)

export function newId(): string {
  let id = ''
  while (id.length < LENGTH) {
    for (const byte of randomPooled(LENGTH - id.length))
      if (byte < FAIR_BELOW) id += ALPHABET[byte % ALPHABET.length]
  }
  return id
}
