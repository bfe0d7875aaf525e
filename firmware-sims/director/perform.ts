import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { Title } from '../../devices/contracts/place.ts';
import { toVehicle } from '../../devices/contracts/plates.ts';
import { deviceProfiles } from '../../devices/profiles/catalogue.ts';
import { generalEvents } from '../../devices/profiles/device-profile.ts';
import { type DrawnPlate, drawPlate, looksGreen } from '../compound/draw-plate.ts';
import { drawUnknownCard } from '../compound/linden-court-site.ts';
import { nowMs, pause } from '../device/sim-clock.ts';
import type { StepAction } from './plan-step.ts';
import { tempo } from './plan-step.ts';
import type { Stage } from './stage.ts';
import { actInYard } from './yard-steps.ts';

const cardHolder: Title = { zh: '持未知卡的人', en: 'Somebody with an unknown card' };

/** Does one step and resolves when its place is as it was before. */
export async function perform(stage: Stage, step: StepAction): Promise<void> {
  switch (step.do) {
    case 'face': {
      const denied = step.expect === 'denied' ? 'person-denied' : undefined;
      const person = stage.cast.residents[step.resident];
      if (person === undefined) throw new Error(`${step.resident} has no photo`);
      return comeByFace(stage, step.camera, person, bothNames(stage, step.resident), denied);
    }
    case 'stranger': {
      const person = stage.cast.strangers[step.stranger];
      if (person === undefined) throw new Error(`there is no stranger ${step.stranger}`);
      return comeByFace(stage, step.camera, person, { zh: '陌生人', en: 'A stranger' }, 'person-unknown');
    }
    case 'card': {
      const card = stage.resident(step.resident).cards?.[0];
      if (card === undefined) throw new Error(`${step.resident} has no card`);
      const who = bothNames(stage, step.resident);
      return comeByCard(stage, step.reader, card, who, step.expect === 'denied', step.holdMs);
    }
    case 'unknown-card': {
      return comeByCard(stage, step.reader, drawUnknownCard(stage.random), cardHolder, true);
    }
    case 'card-alone':
      return comeWhileAlone(stage, step.reader, step.resident);
    case 'drive': {
      const { name, plates } = stage.resident(step.resident);
      const vehicle = plates?.[0];
      if (vehicle === undefined) throw new Error(`${step.resident} has no vehicle`);
      const { plate } = toVehicle(vehicle);
      return comeByCar(stage, step.camera, paint(stage, plate), { zh: `${name}的车`, en: `The car of ${name}` }, false);
    }
    case 'unknown-vehicle': {
      const vehicle = drawPlate(stage.random, 'blue');
      return comeByCar(stage, step.camera, vehicle, { zh: '未登记的车', en: 'An unknown car' }, true);
    }
    case 'intrude':
    case 'loiter':
    case 'block-fire-lane':
    case 'bring-e-bike':
      return actInYard(stage, step);
    default:
      return haveAccident(stage, step);
  }
}

/** A scene that breaks off is told, and does not end the play. */
export async function tryScene(stage: Stage, step: StepAction): Promise<void> {
  try {
    await perform(stage, step);
  } catch (error) {
    if (stage.signal.aborted) return;
    const what = error instanceof Error ? error.message : String(error);
    stage.say({ zh: `剧情中断（${step.do}）：${what}`, en: `A scene broke off (${step.do}): ${what}` });
  }
}

type Accident = Extract<StepAction, { do: 'force-door' | 'trip' | 'lose-power' | 'lose-camera' }>;

