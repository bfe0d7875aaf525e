import { expect, test } from 'vitest';
import { startLiveEnrolment } from '../../../gateway/perception/enrolment/live-enrolment.ts';
import type { FaceQuality, FaceRecognizer } from '../../../gateway/perception/faces/face-recognizer.ts';
import type { EnrolHint } from '../../../gateway/perception/messages.ts';
import { fakeClock } from '../../fixtures/quiet.ts';
import { paintPicture } from './painted-picture.ts';

const good: FaceQuality = {
  usable: true,
  sizePx: 80,
  sharpness: 0.1,
  brightness: 120,
  yaw: 0,
  pitch: 0,
  covered: 0,
} as unknown as FaceQuality;

/** A person is a direction, each pose turns it a little another way: two poses have a cosine of 0.92 or 0.85. */
function faceOf(person: number, pose = 0): Float32Array {
  const template = new Float32Array(512);
  const angle = pose === 0 ? 0 : 0.4;
  template[person * 20] = Math.cos(angle);
  template[person * 20 + 10 + pose] = Math.sin(angle);
  return template;
}

interface Scripted {
  faces: { template: Float32Array; quality: FaceQuality }[];
}
const alone = (person: number, pose = 0, quality: FaceQuality = good): Scripted => ({
  faces: [{ template: faceOf(person, pose), quality }],
});
const nobody: Scripted = { faces: [] };
const unusable = (reason: string): Scripted => alone(1, 0, { ...good, usable: false, reason } as FaceQuality);

/** A camera that shows one scripted picture after another, five a second; the last one stays. `undefined` is no picture. */
function enrol(script: (Scripted | undefined)[], options: { seconds?: number; frozen?: boolean } = {}) {
  const clock = fakeClock();
  const hints: { hint: EnrolHint; kept: number; atMs: number }[] = [];
  const problems: unknown[] = [];
  const holds: { open: number }[] = [];
  let at = -1;
  const current = () => script[Math.min(at, script.length - 1)];
  const recognizer: FaceRecognizer = {
    modelId: 'scripted',
    find: async () => current()!.faces.map((_, n) => ({ box: { x: n * 90, y: 0, width: 80, height: 80 }, score: 1 })),
    describe: async (_, face) => {
      const { template, quality } = current()!.faces[face.box.x / 90]!;
      if (template.length === 0) throw new Error('the model gave no numbers');
      return { ...face, landmarks: new Float32Array(136), template, quality };
    },
    close: async () => {},
  };
  const enrolment = startLiveEnrolment({
    seconds: options.seconds ?? 30,
    clock,
    recognizer,
    lookEveryMs: 0,
    inTurn: (work) => work(),
    newest: async () => {
      at++;
      clock.advance(200);
      if (!current()) return undefined;
      const { picture, holds: held } = paintPicture(8, 8, [], options.frozen ? 1 : clock.monotonicMs());
      holds.push(held);
      return picture;
    },
    onHint: (hint, kept) => hints.push({ hint, kept, atMs: clock.monotonicMs() }),
    onProblem: (error) => problems.push(error),
  });
  return {
    ...enrolment,
    hints,
    problems,
    clock,
    said: () => hints.map(({ hint }) => hint),
    openPictures: () => holds.reduce((sum, { open }) => sum + open, 0),
  };
}

test('a resident who turns a little is enrolled with five different looks, best first, in a few seconds', async () => {
  const best = { ...good, sizePx: 80 };
  const far = { ...good, sizePx: 40 };
  const run = enrol([alone(1, 0, far), alone(1, 0, far), alone(1, 1, best), alone(1, 2), alone(1, -1), alone(1, -2)]);
  const { templates, reasons } = await run.ended;
  expect(reasons).toEqual([]);
  expect(templates).toHaveLength(5);
  expect(templates.at(-1)).toEqual(faceOf(1, 0));
  expect(run.hints.at(-1)).toMatchObject({ hint: 'good', kept: 5 });
  expect(run.clock.monotonicMs() - 1000).toBeLessThan(3000);
  expect(run.openPictures()).toBe(0);
});

