import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { MqttClient } from 'mqtt';
import Type, { type Static } from 'typebox';
import { createParser } from '../../../devices/contracts/parse.ts';
import { type SharedCloudEvent, structuredType, testEvent, toCloudEvent } from '../cloud-event.ts';
import { attemptMs, deliverEach, type ExportAdapter, type LineOptions, type Trouble } from '../export-adapter.ts';
import { nameTrouble } from '../outbound.ts';
import { checkAddress, readTarget, restoreTarget } from '../read-target.ts';

const target = {
  url: Type.String({ pattern: '^mqtts?://', maxLength: 2000 }),
  topic: Type.String({ pattern: '^[^+#\\u0000$/][^+#\\u0000]{0,255}$', description: 'no wildcards' }),
  user: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
};
const strict = { additionalProperties: false } as const;
const parseInput = createParser(
  Type.Object({ ...target, password: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })) }, strict),
);
const Stored = Type.Object(target, strict);
const parseStored = createParser(Stored);

/** A broker has nothing to send us that is larger. */
const packetBytes = 16 * 1024;
/** Reason codes of PUBACK that are about the message (MQTT 5, table 3.4.2.1): packet too large, payload format invalid. */
const contentCodes = [0x95, 0x99];

async function openClient(
  { url: address, user }: Static<typeof Stored>,
  password: string | undefined,
  { share, outbound }: LineOptions,
): Promise<MqttClient> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (url.protocol === 'mqtts:' ? 8883 : 1883);
  const lookup = outbound.lookupFor(url);
  const { MqttClient: Client } = await import('mqtt');
  const stream = () =>
    url.protocol === 'mqtts:'
      ? connectTls({ host, port, lookup, servername: host })
      : connectPlain({ host, port, lookup });
  return new Client(stream, {
    protocolVersion: 5,
    clientId: `ringward-share-${share.slice(0, 12)}`,
    clean: true,
    connectTimeout: attemptMs,
    keepalive: 30,
    // whoever holds the line opens another one
    reconnectPeriod: 0,
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password }),
    properties: { maximumPacketSize: packetBytes },
  });
}

function readMqttTrouble(error: unknown): Trouble {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'number') return { kind: 'failed', why: nameTrouble(error) };
  return { kind: contentCodes.includes(code) ? 'refused' : 'failed', why: `MQTT 0x${code.toString(16)}` };
}

/** Settles with the connection's CONNACK, or with what came in its place. */
async function ready(client: MqttClient): Promise<void> {
  if (client.connected) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const limit = setTimeout(() => reject(Object.assign(new Error('no CONNACK'), { code: 'ABORT_ERR' })), attemptMs);
  client.once('connect', () => resolve());
  client.once('error', reject);
  client.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  try {
    await promise;
  } finally {
    clearTimeout(limit);
  }
}

/** Settles with the broker's PUBACK. */
function publish(client: MqttClient, topic: string, event: SharedCloudEvent): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const limit = setTimeout(() => reject(Object.assign(new Error('no PUBACK'), { code: 'ABORT_ERR' })), attemptMs);
  const cut = () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
  client.once('close', cut);
  const options = { qos: 1, properties: { contentType: structuredType } } as const;
  client.publish(topic, JSON.stringify(event), options, (error) => (error ? reject(error) : resolve()));
  return promise.finally(() => {
    clearTimeout(limit);
    client.off('close', cut);
  });
}

/**
 * CloudEvents 1.0.2 over MQTT 5 in structured mode (content type `application/cloudevents+json`), QoS 1. Each message waits for
 * the PUBACK of the one before, so that what was taken is always a beginning of the batch.
 */
export const cloudEventsMqtt: ExportAdapter = {
  kind: 'cloudevents-mqtt',
  needs: [],
  oneByOne: true,
  parseTarget(input, outbound) {
    const { password, ...shown } = readTarget(parseInput, input);
    checkAddress(shown.url, outbound, 'named-hosts');
    return { target: shown, hidden: password === undefined ? {} : { password } };
  },
  open({ target: stored, hidden }, options) {
    const known = restoreTarget(parseStored, stored);
    let client: MqttClient | undefined;
    async function line(): Promise<MqttClient> {
      const url = new URL(known.url);
      if (options.outbound.findProblem(url, 'named-hosts') !== undefined)
        throw Object.assign(new Error('inner address'), { code: 'ERINGWARDINNER' });
      if (!client?.connected) {
        client?.end(true);
        client = await openClient(known, hidden.password, options);
        // each use hears of it by its own rejection
        client.on('error', () => {});
      }
      await ready(client);
      return client;
    }
    const end = () => {
      client?.end(true);
      client = undefined;
    };
    async function send(event: SharedCloudEvent): Promise<Trouble | undefined> {
      try {
        await publish(await line(), known.topic, event);
        return undefined;
      } catch (error) {
        const trouble = readMqttTrouble(error);
        if (trouble.kind === 'failed') end();
        return trouble;
      }
    }
    return {
      deliver: (batch, goOn) => deliverEach(batch, goOn, (item) => send(toCloudEvent(options.share, item))),
      probe: () => send(testEvent(options.share)),
      close: async () => end(),
    };
  },
};
