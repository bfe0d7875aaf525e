import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SiteCamera } from '../../../devices/contracts/site-file.ts';
import { type CameraSim, startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import type { ConsoleCamera, ConsolePassage } from '../../../gateway/console/console-ports.ts';
import { decodePhoto, encodeJpeg } from '../../../gateway/perception/models/sharp-frames.ts';
import type { RgbImage } from '../../../models/image.ts';
import { testWith } from '../../fixtures/programs.ts';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { createPhotoScene, type PhotoScene, resident } from '../perception/photo-scene.ts';
import { cannotSee } from '../perception/prepared-models.ts';
import { type NodeProgram, startNode } from './start-node.ts';
import { openTappedRelay, type TappedRelay } from './tapped-relay.ts';

const secret = 'node-secret-not-a-real-one';
const soon = { timeout: 25_000, interval: 50 };

let dir: string;
let scene: PhotoScene;
let sim: CameraSim;
let site: ReturnType<typeof smallSite>;
let running: RunningGateway;
let relay: TappedRelay;
let node: NodeProgram | undefined;

function cutOut(photo: RgbImage, { left, top, width, height }: typeof resident): RgbImage {
  const rows = Array.from({ length: height }, (_, y) => {
    const start = ((top + y) * photo.width + left) * 3;
    return photo.data.subarray(start, start + width * 3);
  });
  return { width, height, data: Buffer.concat(rows) };
}

beforeEach(async () => {
  if (cannotSee) return;
  dir = await mkdtemp(join(tmpdir(), 'ringward-node-'));
  await writeFile(join(dir, 'lin.jpg'), await encodeJpeg(cutOut(await decodePhoto(resident.photo), resident), 95));
  scene = await createPhotoScene();
  sim = await startCameraSim({ id: 'u1-camera', width: 1280, height: 720, fps: 10, scene });
  const camera: SiteCamera = {
    id: 'u1-camera',
    kind: 'face-camera',
    ring: 3,
    zone: 'b1',
    name: { zh: '一单元门口', en: 'Unit 1 door' },
    url: sim.url,
    door: 'u1-door',
    node: 'yard-box',
  };
  site = smallSite({ cameras: [camera], perception: { workers: 1, nodes: [{ id: 'yard-box', secret }] } });
  site.residents[0]!.face!.photos = ['lin.jpg'];
  running = await runGateway(site, { dir });
  relay = await openTappedRelay(running.gateway.mqttPort);
  await running.gateway.seeing;
});

afterEach(async () => {
  if (cannotSee) return;
  await node?.kill('SIGTERM');
  node = undefined;
  await relay.close();
  await running.stop();
  await sim.stop();
  await rm(dir, { recursive: true, force: true });
});

const joinNode = async () => {
  node = await startNode(dir, { broker: `mqtt://127.0.0.1:${relay.port}`, site: 'linden', id: 'yard-box', secret });
};
const camera = async () => (await running.guard.get<ConsoleCamera[]>('/api/cameras'))[0];
const passages = () => running.guard.get<ConsolePassage[]>('/api/passages');

describe.skipIf(cannotSee)('a door whose camera is looked at on another machine', () => {
  test('opens for the resident who stands there, and nothing of a face can be read on the way', async () => {
    const controller = await running.device('u1-controller');
    await expect.poll(camera, soon).toMatchObject({ state: 'lost', reason: 'node-away' });
    await joinNode();
    await expect.poll(camera, soon).toMatchObject({ state: 'streaming' });
    scene.present = true;
    await expect.poll(passages, soon).toMatchObject([{ source: 'u1-door', method: 'face', outcome: 'granted' }]);
    await expect.poll(() => controller.commands, soon).toMatchObject([{ action: 'access' }]);
    const wire = relay.seen();
    expect(wire.length).toBeGreaterThan(20_000);
    for (const readable of [secret, 'r-lin', 'rtsp://', 'face-sighting', 'template'])
      expect(wire.includes(readable), readable).toBe(false);
    const jpegBegins = (await readFile(join(dir, 'lin.jpg'))).subarray(0, 6);
    expect(wire.includes(jpegBegins)).toBe(false);
  });

  test('says that its node is away within seconds, and sees again when the node is back', async () => {
    await joinNode();
    await expect.poll(camera, soon).toMatchObject({ state: 'streaming' });
    await node!.kill('SIGKILL');
    await expect.poll(camera, { timeout: 5000, interval: 50 }).toMatchObject({ state: 'lost', reason: 'node-away' });
    await joinNode();
    await expect.poll(camera, soon).toMatchObject({ state: 'streaming' });
    scene.present = true;
    await expect.poll(passages, soon).toMatchObject([{ source: 'u1-door', method: 'face', outcome: 'granted' }]);
  });

  test('is seen again after a cut cable, by the same process', async () => {
    await joinNode();
    await expect.poll(camera, soon).toMatchObject({ state: 'streaming' });
    relay.cut();
    await expect.poll(camera, soon).toMatchObject({ state: 'lost', reason: 'node-away' });
    relay.restore();
    await expect.poll(camera, soon).toMatchObject({ state: 'streaming' });
    expect(node!.said()).not.toContain('beginning anew');
    scene.present = true;
    await expect.poll(passages, soon).toMatchObject([{ source: 'u1-door', method: 'face', outcome: 'granted' }]);
  });
});

describe.skipIf(cannotSee)('whoever has stolen a device’s password', () => {
  testWith('mosquitto_sub')('hears nothing of what nodes and gateway tell each other', async () => {
    const topics = ['up', 'down', 'availability', '#'].flatMap((end) => ['-t', `sac/v1/linden/node/yard-box/${end}`]);
    const who = ['-i', 'smoke-1', '-u', 'smoke-1', '-P', 'smoke-secret-1'];
    const listener = spawn('mosquitto_sub', ['-p', String(running.gateway.mqttPort), ...who, ...topics, '-t', '#']);
    let heard = 0;
    let refused = '';
    listener.stdout.on('data', (chunk: Buffer) => {
      heard += chunk.length;
    });
    listener.stderr.on('data', (chunk: Buffer) => {
      refused += chunk;
    });
    await joinNode();
    await expect.poll(camera, soon).toMatchObject({ state: 'streaming' });
    await expect.poll(() => refused, soon).toMatch(/denied|failed|rejected/i);
    listener.kill();
    expect(heard).toBe(0);
  });
});
