/** What may be typed at a running cluster, read from one line. What is not understood is answered with a sentence. */

export type Order =
  | { readonly do: 'kill' | 'stop' | 'start' | 'freeze' | 'thaw'; readonly place: number }
  | { readonly do: 'redis' | 'postgres'; readonly on: boolean }
  | { readonly do: 'restart' | 'status' | 'help' }

export const HELP = `  kill 2          process 2 is gone at once (SIGKILL)
  stop 2          process 2 ends with grace (SIGTERM)
  start 2         it comes back
  freeze 2        it does nothing any more, and nobody is told (SIGSTOP)
  thaw 2          it goes on
  restart         one after the other ends and comes back
  redis off       Redis is killed; redis on brings it back, empty
  postgres off    PostgreSQL is killed; postgres on brings it back
  status          who runs
  help            this list; Ctrl-C ends it all
`

const ON_PLACES = ['kill', 'stop', 'start', 'freeze', 'thaw'] as const
const ON_SERVICES = ['redis', 'postgres'] as const
const ALONE = ['restart', 'status', 'help'] as const

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name)

/** Undefined for an empty line. */
export function readOrder(line: string, has: { nodes: number; redis: boolean }): Order | string | undefined {
  const [name = '', what = '', ...more] = line.trim().toLowerCase().split(/\s+/)
  if (name === '') return undefined
  if (more.length > 0) return `"${line.trim()}" says too much: try help`
  if (isOneOf(ALONE, name)) return what === '' ? { do: name } : `${name} stands alone`
  if (isOneOf(ON_PLACES, name)) {
    const place = Number(what)
    if (what === '' || !Number.isInteger(place) || place < 1 || place > has.nodes)
      return `${name} whom? Give a process from 1 to ${has.nodes}, such as ${name} 1`
    return { do: name, place: place - 1 }
  }
  if (isOneOf(ON_SERVICES, name)) {
    if (name === 'redis' && !has.redis) return 'this cluster was started without Redis'
    return what === 'on' || what === 'off' ? { do: name, on: what === 'on' } : `${name} on, or ${name} off?`
  }
  return `there is no order "${name}": try help`
}
