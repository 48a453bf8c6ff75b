/** From where a browser may talk to us: the public address, or where there is none, this machine's own names. */
import { isIP } from 'node:net'

export type Origins = {
  /** Where links lead. */
  base(): string
  /** Whether a request that says it comes from there is ours. A missing Origin is not. */
  isOurs(origin: string | undefined): boolean
  /**
   * Whether a line may be opened by who sends these headers. Without an Origin only who brings no cookie may: that is a
   * program, and no page makes it act for somebody.
   */
  mayConnect(headers: {
    origin?: string | undefined
    host?: string | undefined
    cookie?: string | undefined
  }): boolean
  /** Whether a Host header names us. Behind a public address that is the proxy's business. */
  isOurHost(host: string | undefined): boolean
}

export function createOrigins(listening: {
  publicUrl: URL | undefined
  host: string
  /** Known once the server listens. */
  port: () => number
}): Origins {
  const named = listening.publicUrl ? byAddress(listening.publicUrl) : byMachine(listening)
  return {
    ...named,
    mayConnect: ({ origin, host, cookie }) =>
      named.isOurHost(host) && (origin === undefined ? cookie === undefined : named.isOurs(origin)),
  }
}

type Named = Omit<Origins, 'mayConnect'>

const byAddress = (publicUrl: URL): Named => ({
  base: () => publicUrl.origin,
  isOurs: (origin) => origin === publicUrl.origin,
  isOurHost: () => true,
})

function byMachine({ host, port }: { host: string; port: () => number }): Named {
  // Browsers leave the scheme's own port out.
  const withPort = (name: string) => (port() === 80 ? name : `${name}:${port()}`)
  const names = new Set([inUrl(host), '127.0.0.1', 'localhost', '[::1]'])
  const hosts = () => [...names].map(withPort)
  return {
    base: () => `http://${withPort(inUrl(host))}`,
    isOurs: (origin) => origin !== undefined && hosts().some((name) => origin === `http://${name}`),
    isOurHost: (given) => given !== undefined && hosts().includes(given),
  }
}

const inUrl = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host)
