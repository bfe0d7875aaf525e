import { hash } from 'node:crypto';

/** Ids of what the site file gives to the register: the same at every start. */
const idForm = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const digestOf = (text: string, digits: number) => hash('sha256', text, 'hex').slice(0, digits);

/** Of something that belongs to a resident: `r-lin-card-1`. */
export function ownedId(resident: string, what: string): string {
  const whole = `${resident}-${what}`;
  return idForm.test(whole) ? whole : `${resident.slice(0, 40)}-${digestOf(resident, 8)}-${what}`;
}

/** Of a home: its unit's id and its room, `b1-u1-101`; a room that cannot stand in an id is given by its digest. */
export function homeId(unit: string, room: string): string {
  const plain = `${unit}-${room.toLowerCase()}`;
  return idForm.test(plain) ? plain : `${unit.slice(0, 40)}-h${digestOf(`${unit}/${room}`, 10)}`;
}

/** Of a duty area, by whatever the site calls it. */
export function gridId(text: string): string {
  return idForm.test(text) ? text : `grid-${digestOf(text, 10)}`;
}
