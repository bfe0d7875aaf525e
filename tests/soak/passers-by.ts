import type { SiteResident } from '../../devices/contracts/site-file.ts';
import type { SeededRandom } from '../../firmware-sims/compound/seeded-random.ts';
import type { SiteDevices } from '../../firmware-sims/compound/site-devices.ts';
import type { BarrierSim } from '../../firmware-sims/device/barrier-sim.ts';
import type { ReceivedCommand } from '../../firmware-sims/device/command-desk.ts';
import type { DeviceSim } from '../../firmware-sims/device/device-sim.ts';
import type { DoorSim } from '../../firmware-sims/device/door-sim.ts';
import type { ReaderSim } from '../../firmware-sims/device/reader-sim.ts';
import { nowMs, pause } from '../../firmware-sims/device/sim-clock.ts';
import type { HandFedCameras } from './hand-fed-cameras.ts';
import type { LatencyBook } from './latency-book.ts';

/** How it went for those who wanted to pass. */
export interface PassageCounts {
  opened: number;
  refused: number;
  /** Nothing came within `patienceMs`. */
  unanswered: number;
  /** So many stood in line already that they went elsewhere. */
  turnedAway: number;
  droveThrough: number;
  stoodBefore: number;
}

export interface PassersBy {
  readonly counts: Readonly<PassageCounts>;
  leave(): void;
  comeHome(): void;
  driveOut(): void;
  driveIn(): void;
  /** With a card that nobody has. */
  stranger(): void;
  /** At a gate. */
  showPass(text: string): void;
  presses(): void;
  /** Resolves once nobody stands in a line. */
  settled(): Promise<void>;
}

export interface PassersByOptions {
  devices: SiteDevices;
  /** Door by controller, barrier by device, and units by door: from the site file. */
  doors: readonly { controller: string; id: string; zone: string; units: readonly string[] }[];
  barriers: readonly { controller: string; id: string; direction: 'in' | 'out' }[];
  readers: readonly { id: string; door: string; side: 'entry' | 'exit' }[];
  residents: readonly SiteResident[];
  cameras: HandFedCameras;
  latencies: LatencyBook;
  random: SeededRandom;
}

/** As long as a simulated person waits at a reader. */
const patienceMs = 4000;
/** Six seconds of the compound's time at sixty times its speed. */
const walkMs = 100;
const driveMs = 60;
const longestLine = 20;

interface Gate {
  door: DoorSim;
  entry: ReaderSim | undefined;
  exit: ReaderSim | undefined;
}

