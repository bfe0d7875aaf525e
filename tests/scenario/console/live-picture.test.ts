import { expect, test } from 'vitest';
import { encodeTestVideo } from '../../browser/av-test-video.ts';
import { openPictureStream } from './picture-stream.ts';
import { startConsole } from './start-console.ts';

test('a viewer gets the codec, the header and then the camera’s own pictures, byte for byte', async () => {
  const console = await startConsole();
  const video = await encodeTestVideo();
  console.site.camera('cam-gate', { mime: video.mime });
  const stream = await openPictureStream(console, '/api/cameras/cam-gate/live', { cookie: await console.signIn() });
  const feed = console.site.video('cam-gate');
  await expect.poll(() => console.site.watching('cam-gate').length).toBe(1);
  feed.init(video.init);
  for (const { bytes, key } of video.chunks.slice(0, 3)) feed.chunk(bytes, key);
  expect(await stream.next()).toEqual({ mime: video.mime });
  expect(await stream.next()).toEqual(video.init);
  for (const { bytes } of video.chunks.slice(0, 3)) expect(await stream.next()).toEqual(bytes);
});

test('when the camera goes the viewer is told why; when it is back a new header comes with the next key frame', async () => {
  const console = await startConsole();
  console.site.camera('cam-gate', { mime: 'video/mp4' });
  const stream = await openPictureStream(console, '/api/cameras/cam-gate/live', { cookie: await console.signIn() });
  await expect.poll(() => console.site.watching('cam-gate').length).toBe(1);
  const feed = console.site.video('cam-gate');
  feed.ended('no-answer');
  feed.init(new Uint8Array([1]));
  feed.chunk(new Uint8Array([2]), false);
  feed.chunk(new Uint8Array([3]), true);
  expect(await stream.next()).toEqual({ ended: 'no-answer' });
  expect(await stream.next()).toEqual({ mime: 'video/mp4' });
  expect(await stream.next()).toEqual(new Uint8Array([1]));
  expect(await stream.next()).toEqual(new Uint8Array([3]));
});

test('a camera that is away already says so at once', async () => {
  const console = await startConsole();
  console.site.camera('cam-gate', { state: 'lost', reason: 'wrong-password' });
  const stream = await openPictureStream(console, '/api/cameras/cam-gate/live', { cookie: await console.signIn() });
  expect(await stream.next()).toEqual({ ended: 'wrong-password' });
});

test('a camera that is not there is refused with a code of its own', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  for (const kind of ['live', 'jsmpeg']) {
    const stream = await openPictureStream(console, `/api/cameras/nowhere/${kind}`, { cookie });
    expect((await stream.closed).code).toBe(4404);
  }
});

test('a viewer who leaves is watched for no longer', async () => {
  const console = await startConsole();
  const stream = await openPictureStream(console, '/api/cameras/cam-gate/live', { cookie: await console.signIn() });
  await expect.poll(() => console.site.watching('cam-gate').length).toBe(1);
  stream.close();
  await expect.poll(() => console.site.watching('cam-gate').length).toBe(0);
});

test('who signs out stops seeing', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const stream = await openPictureStream(console, '/api/cameras/cam-gate/live', { cookie });
  await console.ask('/api/session', { method: 'DELETE', cookie });
  expect((await stream.closed).code).toBe(4401);
  await expect.poll(() => console.site.watching('cam-gate')).toEqual([]);
});

test('a viewer that sends more than a word is cut off', async () => {
  const console = await startConsole();
  const { WebSocket } = await import('undici');
  const cookie = await console.signIn();
  const socket = new WebSocket(`${console.url.replace('http', 'ws')}/api/cameras/cam-gate/live`, {
    headers: { cookie, origin: console.url },
  });
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
  socket.addEventListener('open', () => socket.send('x'.repeat(5000)));
  await closed;
  await expect.poll(() => console.site.watching('cam-gate').length).toBe(0);
});
