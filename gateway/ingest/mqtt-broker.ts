import { createBackOff } from '../kernel/back-off.ts';
import type { Clock } from '../kernel/clock.ts';
import type { BrokerLink, BusOptions, SiteBroker } from './broker.ts';
import { BrokerFailure, type BrokerProblem, brokerProblems, nameBrokerProblem } from './broker-problem.ts';
import { createBusReader } from './bus-reader.ts';
import { deviceTopic, hears, nodeDownTopic, type ToDevice } from './device-topics.ts';
import { type BrokerAccess, type MqttSession, openMqttSession } from './mqtt-session.ts';

export interface ExternalBrokerOptions extends BusOptions, BrokerAccess {
  port: number;
  clock: Clock;
}

const firstRetryMs = 500;
const lastRetryMs = 5000;
/** A connection that lived shorter proves nothing; so many of them in a row are a problem of their own. */
const steadyMs = 10_000;
const mostShortLives = 3;
/** Rights are of use to a controller that is there now; commands say themselves how long they are. */
const rightsLastMs = 10_000;

/**
 * A broker of the site's own, MQTT 5 or 3.1.1, seen as a client with a persistent session: what devices say while the gateway is
 * away waits there. It never rejects and blocks nothing: while there is no connection it tries again, for as long as it takes.
 * Who published what cannot be proven here; the broker has to bind each device to its own topics.
 */
export function openExternalBroker(options: ExternalBrokerOptions): SiteBroker {
  const { site, clock, log, metrics, url } = options;
  const devices = new Map(options.devices.map((device) => [device.id, device]));
  const backOff = createBackOff(firstRetryMs, lastRetryMs);
  let link: BrokerLink = { state: 'down', sinceMs: clock.wallMs(), problem: 'broker-not-tried-yet' };
  let session: MqttSession | undefined;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;
  let upMs: number | undefined;
  let shortLives = 0;
  let toldProblem: BrokerProblem | undefined;

  const wentUp = () => {
    link = { state: 'up', sinceMs: clock.wallMs() };
    upMs = clock.monotonicMs();
    log.info({ broker: url }, 'the broker of the site is connected');
  };
  const wentDown = (error: Error) => {
    const isSteady = upMs !== undefined && clock.monotonicMs() - upMs >= steadyMs;
    shortLives = isSteady || upMs === undefined ? 0 : shortLives + 1;
    if (isSteady) backOff.reset();
    upMs = undefined;
    const named = nameBrokerProblem(error);
    const problem = named === 'broker-connection-lost' && shortLives >= mostShortLives ? 'broker-unsteady' : named;
    if (toldProblem !== problem || isSteady) {
      const cause = error instanceof BrokerFailure ? error.cause : error;
      const detail = cause instanceof Error ? cause.message : undefined;
      log.warn({ broker: url, problem, detail, hint: brokerProblems[problem] }, 'no way to the broker of the site');
    }
    toldProblem = problem;
    link = { state: 'down', sinceMs: link.state === 'down' ? link.sinceMs : clock.wallMs(), problem };
    metrics.count('mqtt_connections_lost');
  };
  const connect = () => {
    const opened: MqttSession = openMqttSession({
      ...options,
      reader: createBusReader(options, options.username),
      on: {
        up: wentUp,
        down: (error) => {
          if (isClosed || session !== opened) return;
          session = undefined;
          wentDown(error);
          retry = setTimeout(connect, backOff.nextMs());
        },
      },
    });
    session = opened;
  };
  const publish = (topic: string, payload: string | Buffer, lastsMs: number) => {
    if (!session?.publish(topic, payload, lastsMs)) metrics.count('mqtt_not_sent');
  };
  const sendTo = (device: string, channel: ToDevice, payload: object, lastsMs: number) => {
    const known = devices.get(device);
    if (known && hears(known).includes(channel))
      publish(deviceTopic(site, known, channel), JSON.stringify(payload), lastsMs);
  };
  connect();

  return {
    port: options.port,
    url,
    clients: () => 0,
    link: () => link,
    send: (device, payload) => sendTo(device, 'cmd', payload, lifeOf(payload)),
    sendRights: (device, payload) => sendTo(device, 'rights', payload, rightsLastMs),
    drop: () => undefined,
    sendFirmware: (device, payload) => sendTo(device, 'firmware', payload, rightsLastMs),
    sendToNode: (node, frame) =>
      publish(nodeDownTopic(site, node), Buffer.from(frame.buffer, frame.byteOffset, frame.length), 0),
    close: async () => {
      isClosed = true;
      clearTimeout(retry);
      await session?.close();
    },
  };
}

/** How long a command is of use, as it says itself; a broker that knows MQTT 5 throws it away after that. */
function lifeOf(command: object): number {
  const ttlMs: unknown = 'ttlMs' in command ? command.ttlMs : undefined;
  return typeof ttlMs === 'number' ? ttlMs : rightsLastMs;
}
