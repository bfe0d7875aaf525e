import type {
  ConsoleAlarm,
  ConsoleCamera,
  ConsoleChange,
  ConsoleDevice,
  ConsolePassage,
  ConsolePerception,
  ConsolePorts,
  VideoViewer,
} from '../../../gateway/console/console-ports.ts';
import { createHandFedAlarms, type GivenAlarm, type HandFedAlarms } from './hand-fed-alarms.ts';
import { createHandFedEvidence } from './hand-fed-evidence.ts';
import { createHandFedPeople } from './hand-fed-people.ts';
import { createHandFedScenes, type HandFedScenes } from './hand-fed-scenes.ts';

const noDevice = { ok: false, code: 'no-device' } as const;

/** A whole site behind the console's ports, held in memory and moved by a test's own hand. */
export interface HandFedSite {
  ports: ConsolePorts;
  raise(alarm: GivenAlarm): ConsoleAlarm;
  /** The real alarm book behind the desk: to clear, to raise again, to let time pass. */
  alarms: HandFedAlarms;
  change(change: ConsoleChange): void;
  camera(id: string, next: Partial<ConsoleCamera>): void;
  device(id: string, next: Partial<ConsoleDevice>): void;
  passage(passage: Partial<ConsolePassage>): void;
  cloud(state: 'up' | 'down', waiting: number): void;
  /** Sends to everybody who watches a camera. */
  video(camera: string): VideoViewer;
  watching(camera: string): VideoViewer[];
  listeners(): number;
  /** RTSP addresses, or whatever the MPEG-1 transcoder can open. */
  addresses: Map<string, string>;
  /** Cameras with privacy masks. */
  masked: Set<string>;
  scenes: HandFedScenes;
  setReady(problems: string[]): void;
  /** What the console has written into the ledger. */
  deeds: Deed[];
}

type Deed = Parameters<ConsolePorts['record']>[0];

const sitePerception: ConsolePerception = {
  processes: [{ index: 0, cameras: 2, rssBytes: 312_000_000, cores: 0.41 }],
  cameras: [
    {
      camera: 'cam-gate',
      ...{ framesPerSecond: 15, framesSeen: 54_000, framesDecoded: 7321, framesRested: 46_679, framesAnalysed: 2110 },
      ...{ framesDropped: 12, decoding: 'idle', wakes: { hinted: 31, late: 1, vain: 4 }, pictureAgeMs: 640 },
      stages: {
        decode: { count: 600, medianMs: 3.1, p95Ms: 6.4 },
        total: { count: 240, medianMs: 21.5, p95Ms: 60.2 },
        sighting: { count: 3, medianMs: 34, p95Ms: 70 },
      },
    },
    {
      camera: 'cam-lane-in',
      ...{ framesPerSecond: 15, framesSeen: 53_990, framesDecoded: 53_950, framesRested: 0, framesAnalysed: 940 },
      ...{ framesDropped: 40, decoding: 'rare-key-frames', wakes: { hinted: 0, late: 0, vain: 0 }, pictureAgeMs: 70 },
      stages: { decode: { count: 600, medianMs: 3.6, p95Ms: 7.7 }, total: { count: 40, medianMs: 92, p95Ms: 180 } },
    },
  ],
};

/** A 1×1 grey JPEG. */
export const tinyJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  'base64',
);

const startedAtMs = Date.now() - 3_600_000;

export const siteCameras: ConsoleCamera[] = [
  { id: 'cam-gate', kind: 'face-camera', ring: 1, name: { zh: '人行门 人脸', en: 'Pedestrian gate, faces' } },
  { id: 'cam-lane-in', kind: 'anpr-camera', ring: 1, name: { zh: '车行入口', en: 'Vehicle lane in' } },
  { id: 'cam-playground', kind: 'dome-camera', ring: 2, name: { zh: '儿童乐园', en: 'Playground' } },
  { id: 'cam-fire-lane', kind: 'dome-camera', ring: 2, name: { zh: '消防通道', en: 'Fire lane' } },
  { id: 'cam-unit-1a', kind: 'face-camera', ring: 3, name: { zh: '1 栋 A 单元', en: 'Building 1, unit A' } },
].map((camera) => ({
  ...(camera as Pick<ConsoleCamera, 'id' | 'kind' | 'ring' | 'name'>),
  state: 'streaming',
  sinceMs: startedAtMs,
}));

