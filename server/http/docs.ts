/**
 * What a programmer reads: the OpenAPI document of these routes with its page, and the AsyncAPI document of the live
 * channel and the feed. Both are made of the contract's schemas. It adds no route but its own.
 */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { PROTOCOL } from '../contract/version.ts'
import type { App } from './app-types.ts'
import { asyncApi } from './async-api.ts'

const DESCRIPTION = `What is not live. The live channel and the public feed are in
[/docs/asyncapi.json](/docs/asyncapi.json).

Every request but a GET needs \`x-quesiti: 1\` and an Origin of ours, or a token. Where a login is needed and there is
none the answer is 401, where a right is missing 403. Every failure is \`{ok: false, code, details?}\`; over https the
login's cookie is named \`__Host-quesiti-login\`.`

/** The one sheet that the page of the routes writes into itself; a test in a browser says if it changes. */
const OWN_STYLE = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='"

/** Call it before the routes that it is to know of. */
export async function addDocs(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Quesiti', version: String(PROTOCOL.current), description: DESCRIPTION },
      components: {
        securitySchemes: {
          login: { type: 'apiKey', in: 'cookie', name: 'quesiti-login' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{}, { login: [] }, { token: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: false,
    transformStaticCSP: (policy) => policy.replace("style-src 'self'", `style-src 'self' ${OWN_STYLE}`),
  })
  app.get('/docs/asyncapi.json', { schema: { hide: true } }, async () => asyncApi())
}

const REFERENCE = /"#\/components\/schemas\/([^"]+)"/g

const referencesIn = (part: unknown): string[] =>
  [...JSON.stringify(part ?? null).matchAll(REFERENCE)].map((match) => match[1] ?? '')

/** Schemas of the live channel are registered too, and those of requests in the form of answers: nothing names them. */
function withoutUnused<T extends ReturnType<typeof jsonSchemaTransformObject>>(document: T): T {
  const { paths, components } = document as { paths?: unknown; components?: { schemas?: object } }
  const schemas = new Map(Object.entries(components?.schemas ?? {}))
  const used = new Set<string>()
  const left = referencesIn(paths)
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (used.has(name)) continue
    used.add(name)
    left.push(...referencesIn(schemas.get(name)))
  }
  const kept = Object.fromEntries([...schemas].filter(([name]) => used.has(name)))
  return { ...document, components: { ...components, schemas: kept } }
}
