import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type CameraSim, type CameraSimOptions, startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import { openProbe, type StreamProbe } from './av-probe.ts';
import { createMovingSquare, findSquare } from './moving-square.ts';

const open: { close(): Promise<unknown> | unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function startCamera(options: Partial<CameraSimOptions> = {}): Promise<CameraSim> {
  const size = { width: 320, height: 180, fps: 20 };
  const camera = await startCameraSim({ id: 'cam', ...size, scene: createMovingSquare(), ...options });
  open.push({ close: () => camera.stop() });
  return camera;
}

async function watch(url: string, transport: 'tcp' | 'udp' = 'tcp', timeoutMs?: number): Promise<StreamProbe> {
  const outcome = await openProbe(url, transport, timeoutMs);
  if (!outcome.ok) throw new Error(`the stream did not open: ${outcome.reason}`);
  open.push(outcome.probe);
  return outcome.probe;
}

/** Where the square is in each of the next pictures. */
async function squares(probe: StreamProbe, count: number): Promise<(number | undefined)[]> {
  const seen: (number | undefined)[] = [];
  for (let i = 0; i < count; i++) seen.push(findSquare(await probe.next()));
  return seen;
}

/** Talks to the camera by hand; answers are collected in `text`. */
async function dial(camera: CameraSim): Promise<{ socket: Socket; text(): string; closed: Promise<unknown> }> {
  const { hostname, port } = new URL(camera.url);
  const socket = connect(Number(port), hostname);
  const closed = once(socket, 'close');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  await once(socket, 'connect');
  open.push({ close: () => socket.destroy() });
  return { socket, text: () => text, closed };
}

test('two guards watch the same camera, one over TCP and one over UDP, and both see what moves', async () => {
  const camera = await startCamera();
  const [tcp, udp] = await Promise.all([watch(camera.url, 'tcp'), watch(camera.url, 'udp')]);
  const seen = await Promise.all([squares(tcp, 12), squares(udp, 12)]);
  for (const places of seen) {
    expect(places.every((place) => place !== undefined)).toBe(true);
    expect(new Set(places).size).toBeGreaterThan(6);
  }
});

test('a guard who comes late starts with a whole picture', async () => {
  const camera = await startCamera();
  const early = await watch(camera.url);
  await squares(early, 5);
  const late = await watch(camera.url);
  const first = await late.next();
  expect(first).toMatchObject({ width: 320, height: 180, key: true });
  expect(findSquare(first)).toBeDefined();
});

test('a camera with a password lets in who knows it and nobody else', async () => {
  const camera = await startCamera({ credentials: { user: 'admin', password: 'p@ss:1/2' } });
  expect(await openProbe(camera.url.replace('p%40ss', 'guess'), 'tcp')).toEqual({ ok: false, reason: 'unauthorized' });
  expect(await openProbe(camera.url.replace(/\/\/.*@/, '//'), 'tcp')).toEqual({ ok: false, reason: 'unauthorized' });
  expect(await squares(await watch(camera.url), 2)).not.toContain(undefined);
});

test('a stalled camera keeps the connection, sends nothing, and goes on afterwards', async () => {
  const camera = await startCamera();
  const { socket, text } = await dial(camera);
  const probe = await watch(camera.url, 'tcp', 800);
  await probe.next();
  await camera.fault('stall');
  await expect(squares(probe, 100)).rejects.toThrow();
  socket.write('OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n');
  await expect(openProbe(camera.url, 'tcp', 500)).resolves.toMatchObject({ ok: false });
  expect(text()).toBe('');
  expect(socket.destroyed).toBe(false);
  await camera.fault('none');
  expect(await squares(await watch(camera.url), 2)).not.toContain(undefined);
});

test('a camera that sends garbage cannot be opened, and can again when it is mended', async () => {
  const camera = await startCamera();
  const probe = await watch(camera.url, 'tcp', 1000);
  await probe.next();
  await camera.fault('garbage');
  await expect(squares(probe, 200)).rejects.toThrow();
  expect(await openProbe(camera.url, 'tcp', 1000)).toMatchObject({ ok: false });
  await camera.fault('none');
  expect(await squares(await watch(camera.url), 2)).not.toContain(undefined);
});

test('a camera that lost its power comes back at the same address', async () => {
  const camera = await startCamera();
  const probe = await watch(camera.url);
  await probe.next();
  await camera.fault('gone');
  await expect(squares(probe, 100)).rejects.toThrow();
  expect(await openProbe(camera.url, 'tcp', 1000)).toMatchObject({ ok: false });
  await camera.fault('none');
  expect(await squares(await watch(camera.url), 2)).not.toContain(undefined);
});

test('two cameras cannot stand at one port: the second says which and where', async () => {
  const { port } = new URL((await startCamera()).url);
  await expect(startCamera({ id: 'cam-2', port: Number(port) })).rejects.toThrow(`camera cam-2 cannot listen`);
});

test('a guest who talks nonsense is told so and shown out, and the others keep their picture', async () => {
  const camera = await startCamera();
  const probe = await watch(camera.url);
  const guest = await dial(camera);
  guest.socket.write('GET /index.html HTTP/1.1\r\nHost: camera\r\n\r\n');
  await guest.closed;
  expect(guest.text()).toMatch(/^RTSP\/1\.0 400 /);
  const flood = await dial(camera);
  flood.socket.on('error', () => {}); // the camera may hang up while the flood is still on its way
  flood.socket.write(`OPTIONS * RTSP/1.0\r\nX: ${'x'.repeat(100_000)}`);
  await flood.closed;
  expect(flood.text()).toMatch(/^RTSP\/1\.0 413 /);
  expect(await squares(probe, 2)).not.toContain(undefined);
});

test('requests out of order are refused with the status that RTSP has for it', async () => {
  const camera = await startCamera();
  const { socket, text } = await dial(camera);
  const uri = camera.url;
  const ask = (cseq: number, method: string, headers = '', at = uri) =>
    socket.write(`${method} ${at} RTSP/1.0\r\nCSeq: ${cseq}\r\n${headers}\r\n`);
  ask(1, 'PLAY', 'Session: NONE\r\n');
  ask(2, 'DESCRIBE', '', uri.replace('/live', '/other'));
  ask(3, 'SETUP', 'Transport: RTP/AVP;multicast\r\n', `${uri}/trackID=0`);
  ask(4, 'SETUP', 'Transport: RTP/AVP/TCP;interleaved=0-1\r\n', `${uri}/trackID=0`);
  ask(5, 'PLAY', 'Session: SOMEBODY-ELSE\r\n');
  ask(6, 'OPTIONS');
  const statuses = () => [...text().matchAll(/RTSP\/1\.0 (\d+) [^\r]*\r\nCSeq: (\d)/g)].map((m) => `${m[2]}:${m[1]}`);
  await expect.poll(statuses).toEqual(['1:454', '2:404', '3:461', '4:200', '5:454', '6:200']);
});
