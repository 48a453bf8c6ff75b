/** Test projects: what each one is for is written in CONTRIBUTING.md. */
import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'
import { iconSprite } from './client/icons/sprite.ts'

const node = (name: string, include: string[], timeoutMs = 20_000, globalSetup: string[] = []) => ({
  test: {
    name,
    include,
    environment: 'node' as const,
    testTimeout: timeoutMs,
    hookTimeout: 60_000,
    setupFiles: ['test/support/setup.ts'],
    globalSetup,
    // Which database a test runs on is said by its project, and not by who starts it.
    env: { DATABASE_URL: '' },
    expect: { poll: { timeout: 15_000, interval: 50 } },
  },
})

/** The same tests on PostgreSQL, but for those of what knows no database. */
const onPostgres = (name: string, include: string[], exclude: string[] = []) => {
  const { test } = node(`${name}-postgres`, include, 60_000, ['test/support/database/one-postgres.ts'])
  return {
    test: {
      ...test,
      env: {},
      exclude,
      setupFiles: ['test/support/database/on-postgres.ts', ...test.setupFiles],
    },
  }
}

export default defineConfig({
  test: {
    projects: [
      node('domain', ['test/domain/**/*.test.ts']),
      node('store', ['test/store/**/*.test.ts']),
      node('rooms', ['test/rooms/**/*.test.ts'], 60_000),
      node('live', ['test/live/**/*.test.ts'], 60_000),
      node('http', ['test/http/**/*.test.ts'], 60_000),
      onPostgres('store', ['test/store/**/*.test.ts'], ['test/store/{content,registry-file,stems}.test.ts']),
      onPostgres('rooms', ['test/rooms/**/*.test.ts'], ['test/rooms/{entrance,ids,mutants}.test.ts']),
      onPostgres(
        'live',
        ['test/live/**/*.test.ts'],
        ['test/live/{direct-adapter,handlers,transport}.test.ts'],
      ),
      onPostgres('http', ['test/http/{access,away,bad-input,notices,reads-*,rehearsals,sign-in}.test.ts']),
      node('scripts', ['test/scripts/**/*.test.ts'], 120_000),
      node('structure', ['test/structure/**/*.test.ts']),
      node('e2e', ['test/e2e/**/*.test.ts'], 180_000, ['test/support/browser/build-client.ts']),
      node('fault', ['test/fault/!(f06-*|f07-*|f08-*|f22-beside).test.ts'], 600_000),
      onPostgres('fault', ['test/fault/{f06-standby,f07-database,f08-redis,f16-closing,f22-beside}.test.ts']),
      {
        plugins: [preact(), iconSprite()],
        test: {
          name: 'client',
          include: ['test/client/**/*.test.{ts,tsx}'],
          environment: 'happy-dom' as const,
          setupFiles: ['test/support/setup.ts'],
        },
      },
    ],
  },
})
