import { afterEach, beforeEach, expect, test } from 'vitest';
import { people } from '../../../firmware-sims/assets/people.ts';
import type { SiteCameras } from '../../../firmware-sims/compound/site-cameras.ts';
import { nowMs } from '../../../firmware-sims/device/sim-clock.ts';
import { silentLog } from '../../../firmware-sims/log.ts';
import { startRemoteCameras } from '../../../firmware-sims/remote-cameras.ts';

const name = { zh: '摄像机', en: 'Camera' };
let cameras: SiteCameras;

beforeEach(async () => {
  const wishes = [
    { id: 'cam-door', kind: 'face-camera', name },
    { id: 'cam-lane', kind: 'anpr-camera', name },
  ] as const;
  cameras = await startRemoteCameras(wishes, silentLog);
});
afterEach(() => cameras.stop());

test('each camera has an address with a password of its own', () => {
  const addresses = Object.values(cameras.urls);
  expect(addresses).toHaveLength(2);
  for (const url of addresses) expect(url).toMatch(/^rtsp:\/\/viewer:[0-9a-f]{18}@127\.0\.0\.1:\d+\//);
  expect(new Set(addresses.map((url) => new URL(url).password)).size).toBe(2);
});

test('a person walks up and a car drives up in the other process, on a clock that both share', async () => {
  const before = nowMs();
  const [person, car] = await Promise.all([
    cameras.doorScenes.get('cam-door')!.walkUp(people[0]!, { approachMs: 100 }),
    cameras.laneScenes.get('cam-lane')!.driveUp({ plate: '京A12345', colour: 'blue' }, { approachMs: 100 }),
  ]);
  for (const atMs of [person.inFrontAtMs, car.atLoopAtMs]) {
    expect(atMs).toBeGreaterThan(before);
    expect(atMs).toBeLessThanOrEqual(nowMs() + 1000);
  }
  await cameras.laneScenes.get('cam-lane')!.leave({ leaveMs: 100 });
});

test('whoever is taken away before the door is reported to the director', async () => {
  const door = cameras.doorScenes.get('cam-door')!;
  const walk = door.walkUp(people[0]!, { approachMs: 60_000 });
  door.clear();
  await expect(walk).rejects.toThrow('person-01');
});

test('a director who waits for a camera process that has gone is told so', async () => {
  const walk = cameras.doorScenes.get('cam-door')!.walkUp(people[0]!, { approachMs: 60_000 });
  const told = expect(walk).rejects.toThrow(/has ended|cleared/);
  await cameras.stop();
  await told;
  await expect(cameras.all.get('cam-door')!.fault('gone')).rejects.toThrow('has ended');
});