export function createPassersBy(options: PassersByOptions): PassersBy {
  const { devices, latencies, random, cameras } = options;
  const counts: PassageCounts = {
    ...{ opened: 0, refused: 0, unanswered: 0, turnedAway: 0, droveThrough: 0, stoodBefore: 0 },
  };
  const lines = createLines(counts);
  const line = lines.stand;
  const places = options.doors.map((door) => ({ ...door, ...gateOf(options, door.id, door.controller) }));
  const gates = places.filter(({ zone }) => zone === 'pedestrian-gate');
  const unitDoors = new Map(places.flatMap((place) => place.units.map((unit) => [unit, place])));
  const walkers = options.residents.filter(({ cards }) => cards?.length);
  const drivers = options.residents.filter(({ plates }) => plates?.length);
  const lanes = (direction: 'in' | 'out') => options.barriers.filter((barrier) => barrier.direction === direction);

  const pass = (
    { door }: Gate,
    reader: ReaderSim | undefined,
    show: (reader: ReaderSim) => { presentedAtMs: number },
  ) =>
    line(door.id, async () => {
      if (!reader) return;
      const answer = firstAnswer([door, reader]);
      const { presentedAtMs } = show(reader);
      const { opened, refusedAtMs } = await answer(reader);
      if (opened) {
        counts.opened += 1;
        latencies.add('card-to-door', opened.receivedAtMs - presentedAtMs);
      } else counts[refusedAtMs === undefined ? 'unanswered' : 'refused'] += 1;
      // also where the controller has opened by itself
      await door.walkThrough({ openMs: walkMs });
    });
  const card = (gate: Gate, reader: ReaderSim | undefined, { cards }: SiteResident) =>
    pass(gate, reader, (at) => at.presentCard(random.pick(cards!)));
  const drive = ({ id, controller }: { id: string; controller: string }, plate: string) =>
    line(controller, async () => {
      const barrier = devices.barriers.get(controller)!;
      const answer = firstAnswer([barrier]);
      barrier.driveOnLoop();
      const seenAtMs = nowMs();
      cameras.plate(`cam-${id}`, plate);
      const { opened } = await answer(undefined);
      if (opened) latencies.add('plate-to-barrier', opened.receivedAtMs - seenAtMs);
      const isThrough =
        opened !== undefined && (await raised(barrier)) && (await barrier.driveThrough({ underArmMs: driveMs }));
      counts[isThrough ? 'droveThrough' : 'stoodBefore'] += 1;
      if (!isThrough) barrier.backOff();
    });
  const plateOf = () => {
    const [plate] = random.pick(drivers).plates!;
    return typeof plate === 'string' ? plate : plate!.plate;
  };
  return {
    counts,
    leave: () => {
      const who = random.pick(walkers);
      const home = unitDoors.get(who.home.unit);
      if (home) void line(home.door.id, () => pressAndGo(home.door));
      const gate = random.pick(gates);
      void card(gate, gate.exit, who);
    },
    comeHome: () => {
      const who = random.pick(walkers);
      const gate = random.pick(gates);
      const home = unitDoors.get(who.home.unit);
      void card(gate, gate.entry, who).then(() => (home ? card(home, home.entry, who) : undefined));
    },
    driveOut: () => drivers.length > 0 && void drive(random.pick(lanes('out')), plateOf()),
    driveIn: () => drivers.length > 0 && void drive(random.pick(lanes('in')), plateOf()),
    stranger: () => {
      const place = random.pick(places);
      void pass(place, place.entry, (at) => at.presentCard('uid:FFFFFF01'));
    },
    showPass: (text) => {
      const gate = random.pick(gates);
      void pass(gate, gate.entry, (at) => at.presentPass(text));
    },
    presses: () => {
      const { door } = random.pick(places);
      void line(door.id, () => pressAndGo(door));
    },
    settled: lines.settled,
  };
}

async function pressAndGo(door: DoorSim): Promise<void> {
  door.pressExit();
  await door.walkThrough({ openMs: walkMs });
}

async function raised(barrier: BarrierSim): Promise<boolean> {
  const untilMs = nowMs() + patienceMs;
  while (barrier.arm !== 'open' && nowMs() < untilMs) await pause(5);
  return barrier.arm === 'open';
}

function gateOf({ devices, readers }: PassersByOptions, door: string, controller: string): Gate {
  const at = (side: 'entry' | 'exit') => {
    const found = readers.find((reader) => reader.door === door && reader.side === side);
    return found && devices.readers.get(found.id);
  };
  return { door: devices.doors.get(controller)!, entry: at('entry'), exit: at('exit') };
}

/** One after the other at each place. */
function createLines(counts: PassageCounts) {
  const lines = new Map<string, { waiting: number; last: Promise<void> }>();
  const stand = (place: string, deed: () => Promise<void>): Promise<void> => {
    const line = lines.get(place) ?? { waiting: 0, last: Promise.resolve() };
    lines.set(place, line);
    if (line.waiting >= longestLine) {
      counts.turnedAway += 1;
      return Promise.resolve();
    }
    line.waiting += 1;
    line.last = line.last.then(deed).finally(() => {
      line.waiting -= 1;
    });
    return line.last;
  };
  const settled = async () => {
    // whoever has come through the gate goes on to a door
    for (let round = 0; round < 3; round += 1) await Promise.all(Array.from(lines.values(), ({ last }) => last));
  };
  return { stand, settled };
}

/** Listens from now on; the returned function waits for an opening, or until the reader has said no, or patience ends. */
function firstAnswer(sims: readonly DeviceSim[]) {
  const heard = Promise.withResolvers<{ opened?: ReceivedCommand; refusedAtMs?: number }>();
  let reader: ReaderSim | undefined;
  const offs = sims.map((sim) =>
    sim.onCommand((command) => {
      if (command.action === 'access' || command.action === 'open') heard.resolve({ opened: command });
      else if (command.device === reader?.id && reader.signal?.result === 'denied')
        heard.resolve({ refusedAtMs: command.receivedAtMs });
    }),
  );
  return async (asked: ReaderSim | undefined) => {
    reader = asked;
    const timer = setTimeout(() => heard.resolve({}), patienceMs);
    try {
      return await heard.promise;
    } finally {
      clearTimeout(timer);
      for (const off of offs) off();
    }
  };
}
