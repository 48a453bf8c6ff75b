/** The AsyncAPI document of what is live: Socket.IO's events and the feed's messages, from the contract's schemas alone. */
import { z } from 'zod'
import { CLIENT_COMMANDS, commandSchemas } from '../contract/commands.ts'
import { ERROR_STATUS } from '../contract/errors.ts'
import { nothing } from '../contract/fields.ts'
import { done } from '../contract/rest.ts'
import {
  commandAck,
  commandKey,
  cursorReport,
  enterAck,
  enterRequest,
  frame,
  presenceReport,
  pushSchemas,
  snapshot,
} from '../contract/socket.ts'
import { PROTOCOL } from '../contract/version.ts'

type Parts = {
  readonly schemas: Record<string, unknown>
  readonly operations: Record<string, unknown>
}

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

/** A channel's messages, and how one is added to it. */
function channel(name: 'live' | 'feed', { schemas, operations }: Parts) {
  const messages: Record<string, unknown> = {}
  const reference = { $ref: `#/channels/${name}` }
  const say = (message: string, schema: z.ZodType) => {
    messages[message] = { name: message, payload: hoisted(schema, schemas) }
    return { $ref: `#/channels/${name}/messages/${message}` }
  }
  const receive = (event: string, schema: z.ZodType, reply?: object) => {
    operations[event] = {
      action: 'receive',
      channel: reference,
      messages: [say(event, schema)],
      ...(reply ? { reply: { channel: reference, messages: [reply] } } : {}),
    }
  }
  const send = (event: string, schema: z.ZodType) => {
    operations[event] = { action: 'send', channel: reference, messages: [say(event, schema)] }
  }
  return { messages, say, receive, send }
}

function liveChannel(parts: Parts) {
  const { messages, say, receive, send } = channel('live', parts)
  const ack = say('commandAck', commandAck)
  for (const name of CLIENT_COMMANDS)
    receive(
      name,
      z.strictObject({ key: commandKey, sessionId: z.string(), payload: commandSchemas[name] }),
      ack,
    )
  receive('session:enter', enterRequest, say('enterAck', enterAck))
  receive('session:leave', nothing, say('leaveAck', done))
  receive('cursor', cursorReport)
  receive('presence', presenceReport)
  for (const [name, schema] of Object.entries(pushSchemas)) send(name, schema)
  return {
    address: '/socket.io/',
    servers: [{ $ref: '#/servers/live' }],
    description: 'Commands up, frames down; each message is an event of Socket.IO by its name.',
    messages,
  }
}

function feedChannel(parts: Parts) {
  const { messages, send } = channel('feed', parts)
  send('feedSnapshot', z.object({ type: z.literal('snapshot'), ...snapshot.shape }))
  send('feedFrame', z.object({ type: z.literal('frame'), ...frame.shape }))
  return {
    address: '/feed/v1/sessions/{sessionId}',
    servers: [{ $ref: '#/servers/feed' }],
    description:
      'The public view of a session, read only: whatever a reader sends closes the line with 1008.',
    parameters: { sessionId: { description: 'The id of the session, as `GET /api/sessions` gives it.' } },
    messages,
    bindings: {
      ws: {
        method: 'GET',
        query: {
          type: 'object',
          properties: {
            cursor: {
              type: 'string',
              pattern: '^\\d{1,15}\\.[0-9a-f]{8}$',
              description: 'Where to go on: `seq` and `hash` of the last frame. Without it a snapshot comes.',
            },
          },
        },
        bindingVersion: '0.1.0',
      },
    },
  }
}

const host = '{host}'
const variables = { host: { description: 'Host and port of the installation.', default: 'localhost:3000' } }

export function asyncApi(): object {
  const parts: Parts = {
    schemas: { ErrorCode: { type: 'string', enum: Object.keys(ERROR_STATUS) } },
    operations: {},
  }
  const channels = { live: liveChannel(parts), feed: feedChannel(parts) }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Quesiti, the live channel and the feed',
      version: String(PROTOCOL.current),
      description:
        'The rules are in docs/live-protocol.md; `ws` in place of `wss` where the address is http.',
    },
    servers: {
      live: { host, protocol: 'wss', description: 'Socket.IO 4; long polling as the fallback.', variables },
      feed: { host, protocol: 'wss', description: 'A plain WebSocket.', variables },
    },
    channels,
    operations: parts.operations,
    components: { schemas: parts.schemas },
  }
}
