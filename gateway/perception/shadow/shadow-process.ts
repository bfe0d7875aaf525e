/**
 * A shadow process: forked by shadow-runner.ts, and of no use by itself. Holds the object model in use and the one that may take
 * its place, and shows both the same pictures, one after the other.
 */
import { constants, setPriority } from 'node:os';
import { decodePhoto } from '../models/sharp-frames.ts';
import { createObjectDetector, type ObjectDetector } from '../objects/object-detector.ts';
import { compareObjects } from './compare-objects.ts';
import { type FromShadow, parseToShadow, type ToShadow } from './shadow-messages.ts';

if (!process.send) {
  process.stderr.write('shadow-process.ts is started by the gateway, not by hand\n');
  process.exit(2);
}

// Cameras and doors come first.
setPriority(constants.priority.PRIORITY_LOW);

const send = (message: FromShadow) => {
  if (process.connected) process.send?.(message);
};
let detectors: { old: ObjectDetector; new: ObjectDetector } | undefined;
let turn = 0;

async function timed(detector: ObjectDetector, jpeg: Awaited<ReturnType<typeof decodePhoto>>) {
  const startedMs = performance.now();
  const found = await detector.detect(jpeg);
  return { found, ms: performance.now() - startedMs };
}

async function take(message: ToShadow): Promise<FromShadow> {
  if (message.kind === 'open') {
    const [old, fresh] = await Promise.all([
      createObjectDetector({ modelsDir: message.oldDir }),
      createObjectDetector({ modelsDir: message.newDir }),
    ]);
    detectors = { old, new: fresh };
    return { kind: 'ready' };
  }
  if (!detectors) throw new Error('a picture came before the models');
  const picture = await decodePhoto(message.jpeg);
  // the second finds the picture in the cache: each is the first as often
  const order = turn++ % 2 === 0 ? (['old', 'new'] as const) : (['new', 'old'] as const);
  const first = await timed(detectors[order[0]], picture);
  const second = await timed(detectors[order[1]], picture);
  const [old, fresh] = order[0] === 'old' ? [first, second] : [second, first];
  return { kind: 'compared', oldMs: old.ms, newMs: fresh.ms, ...compareObjects(old.found, fresh.found) };
}

process.on('message', async (message) => {
  const parsed = parseToShadow(message);
  try {
    if (!parsed.ok) throw new Error(parsed.problem);
    send(await take(parsed.value));
  } catch (error) {
    send({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group; the gateway ends us in its own order.
process.on('SIGINT', () => {});
