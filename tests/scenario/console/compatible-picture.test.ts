import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { encodeTestVideo } from '../../browser/av-test-video.ts';
import { openPictureStream, type PictureMessage } from './picture-stream.ts';
import { startConsole } from './start-console.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-jsmpeg-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function writeVideo(folder: string): Promise<string> {
  const video = await encodeTestVideo();
  const path = join(folder, 'camera.mp4');
  writeFileSync(path, Buffer.concat([video.init, ...video.chunks.map(({ bytes }) => bytes)]));
  return path;
}

/** Stands in for the transcoder: says what it was started with and then sends sync bytes until it is stopped. */
function writeFakeTranscoder(folder: string): { program: string; report: string } {
  const program = join(folder, 'fake.mjs');
  const report = join(folder, 'report.json');
  writeFileSync(
    program,
    `#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
process.stdin.once('data', (address) => {
  const env = Object.values(process.env);
  writeFileSync(${JSON.stringify(report)}, JSON.stringify({ argv: process.argv.slice(2), env, address: String(address), pid: process.pid }));
  setInterval(() => process.stdout.write(Buffer.alloc(188, 0x47)), 20);
  console.error('opened ' + address);
});
process.stdin.on('end', () => process.exit(0));
`,
    { mode: 0o755 },
  );
  return { program, report };
}

const isData = (message: PictureMessage): message is Uint8Array => message instanceof Uint8Array;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // no such process
  }
}

test('a browser without H.264 gets the camera as MPEG-1 in a transport stream', async () => {
  const console = await startConsole();
  console.site.addresses.set('cam-gate', await writeVideo(makeFolder()));
  const stream = await openPictureStream(console, '/api/cameras/cam-gate/jsmpeg', { cookie: await console.signIn() });
  const pieces: Uint8Array[] = [];
  for (let message = await stream.next(); isData(message); message = await stream.next()) pieces.push(message);
  const bytes = Buffer.concat(pieces);
  expect(bytes.length % 188).toBe(0);
  for (let at = 0; at < bytes.length; at += 188) if (bytes[at] !== 0x47) throw new Error(`no packet at ${at}`);
  // The sequence header of MPEG-1 video: start code, then 640×360 in twelve bits each, then the rate code of 25 a second.
  const header = bytes.indexOf(Buffer.from([0, 0, 1, 0xb3, 0x28, 0x01, 0x68]));
  expect(header).toBeGreaterThan(0);
  expect(bytes[header + 7]! & 0x0f).toBe(3);
});

test('the camera’s password is in no argument, no environment and no log; the transcoder ends with its last viewer', async () => {
  const { program, report } = writeFakeTranscoder(makeFolder());
  const console = await startConsole({ jsmpegProgram: program });
  console.site.addresses.set('cam-gate', 'rtsp://admin:s3cret@10.0.0.9/main');
  const cookie = await console.signIn();
  const first = await openPictureStream(console, '/api/cameras/cam-gate/jsmpeg', { cookie });
  const second = await openPictureStream(console, '/api/cameras/cam-gate/jsmpeg', { cookie });
  expect(isData(await first.next())).toBe(true);
  expect(isData(await second.next())).toBe(true);
  const started = JSON.parse(readFileSync(report, 'utf8')) as {
    argv: string[];
    env: string[];
    address: string;
    pid: number;
  };
  expect(started.address).toBe('rtsp://admin:s3cret@10.0.0.9/main\n');
  expect(started.argv.slice(0, 6)).toEqual(['-i', 'stdin:', '-f', 'mpegts', '-codec:v', 'mpeg1video']);
  expect([...started.argv, ...started.env].join(' ')).not.toContain('s3cret');

  first.close();
  expect(isData(await second.next())).toBe(true);
  expect(isAlive(started.pid)).toBe(true);
  second.close();
  await expect.poll(() => isAlive(started.pid)).toBe(false);
  expect(console.log.text()).not.toContain('s3cret');
});

test('a transcoder that cannot start takes nothing down: the viewer is told, and the rest goes on', async () => {
  const console = await startConsole({ jsmpegProgram: '/nowhere/at/all' });
  console.site.addresses.set('cam-gate', 'rtsp://admin:s3cret@10.0.0.9/main');
  const cookie = await console.signIn();
  const stream = await openPictureStream(console, '/api/cameras/cam-gate/jsmpeg', { cookie });
  expect(await stream.next()).toEqual({ ended: 'transcoder-failed' });
  expect((await console.ask('/api/overview', { cookie })).status).toBe(200);
});

test('a camera that cannot be opened is said to give no picture', async () => {
  const console = await startConsole();
  console.site.addresses.set('cam-gate', join(makeFolder(), 'missing.mp4'));
  const stream = await openPictureStream(console, '/api/cameras/cam-gate/jsmpeg', { cookie: await console.signIn() });
  expect(await stream.next()).toEqual({ ended: 'no-picture' });
});

test('no more than four cameras are transcoded at a time, and the fifth viewer is told', async () => {
  const { program } = writeFakeTranscoder(makeFolder());
  const console = await startConsole({ jsmpegProgram: program });
  const cookie = await console.signIn();
  const cameras = console.site.ports.cameras().map(({ id }) => id);
  for (const id of cameras) console.site.addresses.set(id, 'rtsp://10.0.0.9/');
  for (const id of cameras.slice(0, 4)) await openPictureStream(console, `/api/cameras/${id}/jsmpeg`, { cookie });
  const fifth = await openPictureStream(console, `/api/cameras/${cameras[4]}/jsmpeg`, { cookie });
  expect(await fifth.next()).toEqual({ ended: 'too-many-transcoders' });
});

test('a camera with masked parts is not shown in this way, and one that gets a mask while watched is cut off', async () => {
  const { program } = writeFakeTranscoder(makeFolder());
  const console = await startConsole({ jsmpegProgram: program });
  const cookie = await console.signIn();
  console.site.addresses.set('cam-gate', 'rtsp://10.0.0.9/');
  const watching = await openPictureStream(console, '/api/cameras/cam-gate/jsmpeg', { cookie });
  expect(isData(await watching.next())).toBe(true);
  console.site.masked.add('cam-gate');
  let last = await watching.next();
  while (isData(last)) last = await watching.next();
  expect(last).toEqual({ ended: 'masked' });
  const late = await openPictureStream(console, '/api/cameras/cam-gate/jsmpeg', { cookie });
  expect(await late.next()).toEqual({ ended: 'masked' });
});

test('the transcoder refuses arguments it does not know', () => {
  const script = new URL('../../../gateway/console/live/av-mpeg1.ts', import.meta.url).pathname;
  const run =
    (...args: string[]) =>
    () =>
      execFileSync(process.execPath, [script, ...args], { stdio: 'pipe' });
  expect(run('-i', 'x', '-vf', 'scale=1:1', '-')).toThrow(/unknown argument -vf/);
  expect(run('-f', 'mpegts', '-')).toThrow(/address after -i is missing/);
});
