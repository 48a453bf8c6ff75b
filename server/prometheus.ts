/**
 * Families of numbers that are counted elsewhere, as the Prometheus client's registry wants them: each is read when it is
 * asked for. It doesn't know what they are numbers of.
 */
import { Counter, Gauge, type Metric, type Registry } from '@prometheus-io/client'
import type { Spread } from './adapters/counts.ts'

export type Labels = Readonly<Record<string, string>>
export type Sample<T> = readonly [value: T, labels?: Labels]
export type Family<T> = {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
  readonly read: () => Iterable<Sample<T>>
}

/** `unit` is how many of what was counted make one of what is shown. */
export type SpreadFamily = Family<Spread> & { readonly unit?: number }

const declared = ({ name, help, labels }: Omit<Family<unknown>, 'read'>) => ({
  name,
  help,
  labelNames: labels ?? [],
})

export function addGauge(registry: Registry, family: Family<number>): void {
  new Gauge<string>({
    ...declared(family),
    registers: [registry],
    collect() {
      this.reset()
      for (const [value, labels = {}] of family.read()) this.set(labels, value)
    },
  })
}

export function addCounter(registry: Registry, family: Family<number>): void {
  new Counter<string>({
    ...declared(family),
    registers: [registry],
    collect() {
      this.reset()
      for (const [value, labels = {}] of family.read()) this.inc(labels, value)
    },
  })
}

/** The library's own histogram counts by itself; this one shows what was counted elsewhere. */
export function addSpread(registry: Registry, family: SpreadFamily): void {
  const { name, help, unit = 1 } = family
  const values = () =>
    [...family.read()].flatMap(([spread, labels = {}]) => {
      let upTo = 0
      const buckets = [...spread.bounds, Number.POSITIVE_INFINITY].map((bound, place) => {
        upTo += spread.counts[place] ?? 0
        const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound / unit)
        return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: upTo }
      })
      return [
        ...buckets,
        { metricName: `${name}_sum`, labels, value: spread.sum / unit },
        { metricName: `${name}_count`, labels, value: upTo },
      ]
    })
  const shown = {
    name,
    help,
    type: 'histogram',
    get: async () => ({ name, help, type: 'histogram', values: values() }),
  }
  registry.registerMetric(shown as unknown as Metric)
}
