/** The wire's version: a client that is older than `oldest` is asked to reload; a newer field alone changes nothing. */
export const PROTOCOL = { current: 1, oldest: 1 } as const
