import type { Title } from '../../../devices/contracts/place.ts';
import type { LookUp } from '../privacy/privacy-ports.ts';

/** A vehicle that is known to be inside; whose it is, and its whole plate, are a look-up of their own. */
export interface ConsoleInside {
  id: string;
  /** Masked; left out where no camera could read it. */
  plate?: string;
  /** `permit`: it has or had a right to be here; `guest`: a guard let it in; `unread`: the same, without a readable plate. */
  kind: 'permit' | 'guest' | 'unread';
  barrier: string;
  barrierName: Title;
  sinceMs: number;
  /** When it was last seen: how old it is that it was known to be here. */
  seenMs: number;
  /** Seen so long ago that it may be gone. */
  doubtful: boolean;
  /** Until when it may be here; left out without an end. */
  untilMs?: number;
  /** Where its plate was read last. */
  bay?: string;
  bayName?: Title;
  tickets: ('parking-overstay' | 'parking-quota' | 'parking-wrong-bay' | 'parking-no-plate')[];
}

export interface ConsoleInsideList {
  /** False: the site looks at no parking. */
  watched: boolean;
  vehicles: ConsoleInside[];
  total: number;
  /** Vehicles that drove out in the last day and were not known to be inside: the list is as wrong as this. */
  unknownExits: number;
}

/** What the guard needs to find a car and to call whoever drives it. */
export interface ConsoleInsideVehicle {
  plate?: string;
  /** Person or visit of the permit it came in with. */
  holder?: string;
  /** The holder is a visit. */
  ofVisit?: boolean;
}

export interface ConsoleParking {
  /** Those with tickets first, then by when they came in. */
  inside(limit: number): ConsoleInsideList;
  /** Stands in the ledger. `undefined` if it is not known to be inside. */
  reveal(id: string, look: LookUp, user: string): ConsoleInsideVehicle | undefined;
  /** Somebody has looked: it is not here any more. False if it was not known to be inside. */
  left(id: string, deed: { user: string; reason: string }): boolean;
}
