import type { Ring, Title } from '../../devices/contracts/place.ts';
import type { CameraKind, SiteDevice } from '../../devices/contracts/site-file.ts';
import type { SensorKind } from '../device/sensor-models.ts';

/** The ground plan of 椴园小区 (Linden Court): what stands where. The compound is invented. */
export interface PlacedThing {
  id: string;
  ring: Ring;
  zone: string;
  name: Title;
}

const title = (zh: string, en: string): Title => ({ zh, en });

export const courtName = title('椴园小区', 'Linden Court');

export const zones: readonly { id: string; ring: Ring; name: Title }[] = [
  { id: 'pedestrian-gate', ring: 1, name: title('人行大门', 'Pedestrian gate') },
  { id: 'vehicle-gate', ring: 1, name: title('车行大门', 'Vehicle gate') },
  { id: 'perimeter', ring: 1, name: title('周界围栏', 'Perimeter fence') },
  { id: 'playground', ring: 2, name: title('儿童乐园', 'Playground') },
  { id: 'fire-lane', ring: 2, name: title('消防通道', 'Fire lane') },
  { id: 'car-park', ring: 2, name: title('停车场', 'Car park') },
  { id: 'building-1', ring: 3, name: title('1号楼', 'Building 1') },
  { id: 'building-2', ring: 3, name: title('2号楼', 'Building 2') },
];

export const units: readonly { id: string; name: Title }[] = [
  { id: 'b1u1', name: title('1号楼1单元', 'Building 1, unit 1') },
  { id: 'b1u2', name: title('1号楼2单元', 'Building 1, unit 2') },
  { id: 'b2u1', name: title('2号楼1单元', 'Building 2, unit 1') },
  { id: 'b2u2', name: title('2号楼2单元', 'Building 2, unit 2') },
];

/** Each door has a controller `ctl-…` and a reader `reader-…` of the same place; some have one inside, `reader-…-exit`. */
export interface PlannedDoor extends PlacedThing {
  place: string;
  serves: 'everyone' | readonly string[];
  takesFaces: boolean;
  /** Its reader has a keypad and an eye for QR codes. */
  takesCodes: boolean;
  exitReader: boolean;
}

const gateDoor = (place: string, name: Title, has: { faces: boolean; exitReader: boolean }): PlannedDoor => ({
  place,
  id: `door-${place}`,
  ring: 1,
  zone: 'pedestrian-gate',
  name,
  serves: 'everyone',
  takesFaces: has.faces,
  takesCodes: true,
  exitReader: has.exitReader,
});
const unitDoor = (unit: string, zone: string, name: Title, takesFaces: boolean): PlannedDoor => ({
  place: unit,
  id: `door-${unit}`,
  ring: 3,
  zone,
  name,
  serves: [unit],
  takesFaces,
  takesCodes: false,
  exitReader: false,
});

export const doors: readonly PlannedDoor[] = [
  gateDoor('gate-1', title('人行大门1号闸机', 'Gate turnstile 1'), { faces: true, exitReader: false }),
  gateDoor('gate-2', title('人行大门2号闸机', 'Gate turnstile 2'), { faces: false, exitReader: true }),
  unitDoor('b1u1', 'building-1', title('1号楼1单元门', 'Building 1 unit 1 door'), true),
  unitDoor('b1u2', 'building-1', title('1号楼2单元门', 'Building 1 unit 2 door'), false),
  unitDoor('b2u1', 'building-2', title('2号楼1单元门', 'Building 2 unit 1 door'), false),
  unitDoor('b2u2', 'building-2', title('2号楼2单元门', 'Building 2 unit 2 door'), false),
];

/** Each barrier has a controller `ctl-…`. */
export const barriers: readonly (PlacedThing & { place: string; direction: 'in' | 'out' })[] = [
  {
    place: 'lane-in',
    id: 'barrier-lane-in',
    ring: 1,
    zone: 'vehicle-gate',
    name: title('入口道闸', 'Entry barrier'),
    direction: 'in',
  },
  {
    place: 'lane-out',
    id: 'barrier-lane-out',
    ring: 1,
    zone: 'vehicle-gate',
    name: title('出口道闸', 'Exit barrier'),
    direction: 'out',
  },
];

export interface PlannedCamera extends PlacedThing {
  kind: CameraKind;
  door?: string;
  barrier?: string;
}

const camera = (
  id: string,
  kind: CameraKind,
  ring: Ring,
  zone: string,
  name: Title,
  opens: { door?: string; barrier?: string } = {},
): PlannedCamera => ({ id: `cam-${id}`, kind, ring, zone, name, ...opens });

