import { expect, test } from 'vitest';
import type { CameraScene } from '../../../devices/contracts/camera-scene.ts';
import type { SeenObject } from '../../../gateway/perception/messages.ts';
import { fireLaneScene } from './hand-fed-scenes.ts';
import { startConsole } from './start-console.ts';

const lawn: CameraScene = {
  areas: [
    {
      id: 'lawn',
      name: { zh: '草坪', en: 'Lawn' },
      polygon: [
        [0.1, 0.1],
        [0.9, 0.1],
        [0.5, 0.9],
      ],
    },
  ],
  rules: [{ kind: 'intrusion', area: 'lawn', during: [{ days: ['sat', 'sun'], from: '22:00', to: '06:00' }] }],
  masks: [
    [
      [0, 0],
      [0.2, 0],
      [0.2, 0.2],
    ],
  ],
};

async function openDesk() {
  const console = await startConsole();
  const cookie = await console.signIn();
  const ask = (path: string, options: { method?: string; body?: unknown; headers?: Record<string, string> } = {}) =>
    console.ask(`/api/cameras/${path}`, { cookie, ...options });
  return {
    ...{ console, ask },
    read: async (path: string) => (await ask(path)).json(),
    save: async (camera: string, version: number, scene: unknown, headers = {}) => {
      const response = await ask(`${camera}/scene`, { method: 'PUT', body: { version, scene }, headers });
      return { status: response.status, body: await response.json() };
    },
  };
}

test('a guard reads what is drawn, with the doors that a rule can name and what each rule raises', async () => {
  const { read, ask } = await openDesk();
  expect(await read('cam-fire-lane/scene')).toMatchObject({
    scene: fireLaneScene,
    version: 0,
    fromSiteFile: true,
    site: {
      timezone: 'Asia/Shanghai',
      doors: [{ id: 'gate' }, { id: 'u1-door' }],
      raises: {
        intrusion: { type: 'intrusion', priority: 1 },
        'fire-lane': { type: 'fire-lane-blocked', priority: 2 },
      },
    },
  });
  expect(await read('cam-gate/scene')).toMatchObject({ scene: {}, version: 0 });
  expect((await ask('cam-nobody/scene')).status).toBe(404);
});

test('what a guard saves is in force at once, with his name; masks reach the camera before the rules change', async () => {
  const { console, save, read } = await openDesk();
  const saved = await save('cam-playground', 0, lawn);
  expect(saved).toMatchObject({
    status: 200,
    body: { version: 1, changedBy: 'guard', fromSiteFile: false, scene: lawn },
  });
  expect(await read('cam-playground/scene')).toMatchObject({ version: 1, scene: lawn });
  expect(console.site.scenes.told).toEqual([{ camera: 'cam-playground', watched: true, masks: 1 }]);
  expect(console.site.scenes.watched.get('cam-playground')).toEqual(lawn);
});

test('the second of two guards who draw at the same time is told so, and nothing of the first is lost', async () => {
  const { save, read } = await openDesk();
  await save('cam-playground', 0, lawn);
  const late = await save('cam-playground', 0, {});
  expect(late).toMatchObject({ status: 409, body: { code: 'scene-changed' } });
  expect(late.body.message).toContain('guard has changed it');
  expect(await read('cam-playground/scene')).toMatchObject({ version: 1, scene: lawn });
});

test('every version stays; the site file’s scene comes back as a new one, and an older one can be read', async () => {
  const { ask, save, read } = await openDesk();
  await save('cam-fire-lane', 0, lawn);
  const back = await ask('cam-fire-lane/scene?version=1', { method: 'DELETE' });
  expect(await back.json()).toMatchObject({ version: 2, fromSiteFile: true, changedBy: 'guard', scene: fireLaneScene });
  expect((await ask('cam-fire-lane/scene?version=1', { method: 'DELETE' })).status).toBe(409);
  expect(await read('cam-fire-lane/scene/versions')).toMatchObject([
    { version: 2, fromSiteFile: true, areas: 1, rules: 1, masks: 0 },
    { version: 1, fromSiteFile: false, areas: 1, rules: 1, masks: 1 },
    { version: 0, fromSiteFile: true, areas: 1 },
  ]);
  expect(await read('cam-fire-lane/scene/versions/1')).toMatchObject({ scene: lawn });
  expect((await ask('cam-fire-lane/scene/versions/3')).status).toBe(404);
});

