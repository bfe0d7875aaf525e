import type { SiteDoor } from '../../../devices/contracts/site-doors.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { ConsoleController } from '../../console/doors/pass-ports.ts';
import { type BackOff, createBackOff } from '../../kernel/back-off.ts';

const firstRetryMs = 5000;
const lastRetryMs = 5 * 60_000;

/** A controller: the rights that it should hold, and how sending them to it goes. */
export interface ControllerRights {
  readonly door: SiteDoor;
  readonly id: string;
  /** What it should hold; `undefined` until that has been worked out. */
  version: number | undefined;
  /** Of which state of the register that is. */
  epoch: number;
  behindSinceMs: number | undefined;
  /** Monotonic: not sent to, and not worked out again after a failure, before that. */
  sendAfterMs: number;
  workAfterMs: number;
  backOff: BackOff;
  /** Monotonic: whoever waited longest comes first. */
  lookedAtMs: number;
}

export interface ControllerView {
  state: string;
  values: Record<string, unknown>;
}

/** What a controller says in its state, read as something that anybody may have written. */
function heldRights(values: Record<string, unknown> | undefined): {
  held?: number;
  credentials?: number;
  refused?: string;
} {
  const rights = values?.rights;
  if (typeof rights !== 'object' || rights === null) return {};
  const { version, credentials, refused } = rights as Record<string, unknown>;
  return {
    ...(Number.isSafeInteger(version) ? { held: version as number } : {}),
    ...(Number.isSafeInteger(credentials) ? { credentials: credentials as number } : {}),
    ...(typeof refused === 'string' ? { refused } : {}),
  };
}

/** All door controllers of a site, with what they say that they hold. */
export function createControllerBook(site: SiteFile, look: (id: string) => ControllerView | undefined) {
  const names = new Map(site.devices.map(({ id, name }) => [id, name]));
  const all = site.doors.map(
    (door): ControllerRights => ({
      ...{ door, id: door.controller, version: undefined, epoch: 0, behindSinceMs: undefined },
      ...{ sendAfterMs: 0, workAfterMs: 0, lookedAtMs: 0, backOff: createBackOff(firstRetryMs, lastRetryMs) },
    }),
  );
  const reported = (id: string) => heldRights(look(id)?.values);
  const isOnline = (id: string) => look(id)?.state === 'online';
  const isCurrent = ({ id, version }: ControllerRights) => version !== undefined && reported(id).held === version;
  return {
    all,
    reported,
    isCurrent,
    /** Connected, and it has said what it holds: a new session alone is no reason to send megabytes. */
    isListening: ({ id }: ControllerRights) => isOnline(id) && reported(id).held !== undefined,
    /** Notes whether it has what it should. */
    note: (controller: ControllerRights, wallMs: number) => {
      if (!isCurrent(controller)) controller.behindSinceMs ??= wallMs;
      else {
        Object.assign(controller, { behindSinceMs: undefined, sendAfterMs: 0 });
        controller.backOff.reset();
      }
    },
    show: ({ id, door, version, behindSinceMs }: ControllerRights): ConsoleController => ({
      ...{ id, name: names.get(id) ?? door.name, door: door.id, online: isOnline(id) },
      rights: {
        ...reported(id),
        ...(version === undefined ? {} : { version }),
        ...(behindSinceMs === undefined ? {} : { behindSinceMs }),
      },
    }),
  };
}
