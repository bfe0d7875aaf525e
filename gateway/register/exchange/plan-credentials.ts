import type { CardText } from '../../../devices/contracts/cards.ts';
import { sameCardKeys } from '../../../devices/contracts/cards.ts';
import { hasEnded, mayBeOneCard } from '../checks/card-conflicts.ts';
import type { Credential, Vehicle } from '../records.ts';
import type { Register } from '../register-types.ts';
import type { PersonRow } from './parse-rows.ts';
import type { RowContext } from './plan-person.ts';

interface CardClaim {
  card: CardText;
  person: string;
  row: number;
}

/** Cards of a row: what is theirs stays, what is new is given to them, what is somebody else's is a problem. */
export function createCardPlanner() {
  const claims = new Map<string, CardClaim[]>();
  const claim = (card: CardText, person: string, { complain }: RowContext, row: number): boolean => {
    const keys = sameCardKeys(card);
    const others = [...new Set(keys.flatMap((key) => claims.get(key) ?? []))];
    const same = others.find((other) => other.card === card);
    if (same?.person === person) return false;
    const alike = others.find((other) => other.person !== person && mayBeOneCard(other.card, card));
    if (same) complain('cards', 'card-twice', same.row);
    else if (alike) complain('cards', 'card-in-two-formats', alike.row);
    const claimed = { card, person, row };
    for (const key of keys) claims.set(key, [...(claims.get(key) ?? []), claimed]);
    return true;
  };
  return (row: PersonRow, person: string, context: RowContext): void => {
    const { register, draft, complain, touched, nowMs, newId } = context;
    const own = row.cards.length === 0 ? [] : register.credentialsOf(person).filter(({ kind }) => kind === 'card');
    for (const card of row.cards) {
      if (!claim(card, person, context, row.row)) continue;
      const mine = own.filter(({ value }) => value === card);
      if (mine.some((one) => isUsable(one, nowMs))) continue;
      if (mine.length > 0) complain('cards', 'card-not-active');
      else if (isTaken(register, card, nowMs)) complain('cards', 'card-taken');
      else {
        draft.put('credential', { id: newId(), kind: 'card', person, value: card, state: 'active' });
        touched('cards');
      }
    }
  };
}

const isUsable = (credential: Credential, nowMs: number) =>
  credential.state === 'active' && !hasEnded(credential, nowMs);

function isTaken(register: Pick<Register, 'rights'>, card: CardText, nowMs: number): boolean {
  const held = register.rights.card(card);
  return held !== undefined && !hasEnded(held, nowMs);
}

/** Permits and vehicles. One vehicle may have several drivers; each has a permit of their own. */
export function createPlatePlanner() {
  const made = new Map<string, string>();
  const painted = new Map<string, { colour: string; row: number }>();
  const vehicleOf = (plate: string, { draft, register }: RowContext): Vehicle | undefined => {
    const id = register.vehicleOf(plate)?.id ?? made.get(plate);
    return id === undefined ? undefined : draft.get('vehicle', id);
  };
  return (row: PersonRow, person: string, context: RowContext): void => {
    const { register, draft, complain, touched, nowMs, newId } = context;
    const own = row.plates.length === 0 ? [] : register.credentialsOf(person).filter(({ kind }) => kind === 'plate');
    for (const { plate, colour } of row.plates) {
      const before = painted.get(plate);
      if (colour && before && before.colour !== colour) complain('colours', 'rows-disagree', before.row);
      if (colour && !before) painted.set(plate, { colour, row: row.row });
      const vehicle = vehicleOf(plate, context);
      if (!vehicle || (colour && vehicle.colour !== colour)) {
        const next = { ...(vehicle ?? { id: newId(), plate, state: 'active' as const }), ...(colour && { colour }) };
        made.set(plate, next.id);
        draft.put('vehicle', next);
        touched(vehicle ? 'colours' : 'plates');
      }
      const mine = own.filter(({ value }) => value === plate);
      const permit = `${person}\n${plate}`;
      if (made.has(permit) || mine.some((one) => isUsable(one, nowMs))) continue;
      if (mine.length > 0) complain('plates', 'permit-ended');
      else {
        const id = newId();
        made.set(permit, id);
        draft.put('credential', { id, kind: 'plate', person, value: plate, state: 'active' });
        touched('plates');
      }
    }
  };
}
