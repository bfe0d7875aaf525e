import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { CameraState, FromPerception } from '../messages.ts';
import type { NodeDrops, NodeLink } from './node-link.ts';
import { createSendQueue, type SendQueue } from './send-queue.ts';
import { encodeMessage } from './wire-values.ts';

/** What a node has to say, whether or not the gateway is there to hear it. */
export interface NodeOutbox {
  send(message: FromPerception, sent?: () => void): void;
  /** The gateway listens; what it must know first is said again. */
  opened(link: NodeLink): void;
  closed(): void;
  queue: SendQueue;
  drops(): NodeDrops;
}

/** As old as a sighting may be that opens a door (gateway/compose/doors/access-flow.ts). */
const sightingOfUseMs = 4000;
const maxWaitingBytes = 64 * 1024 * 1024;
const maxVideoBytes = 4 * 1024 * 1024;
const maxMessageBytes = 8 * 1024 * 1024;

export function createNodeOutbox(clock: Clock, log: Log): NodeOutbox {
  const drops: NodeDrops = { videoChunks: 0, sightings: 0 };
  const queue = createSendQueue({ clock, maxBytes: maxWaitingBytes, onExpired: () => (drops.sightings += 1) });
  const broken = new Set<string>();
  const cameras = new Map<string, CameraState>();
  let ready: FromPerception | undefined;
  let link: NodeLink | undefined;

  const put = (message: FromPerception, sent: (() => void) | undefined, more: object = {}): boolean => {
    const bytes = encodeMessage(message);
    if (bytes.length <= maxMessageBytes && queue.add({ bytes, sent, ...more })) {
      link?.pump();
      return true;
    }
    log.warn({ kind: message.kind, bytes: bytes.length }, 'a message was dropped: the link has no room for it');
    sent?.();
    return false;
  };
  /** Whole groups of pictures are left out, up to a key frame: half a group cannot be shown. */
  const putVideo = (message: FromPerception & { kind: 'video' }, sent: (() => void) | undefined) => {
    const { camera, init, key, bytes } = message;
    if (!init && queue.videoBytes() + bytes.length > maxVideoBytes) broken.add(camera);
    else if (key) broken.delete(camera);
    if (broken.has(camera) && !init) {
      drops.videoChunks += 1;
      return sent?.();
    }
    put(message, sent, { video: true });
  };

  return {
    send: (message, sent) => {
      if (message.kind === 'problem') log.warn({ problem: message.problem }, 'perception');
      if (message.kind === 'ready') ready = message;
      if (message.kind === 'camera') cameras.set(message.camera, message.status);
      if (isSighting(message)) {
        const expiresAtMs = clock.monotonicMs() + sightingOfUseMs;
        if (!put(message, sent, { urgent: true, expiresAtMs })) drops.sightings += 1;
      } else if (!link) sent?.();
      else if (message.kind === 'video') putVideo(message, sent);
      else put(message, sent);
    },
    opened: (opened) => {
      link = opened;
      broken.clear();
      if (ready) put(ready, undefined);
      for (const [camera, status] of cameras) put({ kind: 'camera', camera, status }, undefined);
    },
    closed: () => {
      link = undefined;
    },
    queue,
    drops: () => drops,
  };
}

/** Somebody waits for it, and it is of no use later. */
const isSighting = ({ kind }: FromPerception) => kind.endsWith('-sighting');
