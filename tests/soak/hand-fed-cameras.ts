import { systemClock } from '../../gateway/kernel/clock.ts';
import type { CameraState, FromPerception, PartBox, ToPerception } from '../../gateway/perception/messages.ts';
import { openMqttWay } from '../../gateway/perception/node/mqtt-way.ts';
import { createPerceptionNode } from '../../gateway/perception/node/perception-node.ts';
import { quietLog } from '../fixtures/quiet.ts';

/**
 * The cameras of a compound behind one perception node: the real link with its keys, seals and queues, and what a camera saw said
 * by the traffic. No picture is taken, sent or read; what that costs, other benches measure.
 */
export interface HandFedCameras {
  /** The gateway has taken the node on. */
  readonly ready: Promise<void>;
  plate(camera: string, plate: string): void;
  face(camera: string, person: string): void;
  /** Somebody walks through the picture: a look with and one without. */
  crossing(camera: string): void;
  /** Its pictures stop coming for so long. */
  lose(camera: string, forMs: number): void;
  close(): Promise<void>;
}

const maxCameras = 64;
const streaming: CameraState = {
  ...{ state: 'streaming', width: 1920, height: 1080, fps: 25 },
  ...{ codec: 'h264', codecString: 'avc1.640028' },
};
const box: PartBox = { x: 0.4, y: 0.4, width: 0.2, height: 0.3 };

export function openHandFedCameras(
  identity: { site: string; node: string; secret: string },
  mqttPort: number,
): HandFedCameras {
  const configured = Promise.withResolvers<void>();
  let say: (message: FromPerception) => void = () => {};
  let tracks = 0;
  const lost = new Set<NodeJS.Timeout>();
  const receive = (message: ToPerception) => {
    if (message.kind === 'configure') {
      say({ kind: 'ready', faceModelId: 'soak' });
      for (const { id } of message.cameras) say({ kind: 'camera', camera: id, status: streaming });
      configured.resolve();
    } else if (message.kind === 'snapshot') say({ kind: 'snapshot', request: message.request, jpeg: undefined });
    else if (message.kind === 'clip') {
      const { request, fromMs, toMs } = message;
      say({ kind: 'clip-end', request, fromMs, toMs, problem: 'nothing is recorded here' });
    }
  };
  const node = createPerceptionNode({
    ...{ identity, modelsDir: '/nowhere', maxCameras, clock: systemClock, log: quietLog },
    createEyes: (send) => {
      say = send;
      return { receive };
    },
    on: { joined: () => {}, outdated: () => {} },
  });
  const way = openMqttWay({
    ...{ broker: `mqtt://127.0.0.1:${mqttPort}`, identity, log: quietLog },
    on: { connected: node.connected, frame: node.receive, disconnected: node.disconnected },
  });
  const seen = (camera: string) => {
    tracks += 1;
    const seenAtMs = systemClock.monotonicMs();
    return { camera, track: `t${tracks}`, box, frames: 3, seenAtMs, firstSeenAtMs: seenAtMs - 200 };
  };
  return {
    ready: configured.promise,
    plate: (camera, plate) => {
      const characters = [...plate].map(() => 0.99);
      const verdict = { kind: 'exact', plate, colour: 'unknown', confidence: 0.99, characters } as const;
      say({ kind: 'plate-sighting', verdict, ...seen(camera) });
    },
    face: (camera, person) => {
      say({ kind: 'face-sighting', verdict: { kind: 'known', person, score: 0.7, margin: 0.4 }, ...seen(camera) });
    },
    crossing: (camera) => {
      const { track, seenAtMs } = seen(camera);
      const objects = [{ track, class: 'person', score: 0.8, box, looks: 4 }] as const;
      say({ kind: 'objects-sighting', camera, seenAtMs, objects: [...objects] });
      say({ kind: 'objects-sighting', camera, seenAtMs: systemClock.monotonicMs(), objects: [] });
    },
    lose: (camera, forMs) => {
      say({ kind: 'camera', camera, status: { state: 'lost', reason: 'no-video' } });
      const timer = setTimeout(() => {
        lost.delete(timer);
        say({ kind: 'camera', camera, status: streaming });
      }, forMs);
      lost.add(timer);
    },
    close: async () => {
      for (const timer of lost) clearTimeout(timer);
      node.stop();
      await way.close();
    },
  };
}
