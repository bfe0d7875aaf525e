import { describe, expect, test } from 'vitest';
import type { Wakes } from '../../../gateway/perception/messages.ts';
import { createFrameSizes } from '../../../gateway/perception/streams/frame-sizes.ts';
import { createIdleDecoding, type DecodeStep } from '../../../gateway/perception/streams/idle-decoding.ts';

interface CameraHabits {
  /** Frames from key frame to key frame, at fifteen a second. */
  group?: number;
  keyBytes?: number;
  /** What a frame weighs while nothing moves. */
  quietBytes?: (frame: number) => number;
  /** How much somebody who moves adds. */
  movingBytes?: number;
}

const frameMs = 1000 / 15;

/** A camera frame by frame; the motion check sees what is decoded, five times a second, and stays open for 1.5 s. */
function watchCamera({ group = 15, keyBytes = 60_000, quietBytes = () => 250, movingBytes = 3000 }: CameraHabits = {}) {
  const wakes: Wakes = { hinted: 0, late: 0, vain: 0 };
  const plan = createIdleDecoding(createFrameSizes(), wakes);
  let frame = 0;
  let motionUntilMs = Number.NEGATIVE_INFINITY;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  const steps: DecodeStep[] = [];
  const next = (somebody: boolean) => {
    const nowMs = frame * frameMs;
    const key = frame % group === 0;
    const bytes = key ? keyBytes : quietBytes(frame) + (somebody ? movingBytes : 0);
    const wish = nowMs < motionUntilMs ? 'every' : 'idle';
    const step = plan.next({ key, kind: key ? 'key' : 'P', bytes }, wish, false, nowMs);
    if (step !== 'skip' && nowMs - lookedAtMs >= 200) {
      lookedAtMs = nowMs;
      if (somebody) motionUntilMs = nowMs + 1500;
    }
    steps.push(step);
    frame++;
    return step;
  };
  const pass = (frames: number, somebody = false) => Array.from({ length: frames }, () => next(somebody));
  /** Up to the third frame after a key frame, so that nobody enters in step with them. */
  const untilMidGroup = () => {
    while (frame % group !== 3) next(false);
  };
  return { plan, wakes, pass, untilMidGroup, next };
}

describe('an idle camera', () => {
  test('has only its key frames decoded, once it is known what quiet frames weigh', () => {
    const camera = watchCamera();
    expect(camera.pass(15)).not.toContain('skip');
    camera.pass(60);
    expect(camera.plan.state()).toBe('idle');
    const steps = camera.pass(150);
    expect(steps.filter((step) => step !== 'skip')).toEqual(Array(10).fill('alone'));
  });

  test('is awake with the first frame that shows somebody, and decodes what led up to it', () => {
    const camera = watchCamera();
    camera.pass(120);
    camera.untilMidGroup();
    expect(camera.next(true)).toBe('catch-up');
    expect(camera.pass(20, true)).toEqual(Array(20).fill('decode'));
    expect(camera.wakes).toEqual({ hinted: 1, late: 0, vain: 0 });
  });

  test('rests again some seconds after they have gone, not sooner', () => {
    const camera = watchCamera();
    camera.pass(120);
    camera.untilMidGroup();
    camera.pass(45, true);
    expect(camera.pass(30)).toEqual(Array(30).fill('decode'));
    camera.pass(30);
    expect(camera.plan.state()).toBe('idle');
  });

  test('notices somebody far away, whose frames are each only a little larger', () => {
    const camera = watchCamera({ movingBytes: 300 });
    camera.pass(120);
    camera.untilMidGroup();
    expect(camera.pass(5, true)).toContain('catch-up');
  });

  test('that shows a clock wakes for its digits a few times at most, and still for somebody', () => {
    const camera = watchCamera({ quietBytes: (frame) => (frame % 15 === 7 ? 1200 : 250) });
    camera.pass(15 * 120);
    expect(camera.wakes.vain).toBeLessThan(8);
    expect(camera.plan.state()).toBe('idle');
    camera.untilMidGroup();
    expect(camera.pass(4, true)).toContain('catch-up');
  });

  test('at a constant bit rate has every frame decoded: sizes do not show who comes', () => {
    const camera = watchCamera({ quietBytes: () => 16_000, keyBytes: 40_000 });
    expect(camera.pass(200)).not.toContain('skip');
    expect(camera.plan.state()).toBe('sizes-tell-nothing');
  });

  test('whose key frames are far apart has every frame decoded', () => {
    const camera = watchCamera({ group: 60 });
    expect(camera.pass(600)).not.toContain('skip');
    expect(camera.plan.state()).toBe('rare-key-frames');
  });

  test('whose key frames stay away is decoded in full from the last one on', () => {
    const camera = watchCamera();
    camera.pass(120);
    for (let frame = 0; frame < 40; frame++) {
      camera.plan.next({ key: false, kind: 'P', bytes: 250 }, 'idle', false, 8000 + frame * frameMs);
    }
    expect(camera.plan.state()).toBe('rare-key-frames');
  });

  test('before which people were noticed late, time after time, has every frame decoded for a while', () => {
    const camera = watchCamera({ movingBytes: 0 });
    camera.pass(120);
    for (let visit = 0; visit < 4; visit++) {
      camera.untilMidGroup();
      camera.pass(30, true);
      camera.pass(90);
    }
    expect(camera.wakes.late).toBe(4);
    expect(camera.plan.state()).toBe('sizes-misled');
  });

  test('gives a picture to whoever asks for one, and rests on', () => {
    const camera = watchCamera();
    camera.pass(123);
    const ask = { key: false, kind: 'P', bytes: 250 };
    expect(camera.plan.next(ask, 'idle', true, 8210)).toBe('catch-up');
    expect(camera.plan.next(ask, 'idle', false, 8270)).toBe('skip');
  });

  test('at which nobody looks is not decoded at all, but for whoever asks for a picture', () => {
    const plan = createIdleDecoding(createFrameSizes());
    const frame = (key: boolean) => ({ key, kind: 'P', bytes: 250 });
    expect(plan.next(frame(true), 'none', false, 0)).toBe('skip');
    expect(plan.next(frame(false), 'none', true, 67)).toBe('catch-up');
    expect(plan.next(frame(false), 'none', false, 133)).toBe('skip');
  });

  test('whose key frames give no picture by themselves has every frame decoded', () => {
    const camera = watchCamera();
    camera.pass(120);
    for (let key = 0; key < 3; key++) camera.plan.alone(false);
    expect(camera.pass(15)).not.toContain('skip');
    expect(camera.plan.state()).toBe('no-single-pictures');
  });
});
