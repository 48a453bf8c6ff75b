/**
 * Writes `docs/asyncapi.json` from the contract's schemas; with `--check` it only says whether the file is up to date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { CLIENT_COMMANDS, commandSchemas } from '../server/contract/commands.ts'
import { ERROR_STATUS } from '../server/contract/errors.ts'
import {
  commandAck,
  commandKey,
  cursorReport,
  enterAck,
  enterRequest,
  pushSchemas,
} from '../server/contract/socket.ts'
import { PROTOCOL } from '../server/contract/version.ts'

const FILE = fileURLToPath(new URL('../docs/asyncapi.json', import.meta.url))

/** A schema as draft 7, with what it defines hoisted to the document's components. */
function hoisted(schema: z.ZodType, components: Record<string, unknown>): object {
  const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  const { $schema: _draft, definitions = {}, ...rest } = json
  const moved = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll('"#/definitions/', '"#/components/schemas/'))
  for (const [name, definition] of Object.entries(definitions as object)) components[name] = moved(definition)
  return moved(rest) as object
}

function asyncApi(): object {
  const schemas: Record<string, unknown> = { ErrorCode: { type: 'string', enum: Object.keys(ERROR_STATUS) } }
  const messages: Record<string, unknown> = {}
  const operations: Record<string, unknown> = {}
  const say = (name: string, payload: object) => {
    messages[name] = { name, payload }
    return { $ref: `#/channels/live/messages/${name}` }
  }
  const receive = (name: string, schema: z.ZodType, reply?: object) => {
    const message = say(name, hoisted(schema, schemas))
    operations[name] = {
      action: 'receive',
      channel: { $ref: '#/channels/live' },
      messages: [message],
      ...(reply ? { reply: { channel: { $ref: '#/channels/live' }, messages: [reply] } } : {}),
    }
  }
  const ack = say('commandAck', hoisted(commandAck, schemas))
  for (const name of CLIENT_COMMANDS) {
    const whole = z.strictObject({ key: commandKey, sessionId: z.string(), payload: commandSchemas[name] })
    receive(name, whole, ack)
  }
  receive('session:enter', enterRequest, say('enterAck', hoisted(enterAck, schemas)))
  receive('cursor', cursorReport)
  for (const [name, schema] of Object.entries(pushSchemas)) {
    const message = say(name, hoisted(schema, schemas))
    operations[name] = { action: 'send', channel: { $ref: '#/channels/live' }, messages: [message] }
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Quesiti, the live channel',
      version: String(PROTOCOL.current),
      description: 'Socket.IO events; the rules are in docs/live-protocol.md.',
    },
    channels: { live: { address: '/socket.io/', messages } },
    operations,
    components: { schemas },
  }
}

const text = `${JSON.stringify(asyncApi(), null, 2)}\n`
if (process.argv.includes('--check')) {
  const isFresh = existsSync(FILE) && readFileSync(FILE, 'utf8') === text
  if (!isFresh) console.error('docs/asyncapi.json is stale: npm run docs:api writes it anew.')
  process.exit(isFresh ? 0 : 1)
}
writeFileSync(FILE, text)