export const cameras: readonly PlannedCamera[] = [
  camera('gate-face', 'face-camera', 1, 'pedestrian-gate', title('大门人脸', 'Gate face camera'), {
    door: 'door-gate-1',
  }),
  camera('b1u1-face', 'face-camera', 3, 'building-1', title('1-1单元人脸', 'Unit 1-1 face camera'), {
    door: 'door-b1u1',
  }),
  camera('lane-in', 'anpr-camera', 1, 'vehicle-gate', title('入口车牌', 'Entry plate camera'), {
    barrier: 'barrier-lane-in',
  }),
  camera('lane-out', 'anpr-camera', 1, 'vehicle-gate', title('出口车牌', 'Exit plate camera'), {
    barrier: 'barrier-lane-out',
  }),
  camera('playground', 'dome-camera', 2, 'playground', title('儿童乐园球机', 'Playground camera')),
  camera('fire-lane', 'dome-camera', 2, 'fire-lane', title('消防通道球机', 'Fire lane camera')),
  camera('car-park', 'dome-camera', 2, 'car-park', title('停车场球机', 'Car park camera')),
  camera('b2-lift', 'dome-camera', 3, 'building-2', title('2号楼电梯', 'Building 2 lift camera')),
];

const sensor = (id: string, kind: SensorKind, ring: Ring, zone: string, name: Title) => ({
  id,
  kind,
  ring,
  zone,
  name,
});

export const sensors: readonly (PlacedThing & { kind: SensorKind; limits?: NonNullable<SiteDevice['limits']> })[] = [
  sensor('smoke-b1u1', 'smoke', 3, 'building-1', title('1-1单元烟感', 'Smoke detector, unit 1-1')),
  sensor('smoke-b1u2', 'smoke', 3, 'building-1', title('1-2单元烟感', 'Smoke detector, unit 1-2')),
  sensor('smoke-b2u1', 'smoke', 3, 'building-2', title('2-1单元烟感', 'Smoke detector, unit 2-1')),
  sensor('smoke-b2u2', 'smoke', 3, 'building-2', title('2-2单元烟感', 'Smoke detector, unit 2-2')),
  sensor('gas-b1', 'gas', 3, 'building-1', title('1号楼燃气探测器', 'Gas detector, building 1')),
  sensor('gas-b2', 'gas', 3, 'building-2', title('2号楼燃气探测器', 'Gas detector, building 2')),
  sensor('manhole-fire-lane', 'manhole', 2, 'fire-lane', title('消防通道井盖', 'Manhole cover, fire lane')),
  sensor('manhole-car-park', 'manhole', 2, 'car-park', title('停车场井盖', 'Manhole cover, car park')),
  sensor('fence-east', 'vibration', 1, 'perimeter', title('东侧围栏', 'Fence, east side')),
  sensor('fence-north', 'vibration', 1, 'perimeter', title('北侧围栏', 'Fence, north side')),
  {
    ...sensor('water-car-park', 'water-level', 2, 'car-park', title('停车场水位计', 'Water level, car park')),
    limits: { high: 0.5, highHigh: 1 },
  },
  sensor('help-gate', 'help-button', 1, 'pedestrian-gate', title('大门求助按钮', 'Help button, gate')),
  sensor('help-playground', 'help-button', 2, 'playground', title('儿童乐园求助按钮', 'Help button, playground')),
  sensor('help-b2-lift', 'help-button', 3, 'building-2', title('2号楼电梯求助按钮', 'Help button, building 2 lift')),
  sensor('call-b1', 'call-point', 3, 'building-1', title('1号楼手动报警按钮', 'Fire call point, building 1')),
  sensor('intercom-gate', 'intercom', 1, 'pedestrian-gate', title('人行大门对讲机', 'Intercom, pedestrian gate')),
];

/** What a guard does not trip: a lift that takes orders, and the meter of somebody who lives alone and asked to be looked after. */
export const equipment: readonly (PlacedThing & Pick<SiteDevice, 'kind' | 'home' | 'inactivity'>)[] = [
  { id: 'lift-b2', kind: 'lift', ring: 3, zone: 'building-2', name: title('2号楼电梯', 'Lift, building 2') },
  {
    id: 'water-b1u2-101',
    kind: 'water-meter',
    ring: 3,
    zone: 'building-1',
    name: title('1-2单元101室水表', 'Water meter, unit 1-2, home 101'),
    home: { unit: 'b1u2', room: '101' },
    inactivity: {},
  },
];
