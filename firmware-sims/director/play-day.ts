import { pause } from '../device/sim-clock.ts';
import { tryScene } from './perform.ts';
import type { StepAction } from './plan-step.ts';
import type { Stage } from './stage.ts';
import { possibleDeeds } from './yard-steps.ts';

/** A human pace in fast motion: somebody every few seconds, an alarm every few minutes. */
const betweenVisitsMs = { least: 3000, spread: 7000 };
const betweenAccidentsMs = { least: 120_000, spread: 180_000 };
const firstAccidentMs = 30_000;
const accidentMs = { least: 20_000, spread: 20_000 };
/** Out of a hundred accidents, those that somebody does before an overview camera; the first is one, too. */
const deedShare = 50;
/** Out of a hundred visits. */
const shares = { face: 40, card: 70, car: 94, stranger: 97 };

/** People come and go, and now and then something goes off, until the stage's signal ends the day. */
export async function playDay(stage: Stage): Promise<void> {
  await Promise.all([playVisits(stage), playAccidents(stage)]);
}

async function playVisits(stage: Stage): Promise<void> {
  const { signal, random } = stage;
  // Whoever starts the demo sees first a door that opens and then one that does not.
  const prologue = [residentAtFaceDoor, strangerAtFaceDoor];
  while (!signal.aborted) {
    const next = (prologue.shift() ?? drawVisit)(stage);
    if (next) await tryScene(stage, next);
    await pause(betweenVisitsMs.least + random.int(betweenVisitsMs.spread), signal);
  }
}

async function playAccidents(stage: Stage): Promise<void> {
  const { signal, random } = stage;
  const [firstDeed] = possibleDeeds(stage);
  const prologue = firstDeed ? [firstDeed] : [];
  let waitMs = firstAccidentMs;
  while (!signal.aborted) {
    await pause(waitMs, signal);
    waitMs = betweenAccidentsMs.least + random.int(betweenAccidentsMs.spread);
    if (signal.aborted) return;
    const accident = prologue.shift() ?? drawAccident(stage);
    if (!accident) return;
    await tryScene(stage, accident);
  }
}

/** Two of these evacuate a building until a guard takes it back: no everyday matter. */
const alight: ReadonlySet<string> = new Set(['smoke', 'call-point']);

/** Undefined where there is neither a sensor nor a rule. */
function drawAccident(stage: Stage): StepAction | undefined {
  const { random, devices } = stage;
  const sensors = [...devices.sensors.values()].filter(({ kind }) => !alight.has(kind)).map(({ id }) => id);
  const deeds = possibleDeeds(stage);
  if (deeds.length > 0 && (sensors.length === 0 || random.int(100) < deedShare)) return random.pick(deeds);
  if (sensors.length === 0) return undefined;
  return { do: 'trip', sensor: random.pick(sensors), forMs: accidentMs.least + random.int(accidentMs.spread) };
}

function drawVisit(stage: Stage): StepAction | undefined {
  const { random, site, devices } = stage;
  const lot = random.int(100);
  if (lot < shares.face) return residentAtFaceDoor(stage);
  if (lot < shares.card) return residentWithCard(stage);
  if (lot < shares.car) {
    const drivers = site.residents.filter(({ plates }) => plates?.length);
    const lanes = [...stage.cameras.laneScenes.keys()];
    if (drivers.length === 0 || lanes.length === 0) return undefined;
    return { do: 'drive', camera: random.pick(lanes), resident: random.pick(drivers).id };
  }
  if (lot < shares.stranger) return strangerAtFaceDoor(stage);
  return devices.readers.size > 0
    ? { do: 'unknown-card', reader: random.pick([...devices.readers.keys()]) }
    : undefined;
}

function strangerAtFaceDoor({ random, cameras, cast }: Stage): StepAction | undefined {
  const faceCameras = [...cameras.doorScenes.keys()];
  if (faceCameras.length === 0 || cast.strangers.length === 0) return undefined;
  return { do: 'stranger', camera: random.pick(faceCameras), stranger: random.int(cast.strangers.length) };
}

function residentAtFaceDoor(stage: Stage): StepAction | undefined {
  const { random, site, cast } = stage;
  const cameras = [...stage.cameras.doorScenes.keys()].filter(
    (id) => site.cameras.find((camera) => camera.id === id)?.door !== undefined,
  );
  if (cameras.length === 0) return undefined;
  const camera = random.pick(cameras);
  const { serves } = stage.doorBehind(camera).door;
  const welcome = site.residents.filter(
    ({ id, home }) => cast.residents[id] !== undefined && (serves === 'everyone' || serves.includes(home.unit)),
  );
  if (welcome.length === 0) return undefined;
  return { do: 'face', camera, resident: random.pick(welcome).id, expect: 'open' };
}

function residentWithCard(stage: Stage): StepAction | undefined {
  const { random, site } = stage;
  const holders = site.residents.filter(({ cards }) => cards?.length);
  const readers = [...stage.devices.readers.keys()];
  if (holders.length === 0 || readers.length === 0) return undefined;
  const reader = random.pick(readers);
  const { serves } = stage.doorOfReader(reader).door;
  const welcome = holders.filter(({ home }) => serves === 'everyone' || serves.includes(home.unit));
  return welcome.length === 0 ? undefined : { do: 'card', reader, resident: random.pick(welcome).id, expect: 'open' };
}
