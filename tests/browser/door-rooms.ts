import { onTestFinished } from 'vitest';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { toSitePlan } from '../../gateway/compose/site-plan.ts';
import type { ConsoleDevice, ConsolePorts } from '../../gateway/console/console-ports.ts';
import { guardedSite } from '../fixtures/guarded-site.ts';
import { type AccessPlay, playAccess } from '../fixtures/play-access.ts';
import { fakeClock } from '../fixtures/quiet.ts';
import { createHandFedSite, type HandFedSite, siteCameras } from '../scenario/console/hand-fed-site.ts';

/** The room of doors with the real decision behind it; its controllers answer as the test lets them. */
export interface DoorRooms {
  site: HandFedSite;
  play: AccessPlay;
  /** Devices that refuse what they are sent, with the reason. */
  refusing: Map<string, string>;
  ports: Pick<ConsolePorts, 'doors' | 'modes' | 'plan'>;
}

const answerEveryMs = 100;

const words: Record<string, [zh: string, en: string]> = {
  gate: ['人行大门', 'Pedestrian gate'],
  'u1-door': ['1 单元门', 'Unit 1 door'],
  lane: ['车行入口道闸', 'Entry barrier'],
  garage: ['地下车库门', 'Garage door'],
  bikes: ['自行车库门', 'Bicycle room'],
  outer: ['值班室外门', 'Guard room, outer door'],
  inner: ['值班室内门', 'Guard room, inner door'],
};

const places: Record<string, [x: number, y: number]> = {
  gate: [20, 54],
  lane: [62, 54],
  'u1-door': [24, 18],
  garage: [50, 16],
  bikes: [40, 10],
  outer: [30, 9],
  inner: [34, 12],
};

const square = (left: number, top: number, right: number, bottom: number): [number, number][] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];
const outlines = { gate: square(4, 44, 96, 58), yard: square(4, 22, 96, 42), b1: square(14, 6, 60, 18) };

/** The guarded site, drawn on 100 × 60 m, with names as a site has them. */
function drawnSite(): SiteFile {
  const site = guardedSite();
  const drawn = <T extends { id: string; name: SiteFile['site']['name'] }>(place: T) => {
    const [zh, en] = words[place.id]!;
    const [x, y] = places[place.id]!;
    return { ...place, name: { zh, en }, at: { x, y } };
  };
  return {
    ...site,
    plan: { widthM: 100, heightM: 60 },
    zones: site.zones.map((zone) => ({ ...zone, outline: outlines[zone.id as keyof typeof outlines] })),
    doors: site.doors.map(drawn),
    barriers: site.barriers.map(drawn),
  };
}

const toConsoleDevice = ({ id, kind, ring, name }: SiteFile['devices'][number]): ConsoleDevice => ({
  ...{ id, kind, ring, name, state: 'online', sinceMs: Date.now() - 3_600_000, values: {}, reportedAtMs: Date.now() },
});

/** Controllers that answer at once, each with the state that it then has, as the simulated ones do. */
function letDevicesAnswer(play: AccessPlay, refusing: ReadonlyMap<string, string>): () => void {
  const modes: Record<string, string> = {
    'lock-open': 'LockedOpen',
    'lock-open-release': 'Locked',
    access: 'Accessed',
  };
  let answered = 0;
  const timer = setInterval(() => {
    for (; answered < play.sent.length; answered += 1) {
      const command = play.sent[answered]!;
      const reason = refusing.get(command.device);
      play.ack(command, reason === undefined ? 'done' : 'refused', reason);
      const mode = modes[command.action];
      if (reason !== undefined || mode === undefined) continue;
      const isBarrier = play.site.barriers.some(({ controller }) => controller === command.device);
      const values = isBarrier ? { arm: mode === 'LockedOpen' ? 'open' : 'closed' } : { mode, contact: 'closed' };
      play.state(command.device, { ...values, alarm: 'Normal' });
    }
  }, answerEveryMs);
  return () => clearInterval(timer);
}

export function openDoorRooms(): DoorRooms {
  const drawn = drawnSite();
  const site = createHandFedSite(siteCameras, drawn.devices.map(toConsoleDevice));
  const clock = fakeClock(Date.now());
  const play = playAccess(drawn, {
    clock,
    raised: ({ type, source, detail }) => {
      const place = [...drawn.doors, ...drawn.barriers].find(({ id }) => id === source)!;
      const { ring, zone, name: sourceName } = place;
      site.raise({ type, source, detail, priority: 3, ring, sourceName, ...(zone !== undefined && { zone }) });
    },
  });
  for (const { controller } of drawn.doors)
    play.state(controller, { mode: 'Locked', contact: 'closed', alarm: 'Normal' });
  for (const { controller } of drawn.barriers)
    play.state(controller, { arm: 'closed', approach: false, safety: false });
  const refusing = new Map<string, string>();
  onTestFinished(letDevicesAnswer(play, refusing));
  const plan = toSitePlan(drawn);
  return {
    ...{ site, play, refusing },
    ports: { doors: play.room.doors, modes: play.room.modes, plan: { show: () => plan, image: () => undefined } },
  };
}
