import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { Register } from '../register/register-types.ts';

type Places = Pick<SiteFile, 'doors' | 'barriers'>;

/** The doors that a visitor of this home passes by a code, those nearest to it first: its own, then those of everybody. */
export function passDoors(
  { doors }: Pick<Places, 'doors'>,
  register: Pick<Register, 'pathOf'>,
  home: string,
): string[] {
  const within = new Set(register.pathOf(home).map(({ id }) => id));
  const taking = doors.filter(({ methods }) => methods.includes('pass'));
  const own = taking.filter(({ serves }) => serves !== 'everyone' && serves.some((address) => within.has(address)));
  const shared = taking.filter(({ serves }) => serves === 'everyone').toSorted((a, b) => a.ring - b.ring);
  return [...own, ...shared].map(({ id }) => id);
}

/** All that a visit may pass: those doors, and the barriers for somebody who comes by car. */
export function passPlaces(site: Places, register: Pick<Register, 'pathOf'>, home: string, byCar: boolean): string[] {
  const barriers = byCar ? site.barriers.map(({ id }) => id) : [];
  return [...passDoors(site, register, home), ...barriers];
}
