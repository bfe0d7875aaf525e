import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { type PersonPhoto, people } from '../../../firmware-sims/assets/people.ts';
import type { DoorScene, LaneScene, YardActor } from '../../../firmware-sims/camera/scene.ts';
import { cameras } from '../../../firmware-sims/compound/linden-court-plan.ts';
import { drawLindenCourt } from '../../../firmware-sims/compound/linden-court-site.ts';
import { createSeededRandom } from '../../../firmware-sims/compound/seeded-random.ts';
import { type SiteDevices, startSiteDevices } from '../../../firmware-sims/compound/site-devices.ts';
import { nowMs } from '../../../firmware-sims/device/sim-clock.ts';
import { perform } from '../../../firmware-sims/director/perform.ts';
import type { StepAction } from '../../../firmware-sims/director/plan-step.ts';
import { createScorebook, type Scorebook } from '../../../firmware-sims/director/scorebook.ts';
import { createPlaceFinder, createStage, type Stage } from '../../../firmware-sims/director/stage.ts';
import { possibleDeeds } from '../../../firmware-sims/director/yard-steps.ts';
import { obeyHand } from '../../../firmware-sims/hand-commands.ts';
import { startTestBroker, type TestBroker } from './aedes-broker.ts';

let site: SiteFile;
let broker: TestBroker;
let devices: SiteDevices;
let score: Scorebook;
let stage: Stage;
let said: string[];
/** What the gateway of this test opens, whoever asks: it plays a gateway that is right, or one that is wrong. */
let opens: { cards: boolean; plates: boolean };

beforeEach(async () => {
  const court = drawLindenCourt(
    {
      mqttPort: 0,
      consolePort: 0,
      cameraUrls: Object.fromEntries(cameras.map(({ id }) => [id, 'rtsp://127.0.0.1/live'])),
    },
    people,
  );
  site = court.site;
  broker = await startTestBroker(Object.fromEntries(site.devices.map(({ id, secret }) => [id, secret])), site.site.id);
  devices = startSiteDevices({ site, broker: { host: '127.0.0.1', port: broker.port } });
  opens = { cards: true, plates: true };
  broker.onEvent((device, event) => {
    const door = site.doors.find(({ id }) => id === site.devices.find((reader) => reader.id === device)?.door);
    if (event.type === 'card-presented' && opens.cards) broker.command(door!.controller, 'access');
    if (event.type === 'loop-occupied' && event.data.loop === 'approach' && opens.plates)
      broker.command(device, 'open');
  });
  score = createScorebook([...devices.doors.values(), ...devices.barriers.values()], createPlaceFinder(site));
  said = [];
  stage = createStage({
    site,
    cast: court.cast,
    photos: people,
    devices,
    cameras: {
      all: new Map(),
      doorScenes: new Map(),
      laneScenes: new Map([['cam-lane-in', emptyLane()]]),
      yardScenes: new Map(),
    },
    score,
    random: createSeededRandom(1),
    say: ({ en }) => said.push(en),
    signal: new AbortController().signal,
  });
  expect(await devices.whenOnline(10_000)).toEqual([]);
});
afterEach(async () => {
  score.close();
  await devices.stop();
  await broker.close();
});

/** A lane whose pictures nobody looks at. */
function emptyLane(): LaneScene {
  return {
    render: () => false,
    driveUp: () => Promise.resolve({ atLoopAtMs: nowMs() }),
    leave: () => Promise.resolve(),
    clear: () => {},
  };
}

const patient = { timeout: 10_000 };
const heardOf = (device: string) =>
  broker.heard.events.filter((entry) => entry.device === device).map(({ event }) => event.type);
const play = (step: StepAction) => perform(stage, step);

test('all thirty-three devices of the compound connect', () => {
  expect(devices.all.size).toBe(33);
  expect(devices.doors.size + devices.readers.size + devices.barriers.size).toBe(15);
  expect(devices.sensors.size + devices.lifts.size + devices.meters.size).toBe(18);
});

test('a resident presents a card, the door opens, and the report has the time it took', async () => {
  await play({ do: 'card', reader: 'reader-b2u1', resident: 'res-15', expect: 'open' });
  await expect.poll(() => heardOf('ctl-b2u1'), patient).toEqual(['opened', 'taken', 'closed']);
  const report = score.report();
  expect(report).toMatchObject({ cardsExpected: 1, cardsOpened: 1, wrongOpens: 0, alarmsExpected: [] });
  expect(report.cardToDoorMs[0]).toBeGreaterThan(0);
  expect(report.cardToDoorMs[0]).toBeLessThan(1500);
});

test('a gateway that opens for an unknown card is found out', async () => {
  await play({ do: 'unknown-card', reader: 'reader-gate-2' });
  const report = score.report();
  expect(report.wrongOpenDetails).toMatchObject([{ door: 'door-gate-2' }]);
  expect(report.alarmsExpected).toEqual([{ type: 'person-denied', source: 'door-gate-2' }]);
});

test('a gateway that does not open for a resident is found out', async () => {
  opens.cards = false;
  await play({ do: 'card', reader: 'reader-gate-1', resident: 'res-01', expect: 'open' });
  expect(score.report()).toMatchObject({ cardsExpected: 1, cardsOpened: 0, wrongOpens: 0 });
});

