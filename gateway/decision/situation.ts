import type { VisitorPass } from '../../devices/contracts/visitor-pass.ts';
import type { RightsView } from '../register/rights-view.ts';
import type { Method } from './decision.ts';
import type { SeenPlate } from './match-plate.ts';

/** Somebody asks to pass a door or a barrier. */
export type AccessRequest =
  | {
      method: 'card';
      card: string;
      /** How long ago it was presented; `undefined` if the device has no clock. */
      ageMs?: number | undefined;
    }
  /** `digest`: keyed, as the register keeps it. */
  | { method: 'pin'; digest: string; ageMs?: number | undefined }
  /** `undefined`: the signature is not the site's, or it is no pass at all. */
  | { method: 'pass'; pass: VisitorPass | undefined; ageMs?: number | undefined }
  | {
      method: 'face';
      /** The person whom the track was recognised as, or nobody. */
      person: string | undefined;
      /** It looks like this person, but the camera's gate does not take it for a living face. */
      notLive?: boolean;
    }
  | { method: 'plate'; seen: SeenPlate; vehicleAtLoop: boolean }
  | { method: 'guard'; user: string }
  | { method: 'exit-button' }
  /** Operators of the cloud open it; `command` names what they asked. */
  | { method: 'remote'; command: string };

/** What a site lets a reading do that differs from one registered plate by one doubtful look-alike. */
export type ConfusablePolicy = 'ask-guard' | 'grant';

/** Who may come in while a policy stands, such as in an epidemic; it ends by itself. Going out is never restricted. */
export interface EntryPolicy {
  untilMs: number;
  visitors: 'refused' | 'ask-guard' | 'allowed';
  staff: 'refused' | 'allowed';
}

/** The door or barrier as it stands at this moment. */
export interface PlaceStanding {
  id: string;
  kind: 'door' | 'barrier';
  /** Whoever lives here, or whoever lives in one of these addresses. Barriers serve everyone. */
  serves: 'everyone' | readonly string[];
  methods: readonly Method[];
  /** The way that the reader or camera lets people go. */
  side: 'entry' | 'exit';
  /** Released by its fire input or by an evacuation: whoever wants to may pass. */
  released: boolean;
  lockedDown: boolean;
  blocked: boolean;
  /** Too many failures in a row at this reader. */
  lockedOut: boolean;
  /** Another door of its interlock stands open. */
  interlocked: boolean;
  /** Of the area behind it; `undefined` where nobody watches who is in. */
  passback: { mode: 'soft' | 'hard'; isInside(holder: string): boolean } | undefined;
  /** How often a pass has opened this door, one that is being used at this moment included. */
  usesOf(pass: string): number;
}

/** All that a decision may know. */
export interface Situation {
  rights: RightsView;
  site: string;
  /** Wall clock, epoch milliseconds; while it cannot be believed, a time that is certainly not later than the real one. */
  nowMs: number;
  /** False when the wall clock cannot be believed: visitors are refused and residents pass (DOMAIN §4). */
  clockKnown: boolean;
  place: PlaceStanding;
  policy: EntryPolicy | undefined;
  confusable: ConfusablePolicy;
}
