import { defaultTimeZone } from '../../../devices/contracts/site-file.ts';
import { createDoorBook } from '../../decision/door-book.ts';
import { createLockoutBook } from '../../decision/lockout-book.ts';
import { createModeBook } from '../../decision/mode-book.ts';
import { createPassbackBook } from '../../decision/passback-book.ts';
import { modePlaces } from '../../decision/site-modes.ts';
import type { PendingCommand } from '../../decision/sqlite-decisions.ts';
import { createDoorOrders } from '../../decision/sqlite-door-orders.ts';
import { createLockoutTable } from '../../decision/sqlite-lockouts.ts';
import { createModeTable } from '../../decision/sqlite-modes.ts';
import { createPassUses } from '../../decision/sqlite-pass-uses.ts';
import { createPassbackTable } from '../../decision/sqlite-passback.ts';
import type { RightsStanding } from '../../rights/build-rights.ts';
import { type AccessFlow, createAccessFlow } from './access-flow.ts';
import type { AccessParts, AccessRoomOptions } from './access-parts.ts';
import { createDoorDesk, type DoorDesk } from './door-desk.ts';
import { createEventAges } from './event-age.ts';
import { createModeDesk, type ModeDesk } from './mode-desk.ts';
import { createModeKeeper } from './mode-keeper.ts';

type CommandOutcome = Parameters<DoorDesk['commandEnded']>[1];

/** Doors and barriers at run time: who may pass, how each stands, what guards and emergency modes make of them. */
export interface AccessRoom extends Pick<AccessFlow, 'deviceEvent' | 'deviceState' | 'face' | 'plate'> {
  doors: DoorDesk;
  modes: ModeDesk;
  /** For controllers that decide alone; they ask no guard. */
  rightsStanding(): RightsStanding;
  /** Of this person nothing is known any more of who is inside. */
  forgetPerson(person: string): boolean;
  deviceOnline(device: string): void;
  deviceLost(device: string): void;
  /** It does not count any more. */
  deviceShut(device: string): void;
  openFromAfar: AccessFlow['openFromAfar'];
  mayStill(command: PendingCommand): boolean;
  commandEnded(command: string, device: string, outcome: CommandOutcome, reason: string | undefined): void;
  /** Called every second. */
  check(): void;
}

export function createAccessRoom(options: AccessRoomOptions): AccessRoom {
  const { places } = options;
  const parts = openBooks(options);
  const { trust, modes, doors, passback } = parts;
  const flow = createAccessFlow(parts);
  flow.rehearse();
  const keeper = createModeKeeper(parts);
  const desk = createDoorDesk(parts, flow, keeper);
  const modeDesk = createModeDesk(parts, keeper);
  const placeOf = (device: string) => (places.doorOfController(device) ?? places.barrierOfController(device))?.id;

  return {
    face: flow.face,
    openFromAfar: flow.openFromAfar,
    plate: flow.plate,
    mayStill: (command) => !keeper.isMine(command.action) && flow.mayStill(command),
    doors: desk,
    modes: modeDesk,
    rightsStanding: () => {
      const policy = modes.policy(trust.nowMs());
      return {
        lockedDown: (door) => modes.effectOf(door) === 'shut',
        visitorsRefused: policy !== undefined && policy.visitors !== 'allowed',
        staffRefused: policy?.staff === 'refused',
      };
    },
    forgetPerson: passback.forgive,
    deviceEvent: (observation) => {
      flow.deviceEvent(observation);
      const { device, event } = observation;
      if (device.kind === 'door-controller' && event.type === 'fire-released')
        modeDesk.fireAt(device.id, parts.ages.of(observation));
    },
    deviceState: (observation) => {
      flow.deviceState(observation);
      const { device, state, waited } = observation;
      // what lay somewhere tells how it stood, not how it stands
      if (device.kind === 'door-controller' && !waited && typeof state.values.fire === 'boolean')
        modeDesk.fireStands(device.id, state.values.fire);
      const place = placeOf(observation.device.id);
      if (place !== undefined) keeper.heard(place);
    },
    deviceOnline: (device) => {
      const place = placeOf(device);
      if (place !== undefined) keeper.back(place);
    },
    deviceLost: (device) => {
      const place = placeOf(device);
      if (place === undefined) return;
      doors.lost(place);
      doors.unseen(place);
    },
    // one that burns and falls silent goes on counting; one that somebody has set aside does not
    deviceShut: (device) => modeDesk.fireStands(device, false),
    commandEnded: (command, device, outcome, reason) => {
      flow.commandEnded(command, device, outcome);
      keeper.commandEnded(command, outcome, reason);
      desk.commandEnded(command, outcome, reason);
    },
    check: () => {
      passback.check();
      modeDesk.check();
      keeper.bring();
    },
  };
}

function openBooks(options: AccessRoomOptions): AccessParts {
  const { site, store, clock } = options;
  const timeZone = site.site.timezone ?? defaultTimeZone;
  const passback = createPassbackBook({
    clock,
    table: createPassbackTable(store),
    timeZone,
    settings: site.access?.passback,
  });
  const orders = createDoorOrders(store);
  const lockout = createLockoutBook(clock, site.access?.lockout, createLockoutTable(store), store);
  const uses = createPassUses(store);
  const modeTable = createModeTable(store);
  const modes = createModeBook(modeTable, modePlaces(site));
  const doors = createDoorBook({ site, clock, orders, passback, lockout, uses, effectOf: modes.effectOf });
  const ages = createEventAges(options.trust.known);
  return { ...options, orders, lockout, passback, uses, modeTable, modes, doors, ages };
}
