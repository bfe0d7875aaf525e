import type { SiteDoor } from '../../devices/contracts/site-file.ts';
import type { Holder, RegisterView } from '../register/register.ts';
import { isLive } from '../register/register.ts';
import { type AccessDecision, denied } from './decision.ts';

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
  if (!isLive(register.faceConsent(holder.person), nowMs)) return denied('no-consent', holder.person);
  if (!mayPass(door, holder)) return denied('no-rights', holder.person);
  return { outcome: 'granted', reason: 'granted', person: holder.person, credential: `face:${holder.person}` };
}

export interface PlateRequest {
  plate: string;
  /** False if a character is doubtful: then it may ask the guard, never open. */
  exact: boolean;
  vehicleAtLoop: boolean;
}

/** May the vehicle pass the barrier? Only an exact reading of a registered plate, with a vehicle on the loop. */
export function decidePlate(register: RegisterView, request: PlateRequest): AccessDecision {
  if (!request.vehicleAtLoop) return { outcome: 'wait', reason: 'no-vehicle-at-loop' };
  if (!request.exact) return { outcome: 'ask-guard', reason: 'partial-plate' };
  const [holder] = register.plateHolders(request.plate);
  if (!holder) return denied('unknown-plate');
  return { outcome: 'granted', reason: 'granted', person: holder.person, credential: `plate:${holder.person}` };
}
