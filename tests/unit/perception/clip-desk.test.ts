import { expect, test } from 'vitest';
import type { ClipFile } from '../../../gateway/perception/clips/av-clip.ts';
import { createClipDesk } from '../../../gateway/perception/clips/clip-desk.ts';
import type { FromPerception } from '../../../gateway/perception/messages.ts';

const request = { kind: 'clip', request: 7, camera: 'door', fromMs: 1000, toMs: 5000 } as const;

async function* pieces(count: number) {
  for (let n = 0; n < count; n++) yield Uint8Array.of(n);
}
const file = (count: number): ClipFile => ({ fromMs: 1100, toMs: 4900, pieces: pieces(count) });

test('a clip goes out piece by piece, each once the last one has been taken, and then its end', async () => {
  const sent: FromPerception[] = [];
  const taken: (() => void)[] = [];
  const desk = createClipDesk({
    clip: async () => file(3),
    send: (message, done) => {
      sent.push(message);
      if (done) taken.push(done);
    },
    onProblem: () => {},
  });
  const served = desk.serve(request);
  for (let n = 1; n <= 3; n++) {
    await expect.poll(() => taken.length).toBe(n);
    expect(sent).toHaveLength(n);
    taken[n - 1]!();
  }
  await served;
  expect(sent.map((message) => (message.kind === 'clip-chunk' ? message.bytes[0] : message))).toEqual([
    ...[0, 1, 2],
    { kind: 'clip-end', request: 7, fromMs: 1100, toMs: 4900 },
  ]);
});

test('a gateway that takes nothing holds up one piece, not a camera process full of them', async () => {
  const sent: FromPerception[] = [];
  const desk = createClipDesk({
    clip: async () => file(1000),
    send: (message) => sent.push(message),
    onProblem: () => {},
    takenWithinMs: 20,
  });
  await desk.serve(request);
  expect(sent.map(({ kind }) => kind)).toEqual(['clip-chunk', 'clip-end']);
  expect(sent[1]).toMatchObject({ problem: 'not-taken' });
});

test('a clip that cannot be made is answered all the same, and the next one may be asked for', async () => {
  const sent: FromPerception[] = [];
  const problems: unknown[] = [];
  const desk = createClipDesk({
    clip: (camera) => (camera === 'door' ? Promise.reject(new Error('no memory')) : undefined),
    send: (message) => sent.push(message),
    onProblem: (_, error) => problems.push(error),
  });
  for (let n = 0; n < 20; n++) await desk.serve(request);
  await desk.serve({ ...request, camera: 'attic' });
  const answers = sent.map((message) => (message.kind === 'clip-end' ? message.problem : message.kind));
  expect(answers).toEqual([...Array<string>(20).fill('failed'), 'no-camera']);
  expect(problems).toHaveLength(20);
});