test('a resident who cannot turn is asked to, and enrolled with the one look there is', async () => {
  const run = enrol([alone(1)]);
  const { templates } = await run.ended;
  expect(templates).toEqual([faceOf(1)]);
  expect(run.said()).toEqual(['look-at-camera', 'good', 'turn-a-little']);
  expect(run.clock.monotonicMs() - 1000).toBeLessThan(10_000);
});

test.each([
  ['too-small', 'come-closer'],
  ['too-dark', 'more-light'],
  ['too-bright', 'less-light'],
  ['blurred', 'hold-still'],
  ['turned', 'turn-to-camera'],
  ['covered', 'uncover-face'],
  ['something-new', 'look-at-camera'],
])('a face that is %s is told what to do, and is never enrolled so', async (reason, hint) => {
  const run = enrol([unusable(reason)], { seconds: 3 });
  expect(await run.ended).toEqual({ templates: [], reasons: [reason] });
  expect(run.said().at(-1)).toBe(hint);
});

test('a face good enough for a door but small is asked to come closer', async () => {
  const run = enrol([alone(1, 0, { ...good, sizePx: 25 })], { seconds: 2 });
  expect(await run.ended).toEqual({ templates: [], reasons: ['too-small'] });
});

test('while two people stand there nothing is kept', async () => {
  const both: Scripted = { faces: [...alone(1).faces, ...alone(2).faces] };
  const run = enrol([both], { seconds: 2 });
  expect(await run.ended).toEqual({ templates: [], reasons: ['several-faces'] });
  expect(run.said()).toContain('one-person-only');
});

test('somebody else who steps in begins anew: their looks never come together with the first one’s', async () => {
  const run = enrol([alone(1), alone(1, 1), alone(1, 2), nobody, alone(2), alone(2), ...Array(8).fill(alone(2, 1))]);
  const { templates } = await run.ended;
  expect(templates).toHaveLength(2);
  for (const template of templates) expect(template[20]).toBe(0);
  expect(run.hints.map(({ kept }) => kept)).toContain(3);
});

test('a passer-by in a single picture costs the resident nothing', async () => {
  const run = enrol([alone(1), alone(1, 1), alone(2), alone(1, 2), alone(1, -1), alone(1, -2)]);
  const { templates } = await run.ended;
  expect(templates).toHaveLength(5);
  for (const template of templates) expect(template[40]).toBe(0);
});

test('nobody there until the end is said as such', async () => {
  expect(await enrol([nobody], { seconds: 2 }).ended).toEqual({ templates: [], reasons: ['no-face'] });
});

test('a camera that gives no picture any more, or a frozen one, ends it', async () => {
  expect(await enrol([alone(1), undefined]).ended).toEqual({ templates: [], reasons: ['camera-lost'] });
  expect(await enrol([alone(1)], { frozen: true }).ended).toEqual({ templates: [], reasons: ['camera-lost'] });
});

test('the guard can call it off at any time; nothing is kept and no picture stays held', async () => {
  const run = enrol([alone(1), alone(1, 1), nobody], { seconds: 300 });
  run.cancel();
  expect(await run.ended).toEqual({ templates: [], reasons: ['cancelled'] });
  expect(run.openPictures()).toBe(0);
});

test('a model that gives no numbers enrols nobody and is reported', async () => {
  const run = enrol([{ faces: [{ template: new Float32Array(0), quality: good }] }], { seconds: 1 });
  expect(await run.ended).toEqual({ templates: [], reasons: ['failed'] });
  expect(run.problems.length).toBeGreaterThan(0);
  const nan = enrol([{ faces: [{ template: new Float32Array(512).fill(Number.NaN), quality: good }] }], { seconds: 1 });
  expect(await nan.ended).toEqual({ templates: [], reasons: ['failed'] });
});

test('hints come at most twice a second, but for a look that was kept', async () => {
  const flicker = Array.from({ length: 40 }, (_, n) => unusable(n % 2 ? 'blurred' : 'turned'));
  const run = enrol(flicker, { seconds: 6 });
  await run.ended;
  const gaps = run.hints.slice(1).map(({ atMs }, n) => atMs - run.hints[n]!.atMs);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
});