async function comeByFace(
  stage: Stage,
  camera: string,
  person: string,
  who: Title,
  refusal?: AlarmType,
): Promise<void> {
  const { door, lock, scene } = stage.doorBehind(camera);
  const stayMs = refusal === undefined ? tempo.patienceMs : tempo.strangerStaysMs;
  stage.say({ zh: `${who.zh}走到${door.name.zh}前`, en: `${who.en} walks up to ${door.name.en}` });
  const stimulus = stage.score.begin({ kind: 'face', target: door.id, ...expectation(refusal) });
  try {
    const walk = { approachMs: tempo.walkUpMs, stayMs: stayMs + 1000 };
    const { inFrontAtMs } = await scene.walkUp(stage.photo(person), walk);
    stimulus.happened(inFrontAtMs, inFrontAtMs - tempo.walkUpMs);
    const opened = await stimulus.opens(stayMs);
    sayOutcome(stage, door.name, opened);
    if (opened) {
      await pause(tempo.stepInMs);
      await lock.walkThrough();
    }
  } finally {
    scene.clear();
    stimulus.over();
  }
}

async function comeByCard(
  stage: Stage,
  readerId: string,
  card: string,
  who: Title,
  denied: boolean,
  holdMs?: number,
): Promise<void> {
  const { door, lock, reader } = stage.doorOfReader(readerId);
  stage.say({ zh: `${who.zh}在${door.name.zh}刷卡`, en: `${who.en} presents a card at ${door.name.en}` });
  const refusal = denied ? 'person-denied' : undefined;
  const stimulus = stage.score.begin({ kind: 'card', target: door.id, ...expectation(refusal) });
  stimulus.happened(reader.presentCard(card).presentedAtMs);
  const opened = await stimulus.opens(tempo.cardPatienceMs);
  sayOutcome(stage, door.name, opened);
  if (opened && holdMs !== undefined) await holdOpen(stage, lock.id, holdMs);
  else if (opened) await lock.walkThrough();
  stimulus.over();
}

const lockCheckMs = 20;

/** No gateway answers: the controller lets residents in by the rights that it holds, and nobody else. */
async function comeWhileAlone(stage: Stage, readerId: string, resident: string | undefined): Promise<void> {
  const { door, lock, reader } = stage.doorOfReader(readerId);
  const [who, card] =
    resident === undefined
      ? [cardHolder, drawUnknownCard(stage.random)]
      : [bothNames(stage, resident), stage.resident(resident).cards?.[0]];
  if (card === undefined) throw new Error(`${resident} has no card`);
  stage.say({
    zh: `网关不在线，${who.zh}在${door.name.zh}刷卡`,
    en: `With no gateway, ${who.en} presents a card at ${door.name.en}`,
  });
  const expect = resident === undefined ? 'stay-closed' : 'open';
  const stimulus = stage.score.begin({ kind: 'alone', target: door.id, expect });
  const before = lock.decidedAlone;
  const { presentedAtMs } = reader.presentCard(card);
  stimulus.happened(presentedAtMs);
  const isWaiting = () => !lock.released && nowMs() < presentedAtMs + tempo.alonePatienceMs;
  while (isWaiting()) await pause(lockCheckMs);
  const opened = lock.released;
  if (lock.decidedAlone > before) stimulus.decidedAlone(opened);
  sayOutcome(stage, door.name, opened);
  await lock.walkThrough();
  stimulus.over();
}

function bothNames(stage: Stage, resident: string): Title {
  const { name } = stage.resident(resident);
  return { zh: name, en: name };
}

async function holdOpen(stage: Stage, controller: string, forMs: number): Promise<void> {
  const { door, lock } = stage.doorOfController(controller);
  expectAlarm(stage, 'door-held', controller);
  stage.say({ zh: `${door.name.zh}被撑住不关`, en: `${door.name.en} is held open` });
  lock.openDoor();
  await pause(forMs, stage.signal);
  lock.closeDoor();
}

const armPatienceMs = 2500;
const armCheckMs = 20;

