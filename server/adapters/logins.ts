/** better-auth as we set it up: codes by e-mail and logins, in our tables, through our writer. Nothing of it is routed. */
import { createHmac } from 'node:crypto'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { emailOTP } from 'better-auth/plugins/email-otp'
import { identityDatabase, identityProvider, identityTables } from '../../db/identity-store.ts'
import type { Store } from '../../db/open.ts'
import { limits } from '../domain/limits.ts'
import type { CookieNames } from './cookies.ts'

export type LoginsContext = {
  readonly store: Store
  readonly cookies: CookieNames
  readonly origin: string
  readonly loginKey: string
  readonly codeKey: string
  readonly newId: () => string
  readonly onFault: (error: unknown) => void
}

const SIGN_IN = 'sign-in'

/** The library's options, but for the database: the tables' test compares these with our schema. */
export const loginOptions = (context: Omit<LoginsContext, 'store'>) =>
  ({
    appName: 'Quesiti',
    baseURL: context.origin,
    secret: context.loginKey,
    telemetry: { enabled: false },
    user: {
      modelName: 'person',
      additionalFields: { locale: { type: 'string', required: false, input: false } },
    },
    session: {
      modelName: 'login',
      fields: { userId: 'personId' },
      expiresIn: limits.loginMs / 1_000,
      updateAge: limits.loginRefreshMs / 1_000,
    },
    account: { modelName: 'account', fields: { userId: 'personId' } },
    verification: { modelName: 'verification' },
    // Ours are counted by account first; the library knows addresses alone.
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: () => context.newId() },
      ipAddress: { disableIpTracking: true },
      useSecureCookies: false,
      cookiePrefix: context.cookies.isSecure ? '__Host-quesiti' : 'quesiti',
      cookies: { session_token: { name: context.cookies.login } },
      defaultCookieAttributes: {
        secure: context.cookies.isSecure,
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
      },
    },
    logger: {
      level: 'error',
      // Its messages name settings and tables; what comes with them may name people.
      log: (_level, message) => context.onFault(new Error(`identity: ${message}`)),
    },
    plugins: [
      emailOTP({
        otpLength: limits.codeDigits,
        expiresIn: limits.codeMs / 1_000,
        allowedAttempts: limits.codeTries,
        disableSignUp: true,
        storeOTP: {
          hash: async (code) => createHmac('sha256', context.codeKey).update(code).digest('base64url'),
        },
        // Codes are made by `makeCode` and posted by who asked for them.
        sendVerificationOTP: async () => {},
      }),
    ],
  }) satisfies BetterAuthOptions

export function createLogins({ store, ...context }: LoginsContext) {
  const auth = betterAuth({
    ...loginOptions(context),
    database: drizzleAdapter(identityDatabase(store), {
      provider: identityProvider,
      schema: identityTables,
      transaction: false,
    }),
  })
  return {
    /** Makes a code for an address, whoever's it is; an older one counts no more. */
    makeCode: (email: string): Promise<string> =>
      auth.api.createVerificationOTP({ body: { email, type: SIGN_IN } }),

    /** The name under which the code of an address is kept. */
    codeName: (email: string): string => `${SIGN_IN}-otp-${email}`,

    async signIn(email: string, otp: string, userAgent: string) {
      const { headers, response } = await auth.api.signInEmailOTP({
        body: { email, otp },
        headers: new Headers({ 'user-agent': userAgent }),
        returnHeaders: true,
      })
      return { setCookies: headers.getSetCookie(), personId: response.user.id }
    },

    async prolong(cookie: string): Promise<readonly string[]> {
      const { headers } = await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true })
      return headers.getSetCookie()
    },
  }
}
