import { expect, test } from 'vitest';
import type { PerceptionCamera } from '../../../gateway/perception/messages.ts';
import { dealCameras } from '../../../gateway/perception/pool/deal-cameras.ts';

const camera = (id: string, kind: PerceptionCamera['kind'], watched = false): PerceptionCamera => ({
  id,
  kind,
  url: 'rtsp://camera/1',
  transport: 'tcp',
  liveness: 'signal',
  watched,
  masks: [],
});

test('watched cameras are dealt to half of the processes, so that only those hold a detector', () => {
  const hands = dealCameras(
    [
      camera('lane', 'anpr-camera'),
      camera('door-1', 'face-camera', true),
      camera('door-2', 'face-camera'),
      camera('yard-1', 'dome-camera', true),
      camera('yard-2', 'dome-camera', true),
      camera('yard-3', 'dome-camera', true),
      camera('hall', 'dome-camera'),
    ],
    2,
  );
  expect(hands.map((hand) => hand.filter(({ watched }) => watched).length)).toEqual([0, 4]);
  expect(hands.flat()).toHaveLength(7);
});
