import type { DeviceStanding } from '../../../devices/contracts/device-list.ts';
import type { SiteBarrier, SiteFile } from '../../../devices/contracts/site-file.ts';
import type { VisitorPass } from '../../../devices/contracts/visitor-pass.ts';
import type { CommandExecutor } from '../../decision/command-executor.ts';
import type { DoorBook } from '../../decision/door-book.ts';
import type { LockoutBook } from '../../decision/lockout-book.ts';
import type { ModeBook } from '../../decision/mode-book.ts';
import type { PassbackBook } from '../../decision/passback-book.ts';
import type { ConfusablePolicy } from '../../decision/situation.ts';
import type { DecisionLog, DecisionRecord } from '../../decision/sqlite-decisions.ts';
import type { DoorOrders } from '../../decision/sqlite-door-orders.ts';
import type { ModeTable } from '../../decision/sqlite-modes.ts';
import type { PassUses } from '../../decision/sqlite-pass-uses.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ClockTrust } from '../../kernel/clock-trust.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Outbox } from '../../outbox/sqlite-outbox.ts';
import type { PlateVerdict } from '../../perception/messages.ts';
import type { Register } from '../../register/register-types.ts';
import type { SitePlaces } from '../site-places.ts';
import type { AlarmFlow } from '../watch/alarm-flow.ts';
import type { EventAges } from './event-age.ts';

/** A vehicle drove under the arm of a barrier. */
export interface DroveThrough {
  barrier: SiteBarrier;
  /** On which it drove; none where the arm stood open. */
  grant: DecisionRecord | undefined;
  /** What the lane's camera read of it. */
  verdict: PlateVerdict | undefined;
}

/** What the room of doors is given. */
export interface AccessRoomOptions {
  site: SiteFile;
  store: Store;
  clock: Clock;
  trust: ClockTrust;
  log: Log;
  metrics: Metrics;
  places: SitePlaces;
  register: Pick<Register, 'rights' | 'revision' | 'get' | 'all'>;
  ledger: Ledger;
  decisions: DecisionLog;
  executor: CommandExecutor;
  outbox: Outbox;
  alarms: Pick<AlarmFlow, 'raise'>;
  confusable: ConfusablePolicy;
  /** Keyed digest of typed digits, as the register keeps it. */
  digestPin(pin: string): string;
  /** A visitor's pass, if the signature is the site's. */
  readPass(text: string): VisitorPass | undefined;
  isOnline(device: string): boolean;
  /** Whether a device counts. All do if left out. */
  standing?(device: string): DeviceStanding;
  passed(record: DecisionRecord): void;
  /** Somebody is let in through a door. */
  admitted(door: string): void;
  /** Inside the transaction of the loop's event. */
  drove?(through: DroveThrough): void;
  /** An emergency mode was applied or has ended; it is on disk. */
  modesChanged(): void;
}

/** The same with the books that the room keeps. */
export interface AccessParts extends AccessRoomOptions {
  orders: DoorOrders;
  lockout: LockoutBook;
  passback: PassbackBook;
  uses: PassUses;
  modeTable: ModeTable;
  modes: ModeBook;
  doors: DoorBook;
  ages: EventAges;
}
