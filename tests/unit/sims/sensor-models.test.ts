import { expect, test } from 'vitest';
import { createParser } from '../../../devices/contracts/parse.ts';
import { deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import {
  type SensorKind,
  type SensorModel,
  sensorKinds,
  sensorModels,
} from '../../../firmware-sims/device/sensor-models.ts';

const modelOf = (kind: SensorKind) => sensorModels[kind] as SensorModel<unknown>;

test.each(sensorKinds)('a simulated %s says what its profile says that it can', (kind) => {
  const model = modelOf(kind);
  const profile = deviceProfiles[kind];
  const raised = model.raised(model.alarming);
  const cleared = model.cleared(model.calm);
  expect(createParser(profile.events[raised.type]!.data)(raised.data)).toMatchObject({ ok: true });
  expect(createParser(profile.events[cleared.type]!.data)(cleared.data)).toMatchObject({ ok: true });
  expect(profile.events[raised.type]!.raises).toBeDefined();
  expect(profile.events[cleared.type]!.clears).toBe(profile.events[raised.type]!.raises);
  for (const [reading, stands] of [
    [model.calm, false],
    [model.alarming, true],
  ] as const) {
    expect(createParser(profile.state)(model.values(reading, stands))).toMatchObject({ ok: true });
    expect(model.judge(reading, false)).toBe(stands);
  }
});

test('a gas reading on the edge does not switch the alarm on and off', () => {
  const { judge } = sensorModels.gas;
  expect(judge({ lelPercent: 10 }, false)).toBe(false);
  expect(judge({ lelPercent: 11 }, false)).toBe(true);
  expect(judge({ lelPercent: 6 }, true)).toBe(true);
  expect(judge({ lelPercent: 4 }, true)).toBe(false);
});

test('a lorry that shakes the fence a little is no climber, but a cut cable always is an alarm', () => {
  const { judge } = sensorModels.vibration;
  expect(judge({ cause: 'climb', strength: 0.1 }, false)).toBe(false);
  expect(judge({ cause: 'cut', strength: 0 }, false)).toBe(true);
});