async function comeByCar(
  stage: Stage,
  camera: string,
  vehicle: DrawnPlate,
  who: Title,
  unknown: boolean,
): Promise<void> {
  const { barrier, arm, scene } = stage.laneOf(camera);
  stage.say({ zh: `${who.zh}驶向${barrier.name.zh}`, en: `${who.en} drives up to ${barrier.name.en}` });
  const refusal = unknown ? 'vehicle-unknown' : undefined;
  const stimulus = stage.score.begin({ kind: 'plate', target: barrier.id, ...expectation(refusal) });
  try {
    const { atLoopAtMs } = await scene.driveUp(vehicle, { approachMs: tempo.driveUpMs });
    arm.driveOnLoop();
    stimulus.happened(Math.max(atLoopAtMs, nowMs()));
    const opened = await stimulus.opens(tempo.patienceMs);
    sayOutcome(stage, barrier.name, opened);
    if (opened) {
      for (let waitedMs = 0; arm.arm !== 'open' && waitedMs < armPatienceMs; waitedMs += armCheckMs)
        await pause(armCheckMs);
      await Promise.all([
        scene.leave({ leaveMs: tempo.driveOffMs }),
        arm.driveThrough({ underArmMs: tempo.driveOffMs }),
      ]);
    }
  } finally {
    // Whoever was not let in turns back.
    scene.clear();
    if (arm.approach) arm.backOff();
    stimulus.over();
  }
}

/** The colour of a registered plate; the simulation knows it, the register does not. */
function paint(stage: Stage, plate: string): DrawnPlate {
  const known = stage.cast.plates.find((candidate) => candidate.plate === plate);
  return known ?? { plate, colour: looksGreen(plate) ? 'green' : 'blue' };
}

async function haveAccident(stage: Stage, step: Accident): Promise<void> {
  const wait = () => pause(step.forMs, stage.signal);
  switch (step.do) {
    case 'force-door': {
      const { door, lock } = stage.doorOfController(step.controller);
      expectAlarm(stage, 'door-forced', lock.id);
      stage.say({ zh: `${door.name.zh}被强行打开`, en: `${door.name.en} is forced open` });
      lock.openDoor();
      await wait();
      return lock.closeDoor();
    }
    case 'trip': {
      const sensor = stage.sensor(step.sensor);
      const { name, kind } = sensor;
      for (const [type, { raises }] of Object.entries(deviceProfiles[kind].events))
        if (raises && !(type in generalEvents)) expectAlarm(stage, raises, sensor.id);
      stage.say({ zh: `${name.zh}报警`, en: `${name.en} goes off` });
      sensor.trip();
      await wait();
      stage.say({ zh: `${name.zh}恢复正常`, en: `${name.en} is well again` });
      return sensor.clear();
    }
    case 'lose-power': {
      const device = stage.devices.all.get(step.device);
      if (!device) throw new Error(`there is no device ${step.device}`);
      expectAlarm(stage, 'device-lost', device.id);
      stage.say({ zh: `${device.name.zh}断电`, en: `${device.name.en} loses its power` });
      device.losePower();
      await wait();
      stage.say({ zh: `${device.name.zh}恢复供电`, en: `${device.name.en} has power again` });
      return device.restorePower();
    }
    case 'lose-camera': {
      const { camera, name } = stage.camera(step.camera);
      expectAlarm(stage, 'camera-lost', camera.id);
      stage.say({ zh: `${name.zh}消失`, en: `${name.en} is gone` });
      await camera.fault('gone');
      await wait();
      stage.say({ zh: `${name.zh}回来了`, en: `${name.en} is back` });
      return camera.fault('none');
    }
  }
}

function expectation(refusal: AlarmType | undefined) {
  return refusal === undefined ? { expect: 'open' as const } : { expect: 'stay-closed' as const, alarmType: refusal };
}

function expectAlarm(stage: Stage, alarmType: AlarmType, target: string): void {
  stage.score.begin({ kind: 'alarm', target, expect: 'alarm', alarmType }).over();
}

function sayOutcome(stage: Stage, { zh, en }: Title, opened: boolean): void {
  stage.say(opened ? { zh: `${zh}开了`, en: `${en} opens` } : { zh: `${zh}没有开`, en: `${en} stays closed` });
}