export const siteDevices: ConsoleDevice[] = (
  [
    [
      'gate-door',
      'door-controller',
      1,
      '人行门',
      'Pedestrian gate',
      { mode: 'Locked', contact: 'closed', alarm: 'Normal' },
    ],
    ['gate-reader', 'card-reader', 1, '人行门读卡器', 'Gate reader', {}],
    ['barrier-in', 'barrier', 1, '入口道闸', 'Entry barrier', { arm: 'closed', approach: false, safety: false }],
    ['fence-north', 'vibration', 1, '北侧围栏', 'North fence', { armed: true, battery: 88 }],
    ['manhole-3', 'manhole', 2, '3 号井盖', 'Manhole 3', { angleDegrees: 0.4, battery: 21 }],
    ['pond-level', 'water-level', 2, '景观湖', 'Pond', { metres: 1.24, battery: 97 }],
    ['smoke-1a', 'smoke', 3, '1A 楼道烟感', 'Stairwell 1A', { smoke: false, battery: 90 }],
    ['gas-1a', 'gas', 3, '1A 燃气', 'Gas 1A', { lelPercent: 0, valve: 'open' }],
    [
      'unit-1a-door',
      'door-controller',
      3,
      '1A 单元门',
      'Unit door 1A',
      { mode: 'Locked', contact: 'open', alarm: 'Normal' },
    ],
    ['help-1a', 'help-button', 3, '1A 求助按钮', 'Help button 1A', { pressed: false, battery: 72 }],
  ] as const
).map(([id, kind, ring, zh, en, values]) => ({
  id,
  kind,
  ring,
  name: { zh, en },
  state: 'online',
  sinceMs: startedAtMs,
  values,
  reportedAtMs: Date.now() - 4000,
}));

interface World {
  alarms: HandFedAlarms;
  cameras: Map<string, ConsoleCamera>;
  devices: Map<string, ConsoleDevice>;
  passages: ConsolePassage[];
  health: ReturnType<ConsolePorts['health']>;
  listeners: Set<(change: ConsoleChange) => void>;
  viewers: Map<string, Set<VideoViewer>>;
  addresses: Map<string, string>;
  masked: Set<string>;
  scenes: HandFedScenes;
  problems: string[];
  deeds: Deed[];
}

/** No doors: they have tests of their own, with a real gateway behind them. */
const handFedDoors: Pick<ConsolePorts, 'doors' | 'modes'> = {
  doors: {
    list: () => [],
    open: () => ({ ok: false, code: 'no-door' }),
    operate: () => ({ ok: false, code: 'no-door' }),
    explain: () => undefined,
    forgive: () => false,
  },
  modes: {
    list: () => ({ standing: [], ended: [] }),
    preview: async () => ({ ok: false, code: 'no-zone' }),
    apply: () => ({ ok: false, code: 'no-zone' }),
    end: () => false,
    clock: () => ({ known: true }),
    confirmClock: () => {},
  },
};

function createPorts(world: World, emit: (change: ConsoleChange) => void): ConsolePorts {
  return {
    gatewayId: 'gw-east-gate',
    site: {
      ...{ id: 'linden-court', name: { zh: '椴园小区', en: 'Linden Court' } },
      zones: [{ id: 'zone-gates', name: { zh: '出入口', en: 'Gates' } }],
    },
    record: (entry) => void world.deeds.push(entry),
    alarms: world.alarms.list,
    alarmDesk: world.alarms.desk,
    alarmSnapshot: async (id) => (world.alarms.get(id)?.hasSnapshot ? tinyJpeg : undefined),
    evidence: createHandFedEvidence((id) => world.alarms.get(id)),
    cameras: () => [...world.cameras.values()],
    devices: () => [...world.devices.values()],
    standings: { list: () => [], approve: () => noDevice, revoke: () => noDevice },
    people: createHandFedPeople(emit),
    scenes: world.scenes.ports,
    passages: (limit) => world.passages.slice(0, limit),
    ...handFedDoors,
    health: () => world.health,
    perception: () => sitePerception,
    system: () => ({
      ...{ atMs: Date.now(), upMs: 3_600_000 },
      memory: { gatewayBytes: 150_000_000, heapBytes: 40_000_000, perceptionBytes: 620_000_000 },
      disk: { totalBytes: 64_000_000_000, freeBytes: 3_000_000_000 },
      evidence: { oldestPictureMs: startedAtMs },
      clock: { known: false, problem: 'jumped' },
      storage: {},
      queues: [
        { lane: 'alarm', waiting: 0 },
        { lane: 'event', waiting: world.health.cloud.waiting },
      ],
    }),
    subscribe(listener) {
      world.listeners.add(listener);
      return () => world.listeners.delete(listener);
    },
    watch(camera, viewer) {
      if (!world.cameras.has(camera)) return undefined;
      const viewers = world.viewers.get(camera) ?? new Set();
      world.viewers.set(camera, viewers.add(viewer));
      return () => viewers.delete(viewer);
    },
    cameraSnapshot: async (camera) => (world.cameras.get(camera)?.state === 'streaming' ? tinyJpeg : undefined),
    cameraUrl: (camera) => world.addresses.get(camera),
    cameraMasked: (camera) => world.masked.has(camera),
    metrics: async () => '# HELP ringward_up Up\n# TYPE ringward_up gauge\nringward_up 1\n',
    ready: () => ({ ok: world.problems.length === 0, problems: world.problems }),
  };
}

