import { expect, test } from 'vitest';
import type { FaceVerdict } from '../../../gateway/perception/messages.ts';
import { playAccess } from '../../fixtures/play-access.ts';
import { smallSite } from '../../fixtures/small-site.ts';

/** Mrs Lin's door with a camera that gates by liveness. */
function startDoor() {
  const name = { zh: '测试', en: 'Test' };
  const camera = { id: 'u1-camera', kind: 'face-camera' as const, ring: 3 as const, zone: 'b1', name };
  const site = smallSite({ cameras: [{ ...camera, door: 'u1-door', url: 'rtsp://127.0.0.1/u1', liveness: 'gate' }] });
  const play = playAccess(site);
  const see = (verdict: FaceVerdict, track = 't1') => {
    play.clock.advance(500);
    const nowMs = play.clock.monotonicMs();
    const box = { x: 0.4, y: 0.3, width: 0.1, height: 0.2 };
    const times = { frames: 5, seenAtMs: nowMs, firstSeenAtMs: nowMs - 1000 };
    play.room.face({ kind: 'face-sighting', camera: 'u1-camera', track, verdict, box, ...times });
  };
  return { ...play, see };
}

const photo: FaceVerdict = { kind: 'not-live', person: 'r-lin', score: 0.6 };
const lin: FaceVerdict = { kind: 'known', person: 'r-lin', score: 0.6, margin: 0.4 };

test('a photo of Mrs Lin before her door opens nothing and raises an alarm, once', () => {
  const door = startDoor();
  door.see(photo);
  door.see(photo);
  expect(door.reasons()).toEqual(['not-live']);
  expect(door.alarms).toEqual([{ type: 'person-denied', source: 'u1-door' }]);
  expect(door.actions('u1-controller')).toEqual([]);
});

test('Mrs Lin herself is let in right after she was taken for a photo', () => {
  const door = startDoor();
  door.see(photo);
  door.see(lin);
  expect(door.reasons()).toEqual(['not-live', 'granted']);
  expect(door.actions('u1-controller')).toEqual(['access']);
});

test('Mrs Lin’s photo after she has gone in opens nothing again', () => {
  const door = startDoor();
  door.see(lin);
  door.see(photo, 't2');
  expect(door.reasons()).toEqual(['granted', 'not-live']);
  expect(door.actions('u1-controller')).toEqual(['access']);
});
