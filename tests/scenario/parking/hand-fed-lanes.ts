import { systemClock } from '../../../gateway/kernel/clock.ts';
import type { FromPerception, PlateSighting } from '../../../gateway/perception/messages.ts';
import { openMqttWay } from '../../../gateway/perception/node/mqtt-way.ts';
import { createPerceptionNode } from '../../../gateway/perception/node/perception-node.ts';
import { quietLog } from '../../fixtures/quiet.ts';

export const gateBox = { id: 'gate-box', secret: 'node-secret-not-a-real-one' };

/** The lanes' cameras, on a node that joins a running gateway over its broker; what they read is up to the test. */
export async function feedLanes({ site, mqttPort }: { site: string; mqttPort: number }) {
  const identity = { site, node: gateBox.id, secret: gateBox.secret };
  let say: ((message: FromPerception) => void) | undefined;
  const node = createPerceptionNode({
    identity,
    modelsDir: '/srv/models',
    maxCameras: 4,
    clock: systemClock,
    log: quietLog,
    createEyes: (send) => ({
      receive: (message) => {
        if (message.kind !== 'configure') return;
        send({ kind: 'ready', faceModelId: 'm' });
        say = send;
      },
    }),
    on: { joined: () => {}, outdated: () => {} },
  });
  const way = openMqttWay({
    broker: `mqtt://127.0.0.1:${mqttPort}`,
    identity,
    log: quietLog,
    on: { connected: node.connected, frame: node.receive, disconnected: node.disconnected },
  });
  let track = 0;
  return {
    joined: () => say !== undefined,
    read: (camera: string, plate: string) => {
      track += 1;
      const seenAtMs = systemClock.monotonicMs();
      const characters = [...plate].map(() => 0.99);
      const sighting: PlateSighting = {
        ...{ kind: 'plate-sighting', camera, track: `t${track}`, frames: 3, seenAtMs, firstSeenAtMs: seenAtMs - 300 },
        verdict: { kind: 'exact', plate, colour: 'blue', confidence: 0.99, characters },
        box: { x: 0.4, y: 0.6, width: 0.1, height: 0.05 },
      };
      say?.(sighting);
    },
    stop: async () => {
      node.stop();
      await way.close();
    },
  };
}
