import { maskPlate } from '../register/plate-text.ts';
import type { HeldCredential, Holder, Span } from '../register/rights-view.ts';
import { includes } from '../register/span.ts';
import type { DenialReason } from './decision.ts';
import { type LookReason, matchPlate, type PlateMatch } from './match-plate.ts';
import type { AccessRequest, Situation } from './situation.ts';

/** What was presented, looked up: everything that the rules ask about it. */
export interface Presented {
  /** As the decision names it: `card:c1`. */
  name: string | undefined;
  credential: HeldCredential | undefined;
  holder: Holder | undefined;
  /** Why it was not read beyond doubt; `ask` where a human may know better, `candidate` who it may be, masked. */
  unread: { reason: DenialReason; ask: boolean; candidate?: string } | undefined;
  /** Why the register does not know it. */
  unknown: DenialReason | undefined;
  /** A revoked, listed or doubled plate. */
  plateState: 'plate-revoked' | 'plate-listed' | undefined;
  /** Bounds of its own, beside the credential's: what is printed in a pass. */
  printed: Span | undefined;
}

const nothing: Presented = {
  name: undefined,
  credential: undefined,
  holder: undefined,
  unread: undefined,
  unknown: undefined,
  plateState: undefined,
  printed: undefined,
};

/** Looks up what was presented. Pure: a handful of hash probes. */
export function identify(situation: Situation, request: AccessRequest): Presented {
  const { rights, place } = situation;
  switch (request.method) {
    case 'card':
      return held('card', rights.card(request.card), 'unknown-card');
    case 'pin':
      return held('pin', rights.pin(request.digest), 'unknown-pin');
    case 'pass':
      return identifyPass(situation, request);
    case 'face':
      return identifyFace(situation, request);
    case 'plate':
      return identifyPlate(situation, request);
    case 'guard':
      return { ...nothing, name: `guard:${request.user}` };
    case 'remote':
      return { ...nothing, name: `remote:${request.command}` };
    case 'exit-button':
      return { ...nothing, name: `exit-button:${place.id}` };
  }
}

function held(kind: string, credential: HeldCredential | undefined, unknown: DenialReason): Presented {
  if (!credential) return { ...nothing, unknown };
  return { ...nothing, name: `${kind}:${credential.id}`, credential, holder: credential.holder };
}

function identifyPass({ rights, site, place }: Situation, { pass }: AccessRequest & { method: 'pass' }): Presented {
  if (!pass) return { ...nothing, unread: { reason: 'pass-forged', ask: false } };
  // Signed by this site and yet no longer in its register: it was taken back.
  const known = held('pass', rights.pass(pass.jti), 'credential-revoked');
  const elsewhere = pass.iss !== site || !pass.at.includes(place.id);
  return {
    ...known,
    unread: elsewhere ? { reason: 'pass-elsewhere', ask: false } : undefined,
    printed: { fromMs: pass.nbf * 1000, toMs: pass.exp * 1000 },
  };
}

function identifyFace({ rights }: Situation, { person, notLive }: AccessRequest & { method: 'face' }): Presented {
  const holder = person === undefined ? undefined : rights.person(person);
  if (!holder) return { ...nothing, unknown: 'unknown-person' };
  return {
    ...nothing,
    name: `face:${holder.id}`,
    holder,
    unread: notLive ? { reason: 'not-live', ask: false } : undefined,
  };
}

function identifyPlate(situation: Situation, { seen }: AccessRequest & { method: 'plate' }): Presented {
  const match = matchPlate((plate) => liveFirst(situation, plate), seen);
  switch (match.kind) {
    case 'exact':
      return held('plate', match.vehicle.permit, 'unknown-plate');
    case 'confusable': {
      const { permit } = match.vehicle;
      if (situation.confusable === 'grant') return held('plate-fuzzy', permit, 'unknown-plate');
      return { ...held('plate', permit, 'unknown-plate'), unread: doubt('partial-plate', match) };
    }
    case 'look': {
      const permit = held('plate', match.vehicle?.permit, 'unknown-plate');
      if (match.reason === 'plate-listed') return { ...permit, plateState: 'plate-listed' };
      return { ...permit, unread: doubt(match.reason, match) };
    }
    case 'revoked':
      return { ...held('plate', match.vehicle.permit, 'unknown-plate'), plateState: 'plate-revoked' };
    case 'unknown':
      return { ...nothing, unknown: 'unknown-plate' };
  }
}

/** A permit that holds today stands for a plate before one that has ended, as when a visitor's car comes back. */
function liveFirst({ rights, nowMs }: Situation, plate: string) {
  const vehicles = rights.vehicles(plate);
  if (vehicles.length < 2) return vehicles;
  const holds = ({ permit }: (typeof vehicles)[number]) => Number(permit.state === 'active' && includes(permit, nowMs));
  return vehicles.toSorted((a, b) => holds(b) - holds(a));
}

function doubt(reason: LookReason, match: PlateMatch): NonNullable<Presented['unread']> {
  const vehicle = 'vehicle' in match ? match.vehicle : undefined;
  return { reason, ask: true, ...(vehicle ? { candidate: maskPlate(vehicle.plate) } : {}) };
}
