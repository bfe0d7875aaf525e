import { describe, expect, test } from 'vitest';
import { deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import { people } from '../../../firmware-sims/assets/people.ts';
import { cameras } from '../../../firmware-sims/compound/linden-court-plan.ts';
import { drawLindenCourt } from '../../../firmware-sims/compound/linden-court-site.ts';
import { gatewayGap, minuteMs, planMinute } from '../../../firmware-sims/director/plan-minute.ts';
import { type PlanStep, placeOfStep, settledWithinMs } from '../../../firmware-sims/director/plan-step.ts';

const { site, cast } = drawLindenCourt(
  {
    mqttPort: 1883,
    consolePort: 8080,
    cameraUrls: Object.fromEntries(cameras.map(({ id }) => [id, 'rtsp://127.0.0.1/live'])),
  },
  people,
);
const plan = planMinute(site, cast);
const isDone = <Kind extends PlanStep['do']>(kind: Kind) =>
  plan.filter((step): step is Extract<PlanStep, { do: Kind }> => step.do === kind);
const asksToPass = (step: PlanStep) =>
  ['face', 'stranger', 'card', 'unknown-card', 'drive', 'unknown-vehicle'].includes(step.do);
const home = (resident: string) => site.residents.find(({ id }) => id === resident)!.home.unit;
const doorServes = (door: string | undefined) => site.doors.find(({ id }) => id === door)!.serves;
const mayPass = (resident: string, door: string | undefined) => {
  const serves = doorServes(door);
  return serves === 'everyone' || serves.includes(home(resident));
};

describe('the scripted minute holds', () => {
  test.each(['cam-gate-face', 'cam-b1u1-face'])('six residents or more at %s', (camera) => {
    const steps = isDone('face').filter((step) => step.camera === camera && step.expect === 'open');
    expect(steps.length).toBeGreaterThanOrEqual(6);
    expect(new Set(steps.map(({ resident }) => resident)).size).toBeGreaterThanOrEqual(6);
  });

  test('two strangers, who are not the same, and a resident at a door that is not theirs', () => {
    expect(new Set(isDone('stranger').map(({ stranger }) => cast.strangers[stranger])).size).toBe(2);
    expect(isDone('face').filter(({ expect: wanted }) => wanted === 'denied')).toHaveLength(1);
  });

  test('eight cards or more, some unknown and some at the wrong door', () => {
    expect(isDone('card').filter(({ expect: wanted }) => wanted === 'open').length).toBeGreaterThanOrEqual(8);
    expect(isDone('card').some(({ expect: wanted }) => wanted === 'denied')).toBe(true);
    expect(isDone('unknown-card').length).toBeGreaterThan(0);
  });

  test('five vehicles or more, in and out, of all three plate colours, and one that nobody knows', () => {
    const drives = isDone('drive');
    expect(drives.length).toBeGreaterThanOrEqual(5);
    expect(new Set(drives.map(({ camera }) => camera))).toEqual(new Set(['cam-lane-in', 'cam-lane-out']));
    const colours = drives.map(({ resident }) => {
      const plates = site.residents.find(({ id }) => id === resident)?.plates ?? [];
      return cast.plates.find(({ plate }) => plates.includes(plate))?.colour;
    });
    expect(new Set(colours)).toEqual(new Set(['blue', 'green', 'yellow']));
    expect(isDone('unknown-vehicle')).toHaveLength(1);
  });

  test('somebody who walks into the closed area, and a car on the fire lane, each before a camera that watches for it', () => {
    const rulesOf = (camera: string) => site.cameras.find(({ id }) => id === camera)?.scene?.rules ?? [];
    const deeds = plan.flatMap((step) => (step.do === 'intrude' || step.do === 'block-fire-lane' ? [step] : []));
    expect(deeds.map(({ do: deed }) => deed)).toEqual(['block-fire-lane', 'intrude']);
    const [car, intruder] = deeds;
    expect(rulesOf(intruder!.camera).some(({ kind }) => kind === 'intrusion')).toBe(true);
    const rule = rulesOf(car!.camera).find((one) => one.kind === 'fire-lane');
    // Until the warning, and a few seconds until the car is seen and known to stand.
    expect(car!.forMs).toBeGreaterThan((rule!.warnAfterS! + 4) * 1000);
    const away = isDone('lose-camera').map(({ camera }) => camera);
    for (const { camera, ...deed } of deeds) {
      expect(away).not.toContain(camera);
      expect(deed.atMs + 6500 + deed.forMs).toBeLessThan(gatewayGap.fromMs);
    }
  });

  test('a forced door, a held door, a lost device, a lost camera, and a sensor of every kind', () => {
    expect(isDone('force-door')).toHaveLength(1);
    expect(isDone('card').some(({ holdMs }) => holdMs !== undefined && holdMs > 4500)).toBe(true);
    expect(isDone('lose-power')).toHaveLength(1);
    expect(isDone('lose-camera')).toHaveLength(1);
    const tripped = isDone('trip').map(({ sensor }) => site.devices.find(({ id }) => id === sensor)!.kind);
    const sensors = Object.keys(deviceProfiles).filter(
      // A call point would evacuate its building for the rest of the minute.
      (kind) =>
        !['door-controller', 'card-reader', 'barrier', 'lift', 'water-meter', 'parking-bay', 'call-point'].includes(
          kind,
        ),
    );
    expect(new Set(tripped)).toEqual(new Set(sensors));
  });
});

describe('the scripted minute is fair', () => {
  test('whoever is expected to pass may, and whoever is expected to be refused may not', () => {
    for (const { resident, camera, expect: wanted } of isDone('face')) {
      expect(cast.residents[resident]).toBeDefined();
      const { door } = site.cameras.find(({ id }) => id === camera)!;
      expect(mayPass(resident, door)).toBe(wanted === 'open');
    }
    for (const { resident, reader, expect: wanted } of isDone('card')) {
      const { door } = site.devices.find(({ id }) => id === reader)!;
      expect(mayPass(resident, door), `${resident} at ${reader}`).toBe(wanted === 'open');
    }
  });

  test('everything fits into the minute', () => {
    for (const step of plan) expect(step.atMs + settledWithinMs(step)).toBeLessThan(minuteMs);
    expect(plan.map(({ atMs }) => atMs)).toEqual(plan.map(({ atMs }) => atMs).sort((a, b) => a - b));
  });

  test('nobody asks to pass while the gateway is away', () => {
    for (const step of plan.filter(asksToPass)) {
      const settled = step.atMs + settledWithinMs(step) <= gatewayGap.fromMs;
      expect(settled || step.atMs >= gatewayGap.toMs, `${step.do} at ${step.atMs}`).toBe(true);
    }
  });

  test('while the gateway is away a resident and somebody with an unknown card ask the controllers alone', () => {
    const { fromMs, toMs } = gatewayGap;
    const alone = isDone('card-alone');
    expect(alone.map(({ resident }) => resident !== undefined)).toEqual([true, false]);
    for (const step of alone) {
      expect(step.atMs).toBeGreaterThan(fromMs + 500);
      expect(step.atMs + settledWithinMs(step)).toBeLessThan(toMs);
    }
  });

  test('four sensors go off while the gateway is away, and nothing ends in the gap that it must have seen standing', () => {
    const { fromMs, toMs } = gatewayGap;
    expect(isDone('trip').filter(({ atMs }) => atMs > fromMs && atMs < toMs)).toHaveLength(4);
    const away = [...isDone('lose-power'), ...isDone('lose-camera')];
    for (const { atMs, forMs } of away) expect(atMs + forMs).toBeLessThan(fromMs - 10_000);
  });

  test('nothing is lost for so short that nobody could notice: ten seconds and more', () => {
    for (const { forMs } of [...isDone('lose-power'), ...isDone('lose-camera')]) expect(forMs).toBeGreaterThan(10_000);
  });

  test('at one place one thing happens after the other', () => {
    const places = Map.groupBy(plan, placeOfStep);
    for (const [place, steps] of places) {
      for (const [index, step] of steps.entries()) {
        const next = steps[index + 1];
        if (next) expect(next.atMs, `${place} at ${next.atMs}`).toBeGreaterThanOrEqual(step.atMs + 2900);
      }
    }
  });

  test('a door where a card is held up is not at the same time expected to stay closed for somebody else', () => {
    const doorOf = (step: PlanStep) =>
      'reader' in step
        ? site.devices.find(({ id }) => id === step.reader)?.door
        : 'camera' in step
          ? site.cameras.find(({ id }) => id === step.camera)?.door
          : undefined;
    const opens = plan.filter((step) => (step.do === 'card' || step.do === 'face') && step.expect === 'open');
    const closed = plan.filter((step) => asksToPass(step) && !opens.includes(step) && doorOf(step));
    for (const one of closed) {
      for (const other of opens.filter((step) => doorOf(step) === doorOf(one))) {
        const apart =
          other.atMs >= one.atMs + settledWithinMs(one) ||
          one.atMs >= other.atMs + Math.min(settledWithinMs(other), 3000);
        expect(apart, `${one.do} at ${one.atMs}, ${other.do} at ${other.atMs}`).toBe(true);
      }
    }
  });
});
