import { createBroker } from '../../../gateway/ingest/aedes-broker.ts';
import { type Clock, systemClock } from '../../../gateway/kernel/clock.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import type {
  FaceSighting,
  FromPerception,
  PerceptionCamera,
  ToPerception,
} from '../../../gateway/perception/messages.ts';
import { nodePassword } from '../../../gateway/perception/node/link-keys.ts';
import { openMqttWay } from '../../../gateway/perception/node/mqtt-way.ts';
import { createPerceptionNode } from '../../../gateway/perception/node/perception-node.ts';
import { createRemoteWorker } from '../../../gateway/perception/node/remote-worker.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { openTappedRelay } from './tapped-relay.ts';

export const identity = { site: 'linden', node: 'yard-box', secret: 'node-secret-not-a-real-one' };

export const doorCamera: PerceptionCamera = {
  id: 'door',
  kind: 'face-camera',
  url: 'rtsp://guard:camera-password@10.0.0.8/live',
  transport: 'tcp',
  liveness: 'off',
  watched: false,
  masks: [],
};

export const sightingAt = (seenAtMs: number, jpegBytes = 0, camera = 'door'): FaceSighting => ({
  kind: 'face-sighting',
  camera,
  track: 't1',
  verdict: { kind: 'known', person: 'r-1', score: 0.7, margin: 0.4 },
  box: { x: 0, y: 0, width: 0.5, height: 0.5 },
  frames: 3,
  seenAtMs,
  firstSeenAtMs: seenAtMs - 300,
  ...(jpegBytes > 0 ? { jpeg: new Uint8Array(jpegBytes).fill(0xd8) } : {}),
});

/** The gateway's end and a node's end of a link, with a real broker between them; what the node's cameras see is up to the test. */
export async function startHandFedNode(
  options: { nodeClock?: Clock; limits?: { awayMs?: number; hungMs?: number } } = {},
) {
  const nodeClock = options.nodeClock ?? systemClock;
  const got: FromPerception[] = [];
  const events: string[] = [];
  const told: ToPerception[] = [];
  let say: (message: FromPerception, sent?: () => void) => void = () => {
    throw new Error('the node has not been configured');
  };
  const worker = createRemoteWorker({
    identity,
    cameras: [doorCamera],
    faces: {},
    log: quietLog,
    transmit: (frame) => broker.sendToNode(identity.node, frame),
    on: {
      ready: (modelId) => events.push(`ready ${modelId}`),
      message: (message) => got.push(message),
      lost: (reason) => events.push(`lost: ${reason}`),
      failed: (problem) => events.push(`failed: ${problem}`),
    },
    limits: options.limits ?? {},
  });
  const broker = await createBroker({
    site: identity.site,
    host: '127.0.0.1',
    port: 0,
    devices: [{ id: 'smoke-1', kind: 'smoke', ring: 3, secret: 'smoke-secret-1' }],
    receive: async (message) => void events.push(`device ${message.device}`),
    nodes: {
      members: [
        { id: identity.node, password: nodePassword(identity) },
        { id: 'gate-box', password: 'gate-box-password' },
      ],
      receive: ({ node, channel, payload }) => node === identity.node && worker.receive(channel, payload),
    },
    log: quietLog,
    metrics: createMetrics(),
  });
  worker.start();
  const relay = await openTappedRelay(broker.port);
  const node = createPerceptionNode({
    identity,
    modelsDir: '/srv/models',
    maxCameras: 4,
    clock: nodeClock,
    log: quietLog,
    createEyes: (send) => {
      say = send;
      return {
        receive: (message) => {
          told.push(message);
          if (message.kind === 'configure') send({ kind: 'ready', faceModelId: 'm' });
        },
      };
    },
    on: { joined: () => events.push('joined'), outdated: (reason) => events.push(`outdated: ${reason}`) },
    limits: options.limits ?? {},
  });
  const way = openMqttWay({
    broker: `mqtt://127.0.0.1:${relay.port}`,
    identity,
    log: quietLog,
    on: { connected: node.connected, frame: node.receive, disconnected: node.disconnected },
  });
  return {
    port: broker.port,
    worker,
    node,
    relay,
    events,
    got,
    told,
    say: (message: FromPerception, sent?: () => void) => say(message, sent),
    stop: async () => {
      node.stop();
      await way.close();
      await worker.stop();
      await relay.close();
      await broker.close();
    },
  };
}
