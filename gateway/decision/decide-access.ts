import type { SiteDoor } from '../../devices/contracts/site-file.ts';
import { maskPlate } from '../register/plate-text.ts';
import type { Holder, RegisteredVehicle, RegisterView } from '../register/register.ts';
import { isLive } from '../register/register.ts';
import { type AccessDecision, denied } from './decision.ts';
import { type LookReason, matchPlate, type SeenPlate } from './match-plate.ts';

/** A card event that was older than this when it reached us opens nothing: its holder may have gone. */
export const maxCardAgeMs = 8000;

function mayPass(door: SiteDoor, holder: Holder): boolean {
  return door.serves === 'everyone' || door.serves.includes(holder.unit);
}

export interface CardRequest {
  card: string;
  /** How long ago it was presented; `undefined` if the device has no clock. */
  ageMs: number | undefined;
}

/** May the holder of this card pass this door? Order: freshness, method, credential, rights. */
export function decideCard(register: RegisterView, door: SiteDoor, request: CardRequest): AccessDecision {
  if (request.ageMs !== undefined && request.ageMs > maxCardAgeMs) return denied('expired-event');
  if (!door.methods.includes('card')) return denied('method-not-allowed');
  const holder = register.cardHolder(request.card);
  if (!holder) return denied('unknown-card');
  if (!mayPass(door, holder)) return denied('no-rights', holder.person);
  return { outcome: 'granted', reason: 'granted', person: holder.person, credential: `card:${holder.person}` };
}

export interface FaceRequest {
  /** The person whom the track was recognised as, or nobody. */
  person: string | undefined;
  /** True if it looks like this person, but the camera's gate does not take it for a living face. */
  notLive?: boolean;
}

/** May the recognised person pass this door? A face counts only while its consent is live. */
export function decideFace(
  register: RegisterView,
  door: SiteDoor,
  request: FaceRequest,
  nowMs: number,
): AccessDecision {
  if (!door.methods.includes('face')) return denied('method-not-allowed');
  const holder = request.person === undefined ? undefined : register.person(request.person);
  if (!holder) return denied('unknown-person');
  if (request.notLive) return denied('not-live', holder.person);
  if (!isLive(register.faceConsent(holder.person), nowMs)) return denied('no-consent', holder.person);
  if (!mayPass(door, holder)) return denied('no-rights', holder.person);
  return { outcome: 'granted', reason: 'granted', person: holder.person, credential: `face:${holder.person}` };
}

export interface PlateRequest extends SeenPlate {
  vehicleAtLoop: boolean;
}

/** What a site lets a reading do that differs from one registered plate by one doubtful look-alike. */
export type ConfusablePolicy = 'ask-guard' | 'grant';

/**
 * May the vehicle pass the barrier? Only with a vehicle on the loop, and only by a plate that is read exactly, unless the site
 * says that one doubtful look-alike may do; a grant that rests on one says so in its credential.
 */
export function decidePlate(
  register: RegisterView,
  request: PlateRequest,
  confusable: ConfusablePolicy = 'ask-guard',
): AccessDecision {
  if (!request.vehicleAtLoop) return { outcome: 'wait', reason: 'no-vehicle-at-loop' };
  const match = matchPlate(register.vehicles, request);
  switch (match.kind) {
    case 'exact':
      return grantTo(match.vehicle, 'plate');
    case 'confusable':
      return confusable === 'grant' ? grantTo(match.vehicle, 'plate-fuzzy') : askGuard('partial-plate', match.vehicle);
    case 'look':
      return askGuard(match.reason, match.vehicle);
    case 'revoked':
      return denied('plate-revoked', match.vehicle.holder.person);
    case 'unknown':
      return denied('unknown-plate');
  }
}

function grantTo({ holder: { person } }: RegisteredVehicle, by: 'plate' | 'plate-fuzzy'): AccessDecision {
  return { outcome: 'granted', reason: 'granted', person, credential: `${by}:${person}` };
}

function askGuard(reason: LookReason, vehicle: RegisteredVehicle | undefined): AccessDecision {
  return vehicle
    ? { outcome: 'ask-guard', reason, candidate: maskPlate(vehicle.plate) }
    : { outcome: 'ask-guard', reason };
}
