/** From where a browser may talk to us: the public address, or where there is none, this machine's own names. */
import { isIP } from 'node:net'

export type Origins = {
  /** Where links lead. */
  base(): string
  /** Whether a request that says it comes from there is ours. A missing Origin is not. */
  isOurs(origin: string | undefined): boolean
  /** Whether a Host header names us. Behind a public address that is the proxy's business. */
  isOurHost(host: string | undefined): boolean
}

export function createOrigins(listening: {
  publicUrl: URL | undefined
  host: string
  /** Known once the server listens. */
  port: () => number
}): Origins {
  const { publicUrl, host, port } = listening
  if (publicUrl) {
    return {
      base: () => publicUrl.origin,
      isOurs: (origin) => origin === publicUrl.origin,
      isOurHost: () => true,
    }
  }
  const hosts = () =>
    [...new Set([inUrl(host), '127.0.0.1', 'localhost', '[::1]'])].map((name) => `${name}:${port()}`)
  return {
    base: () => `http://${inUrl(host)}:${port()}`,
    isOurs: (origin) => origin !== undefined && hosts().some((name) => origin === `http://${name}`),
    isOurHost: (given) => given !== undefined && hosts().includes(port() === 80 ? `${given}:80` : given),
  }
}

const inUrl = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host)
