import { createDeviceSim, type DeviceSim, type DeviceSimOptions, withBackchannel } from './device-sim.ts';
import { type SensorKind, type SensorModel, type SensorReadings, sensorModels } from './sensor-models.ts';

/** A sensor of any kind. */
export interface SensorSim<Kind extends SensorKind = SensorKind> extends DeviceSim {
  readonly kind: Kind;
  /** Whether its alarm stands. */
  readonly alarm: boolean;
  readonly reading: SensorReadings[Kind];
  /** The world around the sensor is so. */
  sense(reading: SensorReadings[Kind]): void;
  /** Somebody presses its reset: a latched alarm ends if its cause has gone. */
  reset(): void;
  /** Something that raises its alarm; and all well again, reset included. */
  trip(): void;
  clear(): void;
  /** Its test button: smoke detectors only, no alarm. */
  test(): void;
}

const fullBattery = 96;

export function createSensorSim<Kind extends SensorKind>(
  options: DeviceSimOptions & { device: { kind: Kind } },
): SensorSim<Kind> {
  const model: SensorModel<SensorReadings[Kind]> = sensorModels[options.device.kind];
  let reading = model.calm;
  let alarm = false;
  const { sim, wire } = createDeviceSim(options, {
    values: () => ({ ...model.values(reading, alarm), battery: fullBattery }),
    actions: {},
    // What happened in the dark is noticed when the power is back.
    powerRestored: () => settle(model.latched && alarm),
  });
  const settle = (latch: boolean) => {
    const stands = model.judge(reading, alarm) || latch;
    const event = stands === alarm ? undefined : stands ? model.raised(reading) : model.cleared(reading);
    alarm = stands;
    if (event) wire.emit(event.type, event.data);
    wire.changed();
  };
  const sense = (measured: SensorReadings[Kind]) => {
    reading = measured;
    if (sim.powered) settle(model.latched && alarm);
  };
  const reset = () => {
    if (sim.powered && model.latched) settle(false);
  };
  return withBackchannel(sim, {
    get alarm() {
      return alarm;
    },
    get reading() {
      return reading;
    },
    sense,
    reset,
    trip: () => sense(model.alarming),
    clear: () => {
      sense(model.calm);
      reset();
    },
    test: () => {
      if (options.device.kind === 'smoke') wire.emit('tested');
    },
  });
}