const area = lawn.areas![0]!;
test.each([
  [{ ...lawn, rules: [{ kind: 'intrusion', area: 'loan' }] }, 'unknown-area', 'rules.0.area'],
  [{ ...lawn, rules: [{ kind: 'intrusion', area: 'lawn' }, { kind: 'sleeping' }] }, 'invalid-scene', 'rules.1.kind'],
  [{ ...lawn, rules: [{ kind: 'crowding', area: 'lawn', people: '5' }] }, 'invalid-scene', 'rules.0.people'],
  [{ ...lawn, rules: [{ kind: 'crowding', area: 'lawn' }] }, 'invalid-scene', 'rules.0'],
  [
    { ...lawn, rules: [{ kind: 'intrusion', area: 'lawn', during: [{ from: '25:00', to: '06:00' }] }] },
    'invalid-scene',
    'rules.0.during.0.from',
  ],
  [{ areas: [area, area] }, 'id-twice', 'areas.1.id'],
  [
    {
      areas: [
        {
          ...area,
          polygon: [
            [0, 0],
            [1, 1],
            [1, 0],
            [0, 1],
          ],
        },
      ],
    },
    'crosses-itself',
    'areas.0',
  ],
  [
    {
      masks: [
        [
          [0, 0],
          [0.5, 0.5],
          [1, 1],
        ],
      ],
    },
    'no-surface',
    'masks.0',
  ],
  [
    {
      masks: [
        [
          [0, 0],
          [0.5, 1.5],
          [1, 1],
        ],
      ],
    },
    'invalid-scene',
    'masks.0.1.1',
  ],
  [{ lines: [{ id: 'l', name: area.name, from: [0.5, 0.5], to: [0.5, 0.5] }] }, 'line-without-length', 'lines.0'],
  [{ ...lawn, lasers: [] }, 'invalid-scene', 'lasers'],
  [null, 'invalid-scene', ''],
])('a scene that cannot be watched is refused with its field named: %#', async (scene, code, field) => {
  const { save, read } = await openDesk();
  const refused = await save('cam-playground', 0, scene);
  expect(refused).toMatchObject({ status: 400, body: { code, field } });
  expect(await read('cam-playground/scene')).toMatchObject({ version: 0 });
});

test('an order without a version, or too large, is refused; a foreign page can draw nothing', async () => {
  const { ask, save, read } = await openDesk();
  expect((await ask('cam-gate/scene', { method: 'PUT', body: { scene: {} } })).status).toBe(400);
  expect((await save('cam-gate', -1, {})).status).toBe(400);
  expect((await save('cam-gate', 0, { masks: 'x'.repeat(200_000) })).body).toMatchObject({ code: 'too-large' });
  expect((await save('cam-gate', 0, lawn, { origin: 'http://evil.example' })).status).toBe(403);
  expect((await ask('cam-gate/scene?version=0', { method: 'DELETE', headers: { origin: 'null' } })).status).toBe(403);
  expect(await read('cam-gate/scene')).toMatchObject({ version: 0 });
});

test('a camera that is open in the editor follows people even without a rule, and shows the way they took', async () => {
  const { console, read, ask } = await openDesk();
  const { scenes } = console.site;
  const person = (x: number): SeenObject => ({
    ...{ track: 't1', class: 'person', score: 0.8, looks: 3 },
    box: { x, y: 0.4, width: 0.1, height: 0.4 },
  });
  scenes.follow('cam-gate', [person(0.1)]);
  expect(await read('cam-gate/objects')).toEqual({ followed: [] });
  expect(scenes.told).toEqual([{ camera: 'cam-gate', watched: true, masks: 0 }]);
  scenes.follow('cam-gate', [person(0.1)]);
  scenes.follow('cam-gate', [person(0.3)]);
  const [followed] = (await read('cam-gate/objects')).followed;
  expect(followed).toMatchObject({ track: 't1', class: 'person', box: { x: 0.3 } });
  expect(followed.path).toHaveLength(2);
  scenes.follow('cam-gate', []);
  expect(await read('cam-gate/objects')).toMatchObject({ followed: [], ageMs: expect.any(Number) });
  expect((await ask('cam-nobody/objects')).status).toBe(404);
});
