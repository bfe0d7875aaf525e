import type { Consent, Credential, Person, RecordOf, Residency, Vehicle, Visit } from '../register/records.ts';
import type { Register } from '../register/register-types.ts';

/** A vehicle that somebody has a permit for, and how many others have one. */
export interface DrivenVehicle {
  vehicle: Vehicle;
  otherDrivers: number;
}

/** Everything in the register that is about one person. */
export interface SubjectRecords {
  person: Person;
  residencies: Residency[];
  memberships: RecordOf<'membership'>[];
  credentials: Credential[];
  vehicles: DrivenVehicle[];
  consents: Consent[];
  /** To this person. */
  visits: Visit[];
  /** About this person. */
  cases: RecordOf<'case'>[];
}

export type SubjectSource = Pick<
  Register,
  | 'get'
  | 'all'
  | 'residenciesOf'
  | 'residenciesAt'
  | 'residenciesIn'
  | 'membershipsOf'
  | 'visitsOf'
  | 'vehicleOf'
  | 'credentialsOf'
  | 'consentsOf'
  | 'rights'
>;

/** `undefined` if there is no such person. */
export function recordsOfSubject(register: SubjectSource, id: string): SubjectRecords | undefined {
  const person = register.get('person', id);
  if (!person) return undefined;
  const credentials = register.credentialsOf(id);
  return {
    person,
    credentials,
    residencies: register.residenciesOf(id),
    memberships: register.membershipsOf(id),
    vehicles: vehiclesOf(register, credentials),
    consents: register.consentsOf(id),
    visits: register.visitsOf(id),
    cases: Iterator.from(register.all('case'))
      .filter(({ subject }) => subject.kind === 'person' && subject.id === id)
      .toArray(),
  };
}

/** The vehicles that somebody's plate permits are for. */
export function vehiclesOf(
  register: Pick<Register, 'vehicleOf' | 'rights'>,
  credentials: readonly Credential[],
): DrivenVehicle[] {
  const plates = credentials.flatMap(({ kind, value }) => (kind === 'plate' && value !== undefined ? [value] : []));
  const vehicles = new Map(plates.flatMap((plate) => register.vehicleOf(plate) ?? []).map((one) => [one.id, one]));
  return [...vehicles.values()].map((vehicle) => {
    const drivers = new Set(register.rights.vehicles(vehicle.plate).map(({ permit }) => permit.holder.id));
    return { vehicle, otherDrivers: Math.max(0, drivers.size - 1) };
  });
}