test('a car comes, passes, and the lane is as it was', async () => {
  const driver = site.residents.find(({ plates }) => plates?.length)!.id;
  await play({ do: 'drive', camera: 'cam-lane-in', resident: driver });
  expect(score.report()).toMatchObject({ platesExpected: 1, platesOpened: 1, wrongOpens: 0 });
  await expect.poll(() => devices.barriers.get('ctl-lane-in')?.arm, patient).toBe('closed');
  expect(heardOf('ctl-lane-in')).toContain('loop-cleared');
});

test('an unknown car that is not let in turns back', async () => {
  opens.plates = false;
  await play({ do: 'unknown-vehicle', camera: 'cam-lane-in' });
  expect(devices.barriers.get('ctl-lane-in')?.approach).toBe(false);
  expect(score.report()).toMatchObject({ platesExpected: 0, wrongOpens: 0 });
  expect(score.report().alarmsExpected).toEqual([{ type: 'vehicle-unknown', source: 'barrier-lane-in' }]);
});

/** A door that the gateway of this test looks at through `seen`. */
function doorScene(seen: (person: PersonPhoto) => Promise<void>) {
  const scene: DoorScene & { standing: boolean } = {
    standing: false,
    render: () => false,
    walkUp: async (person) => {
      scene.standing = true;
      await seen(person);
      return { inFrontAtMs: nowMs() };
    },
    clear: () => {
      scene.standing = false;
    },
  };
  const doorScenes = new Map([['cam-gate-face', scene]]);
  stage = createStage({ ...stage, cameras: { ...stage.cameras, doorScenes } });
  return scene;
}

test('a resident whose face is known walks in, and nobody is left standing', async () => {
  const scene = doorScene(async () => {
    setTimeout(() => broker.command('ctl-gate-1', 'access'), 20);
  });
  await play({ do: 'face', camera: 'cam-gate-face', resident: 'res-01', expect: 'open' });
  expect(score.report()).toMatchObject({ facesExpected: 1, facesOpened: 1, wrongOpens: 0 });
  expect(scene.standing).toBe(false);
  await expect.poll(() => heardOf('ctl-gate-1'), patient).toEqual(['opened', 'taken', 'closed']);
});

test('when the camera breaks off a scene, nobody is left standing and the face counts as not opened', async () => {
  const scene = doorScene(() => Promise.reject(new Error('the camera is gone')));
  const broken = play({ do: 'face', camera: 'cam-gate-face', resident: 'res-01', expect: 'open' });
  await expect(broken).rejects.toThrow('the camera is gone');
  expect(scene.standing).toBe(false);
  expect(score.report()).toMatchObject({ facesExpected: 1, facesOpened: 0 });
});

test('accidents happen at their device, are announced as expected alarms, and end', async () => {
  await Promise.all([
    play({ do: 'force-door', controller: 'ctl-b1u2', forMs: 50 }),
    play({ do: 'trip', sensor: 'gas-b1', forMs: 50 }),
    play({ do: 'card', reader: 'reader-b2u2', resident: 'res-20', expect: 'open', holdMs: 50 }),
  ]);
  await expect.poll(() => heardOf('ctl-b1u2'), patient).toEqual(['opened', 'forced-open', 'closed', 'forced-ended']);
  await expect.poll(() => heardOf('gas-b1'), patient).toEqual(['gas-detected', 'gas-cleared']);
  expect(score.report().alarmsExpected).toEqual(
    expect.arrayContaining([
      { type: 'door-forced', source: 'ctl-b1u2' },
      { type: 'gas', source: 'gas-b1' },
      { type: 'door-held', source: 'ctl-b2u2' },
    ]),
  );
});

/** Yards whose pictures nobody looks at: what comes and goes before each camera. */
function yards() {
  const seen: string[] = [];
  const yard = (camera: string) => ({
    enter: async (actor: YardActor) => {
      seen.push(`${actor.kind} before ${camera}`);
      return { thereAtMs: nowMs() };
    },
    leave: async () => void seen.push(`gone from ${camera}`),
    clear: () => {},
  });
  const domes = site.cameras.filter(({ kind }) => kind === 'dome-camera').map(({ id }) => id);
  const yardScenes = new Map(domes.map((id) => [id, yard(id)]));
  stage = createStage({ ...stage, cameras: { ...stage.cameras, yardScenes } });
  return seen;
}

test('who walks where nobody may, and a car on the fire lane, are announced as alarms of their camera and go again', async () => {
  const seen = yards();
  await play({ do: 'intrude', camera: 'cam-playground', forMs: 10 });
  await play({ do: 'block-fire-lane', camera: 'cam-fire-lane', forMs: 10 });
  expect(seen).toEqual([
    'person before cam-playground',
    'gone from cam-playground',
    'car before cam-fire-lane',
    'gone from cam-fire-lane',
  ]);
  expect(score.report().alarmsExpected).toEqual([
    { type: 'intrusion', source: 'cam-playground' },
    { type: 'fire-lane-blocked', source: 'cam-fire-lane' },
  ]);
});

test('each rule of the compound has somebody who breaks it before the camera that watches for it', () => {
  yards();
  expect(possibleDeeds(stage).map(({ do: deed, camera }) => `${deed} ${camera}`)).toEqual([
    'intrude cam-playground',
    'loiter cam-car-park',
    'block-fire-lane cam-fire-lane',
    'bring-e-bike cam-b2-lift',
  ]);
});

test('somebody at the terminal is told which camera has no yard', async () => {
  yards();
  await expect(obeyHand(stage, 'intrude cam-lane-in')).rejects.toThrow('the yard before cam-lane-in');
});
