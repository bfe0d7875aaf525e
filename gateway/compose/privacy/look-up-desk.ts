import type { ConsoleLookUps, LookUp, PersonView, PlateHolder, Viewer } from '../../console/privacy/privacy-ports.ts';
import { Refusal } from '../../console/refusal.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger, LedgerEntry } from '../../ledger/ledger.ts';
import { visibleClasses } from '../../privacy/roles.ts';
import { vehiclesOf } from '../../privacy/subject-records.ts';
import { viewRecord } from '../../privacy/view-record.ts';
import { normalisePlate } from '../../register/plate-text.ts';
import type { DataClass } from '../../register/records.ts';
import type { Register } from '../../register/register-types.ts';

export interface LookUpDeskOptions {
  store: Store;
  register: Register;
  ledger: Ledger;
  /** Face templates in use of one person. */
  templatesOf(person: string): number;
  clock: Clock;
}

type Classes = ReadonlySet<DataClass>;

const shortestReason = 4;
/** Of which classes one at least must be visible for a look to make sense; less than that is refused. */
const needs = {
  'person.viewed': ['identity', 'contact', 'address'],
  'person.homes-viewed': ['address'],
  'home.viewed': ['identity', 'contact'],
  'vehicle.viewed': ['vehicle'],
} as const satisfies Record<string, readonly DataClass[]>;

/** Somebody's words for why they do something; throws a Refusal where there are none to speak of. */
export function reasonOf(text: string): string {
  const reason = text.trim();
  if ([...reason].length < shortestReason) {
    throw new Refusal(
      400,
      'reason-required',
      `Give a reason of at least ${shortestReason} characters.`,
      undefined,
      'reason',
    );
  }
  return reason;
}

/** Two-way look-up: one entry in the ledger a look, in one transaction with the reading, before anything is told. */
export function createLookUpDesk({ register, templatesOf, ...rest }: LookUpDeskOptions): ConsoleLookUps {
  const look = createLook(rest);
  const existing = (id: string) => {
    const person = register.get('person', id);
    if (!person) throw new Refusal(404, 'no-such-person', 'There is no such person.');
    return person;
  };

  return {
    person: (id, asked, by) =>
      look('person.viewed', asked, by, (classes) => {
        existing(id);
        return { subject: id, answer: { ...viewPerson(register, id, classes), faceTemplates: templatesOf(id) } };
      }),
    homesOf: (id, asked, by) =>
      look('person.homes-viewed', asked, by, (classes) => {
        existing(id);
        const homes = register.residenciesOf(id).map((residency) => ({
          residency: viewRecord('residency', residency, classes),
          path: register.pathOf(residency.address).map((address) => viewRecord('address', address, classes)),
        }));
        return { subject: id, detail: { homes: homes.length }, answer: homes };
      }),
    peopleAt: (home, asked, by) =>
      look('home.viewed', asked, by, (classes) => {
        if (!register.get('address', home)) throw new Refusal(404, 'no-such-address', 'There is no such address.');
        const there = register.residenciesAt(home).flatMap((residency) => {
          const person = register.get('person', residency.person);
          return person ? [{ residency, person }] : [];
        });
        const answer = there.map(({ residency, person }) => ({
          residency: viewRecord('residency', residency, classes),
          person: viewRecord('person', person, classes),
        }));
        return { subject: home, detail: { people: distinct(there.map(({ person }) => person.id)) }, answer };
      }),
    holdersOf: (plate, asked, by) =>
      look('vehicle.viewed', asked, by, (classes) => {
        const { vehicle, holders } = viewHolders(register, plate, classes);
        const people = distinct(holders.flatMap(({ person }) => person?.id ?? []));
        return { ...(vehicle !== undefined && { subject: vehicle }), detail: { people }, answer: holders };
      }),
  };
}

/** Reads and writes down in one transaction; throws a Refusal for what role and purpose do not show. */
function createLook({ store, ledger, clock }: Omit<LookUpDeskOptions, 'register' | 'templatesOf'>) {
  return <T>(
    action: keyof typeof needs,
    { purpose, reason }: LookUp,
    by: Viewer,
    read: (classes: Classes) => Pick<LedgerEntry, 'subject' | 'detail'> & { answer: T },
  ): T => {
    const words = reasonOf(reason);
    const entry = { atMs: clock.wallMs(), actor: { kind: 'user', id: by.user }, purpose, reason: words } as const;
    const classes = visibleClasses(by.roles, purpose);
    if (!needs[action].some((needed) => classes.has(needed))) {
      ledger.append({ ...entry, action: `${action.split('.')[0]}.view-refused` });
      throw new Refusal(403, 'purpose-does-not-allow', 'For this purpose your role may not see this.');
    }
    return store.transaction(() => {
      const { answer, ...about } = read(classes);
      ledger.append({ ...entry, action, ...about });
      return answer;
    });
  };
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)].slice(0, 1000);

function viewPerson(register: Register, id: string, classes: Classes): Omit<PersonView, 'faceTemplates'> {
  const credentials = register.credentialsOf(id);
  return {
    person: viewRecord('person', register.get('person', id)!, classes),
    version: register.version('person', id),
    credentials: credentials.map((one) => viewRecord('credential', one, classes)),
    vehicles: vehiclesOf(register, credentials).map(({ vehicle }) => ({
      ...viewRecord('vehicle', vehicle, classes),
      permits: credentials
        .filter(({ kind, value = '' }) => kind === 'plate' && register.vehicleOf(value)?.id === vehicle.id)
        .map(({ id }) => id),
    })),
    consents: register.consentsOf(id).map((one) => viewRecord('consent', one, classes)),
    memberships: register.membershipsOf(id).map((one) => viewRecord('membership', one, classes)),
  };
}

/** An unknown plate is an answer, too: that it was asked for stands in the ledger, the plate does not. */
function viewHolders(
  register: Register,
  plate: string,
  classes: Classes,
): { vehicle: string | undefined; holders: PlateHolder[] } {
  const permits = register.rights.vehicles(plate);
  const vehicle = register.vehicleOf(normalisePlate(plate));
  const holders = permits.flatMap(({ permit }): PlateHolder[] => {
    const credential = register.get('credential', permit.id);
    const person = permit.holder.kind === 'person' ? register.get('person', permit.holder.id) : undefined;
    return [
      {
        kind: permit.holder.kind,
        vehicle: vehicle ? viewRecord('vehicle', vehicle, classes) : {},
        permit: credential ? viewRecord('credential', credential, classes) : {},
        ...(person && { person: viewRecord('person', person, classes) }),
      },
    ];
  });
  return { vehicle: vehicle?.id, holders };
}