/** Every viewer of one camera as one. */
function createBroadcast(world: World, camera: string): VideoViewer {
  const all = () => [...(world.viewers.get(camera) ?? [])];
  return {
    init: (bytes) => all().forEach((viewer) => void viewer.init(bytes)),
    chunk: (bytes, key) => all().forEach((viewer) => void viewer.chunk(bytes, key)),
    ended: (reason) => all().forEach((viewer) => void viewer.ended(reason)),
  };
}

function createWorld(cameras: ConsoleCamera[], devices: ConsoleDevice[], emit: (change: ConsoleChange) => void): World {
  const names = new Map([...cameras, ...devices].map(({ id, name }) => [id, name]));
  const deeds: Deed[] = [];
  const alarms = createHandFedAlarms({
    nameOf: (source) => (source === 'gate-door' ? { zh: '人行门', en: 'Pedestrian gate' } : names.get(source)),
    emit,
    record: (entry) => void deeds.push(entry),
  });
  return {
    alarms,
    cameras: new Map(cameras.map((camera) => [camera.id, camera])),
    devices: new Map(devices.map((device) => [device.id, device])),
    passages: [],
    health: {
      startedAtMs,
      version: '0.1.0',
      cloud: { state: 'up', sinceMs: startedAtMs, waiting: 0 },
      broker: { clients: devices.length, refused: 0 },
      counters: {},
    },
    listeners: new Set(),
    viewers: new Map(),
    addresses: new Map(),
    masked: new Set(),
    scenes: createHandFedScenes(cameras),
    problems: [],
    deeds,
  };
}

export function createHandFedSite(cameras = siteCameras, devices = siteDevices): HandFedSite {
  let serial = 0;
  const emit = (change: ConsoleChange) => {
    for (const listener of world.listeners) listener(change);
  };
  const world = createWorld(cameras, devices, emit);
  return {
    ports: createPorts(world, emit),
    addresses: world.addresses,
    masked: world.masked,
    scenes: world.scenes,
    deeds: world.deeds,
    watching: (camera) => [...(world.viewers.get(camera) ?? [])],
    listeners: () => world.listeners.size,
    video: (camera) => createBroadcast(world, camera),
    setReady: (problems) => {
      world.problems = problems;
    },
    change: emit,
    raise: world.alarms.raise,
    alarms: world.alarms,
    camera(id, next) {
      const camera = { ...world.cameras.get(id)!, ...next };
      world.cameras.set(id, camera);
      emit({ kind: 'camera', camera });
    },
    device(id, next) {
      const device = { ...world.devices.get(id)!, ...next };
      world.devices.set(id, device);
      emit({ kind: 'device', device });
    },
    passage(given) {
      serial += 1;
      const passage: ConsolePassage = {
        id: `passage${serial}`,
        atMs: Date.now(),
        ring: 1,
        source: 'gate-door',
        sourceName: { zh: '人行门', en: 'Pedestrian gate' },
        method: 'card',
        outcome: 'granted',
        reason: 'granted',
        ...given,
      };
      world.passages.unshift(passage);
      emit({ kind: 'passage', passage });
    },
    cloud(state, waiting) {
      world.health = { ...world.health, cloud: { state, sinceMs: Date.now(), waiting } };
      emit({ kind: 'health', health: world.health });
    },
  };
}
