/** The table of numbers in docs/operations.md: each that the server gives is in it, and no other. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createMetrics, type MetricsSources } from '../../server/metrics.ts'

/** Node's own have the names that its Prometheus client gives them. */
const NODES_OWN = /^(process|nodejs)_/

test('the table of numbers is what the server gives', async () => {
  // Names are known before anything is read.
  const registry = createMetrics({} as MetricsSources)
  const given = registry.getMetricsAsArray().map(({ name }) => name)
  const table = readFileSync('docs/operations.md', 'utf8').split('\n| number |')[1]?.split('\n\n', 1)[0]
  const listed = [...(table ?? '').matchAll(/^\| `([a-z_]+)`/gm)].map(([, name]) => name)
  expect(given.some((name) => NODES_OWN.test(name))).toBe(true)
  expect(listed).toEqual(given.filter((name) => !NODES_OWN.test(name)))
})
