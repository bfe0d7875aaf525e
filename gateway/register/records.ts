import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { CardText } from '../../devices/contracts/cards.ts';
import { createParser, type Parser } from '../../devices/contracts/parse.ts';
import { Day, EpochMs, Id, Title, visible } from '../../devices/contracts/place.ts';
import { PlateColour } from '../../devices/contracts/plates.ts';
import { TimeSpan } from '../../devices/contracts/time-span.ts';

/**
 * What the register holds, entered once and drawn by each department for its purpose. Every field has a class (Data Security
 * Law 21, DOMAIN P19), by which roles and purposes are allowed to see it; a field without one does not compile into a view.
 */
export const dataClasses = [
  /** Opaque ids, states, dates of validity. */
  'plain',
  'address',
  'identity',
  /** The birth date: nobody at a door needs it. */
  'age',
  'contact',
  'credential',
  'vehicle',
  /** Somebody needs more time, or care. */
  'care',
  /** Words that somebody wrote: they may name anybody. */
  'words',
] as const;
export type DataClass = (typeof dataClasses)[number];

const strict = { additionalProperties: false } as const;
/** A copy with what typebox keeps unseen: whether the field is optional. */
const field = <S extends TSchema>(dataClass: DataClass, schema: S): S => {
  const copy: S = Object.create(Object.getPrototypeOf(schema), Object.getOwnPropertyDescriptors(schema));
  return Object.assign(copy, { dataClass });
};
const plain = <S extends TSchema>(schema: S): S => field('plain', schema);

const Ref = Type.String({ minLength: 1, maxLength: 64 });
const Words = Type.String({ minLength: 1, maxLength: 500 });
const Name = Type.String({ pattern: visible, maxLength: 100 });
const Phone = Type.String({ pattern: '^[+0-9][0-9 -]{3,23}$' });
/** From `fromMs` on and until before `toMs`; without bound where left out. Epoch milliseconds. */
const Validity = { fromMs: plain(Type.Optional(EpochMs)), toMs: plain(Type.Optional(EpochMs)) };

/** A part of the compound's tree: compound → building → unit → floor → home. */
export const Address = Type.Object(
  {
    id: plain(Id),
    kind: plain(Type.Enum(['compound', 'building', 'unit', 'floor', 'home'])),
    /** Left out for the compound only. */
    parent: plain(Type.Optional(Ref)),
    name: field('address', Title),
    /** Official code, opaque: Shenzhen gives each dwelling 25 digits. */
    code: field('address', Type.Optional(Type.String({ minLength: 1, maxLength: 64 }))),
    /** Duty area (网格) with all that lies below. */
    grid: plain(Type.Optional(Ref)),
  },
  strict,
);
export const Grid = Type.Object(
  {
    id: plain(Id),
    name: plain(Title),
    worker: plain(Type.Optional(Ref)),
    phone: field('contact', Type.Optional(Phone)),
  },
  strict,
);
export const Person = Type.Object(
  {
    id: plain(Id),
    name: field('identity', Name),
    born: field('age', Type.Optional(Day)),
    phone: field('contact', Type.Optional(Phone)),
    /** Doors stay released and open for longer. */
    extendedTimes: field('care', Type.Optional(Type.Boolean())),
    note: field('words', Type.Optional(Words)),
  },
  strict,
);
export const Household = Type.Object(
  {
    id: plain(Id),
    home: plain(Ref),
    /** Vehicles that may be inside at once; the site's number if left out. */
    parkingPlaces: plain(Type.Optional(Type.Integer({ minimum: 0, maximum: 50 }))),
    ...Validity,
  },
  strict,
);
export const relations = ['owner', 'tenant', 'family', 'staff', 'volunteer'] as const;
/** Somebody belongs to an address for a time: residents to a home, staff and volunteers to any part of the tree. */
export const Residency = Type.Object(
  {
    id: plain(Id),
    person: plain(Ref),
    address: plain(Ref),
    relation: plain(Type.Enum([...relations])),
    household: plain(Type.Optional(Ref)),
    fromMs: plain(EpochMs),
    toMs: plain(Type.Optional(EpochMs)),
  },
  strict,
);
export const Vehicle = Type.Object(
  {
    id: plain(Id),
    plate: field('vehicle', Type.String({ minLength: 6, maxLength: 10 })),
    colour: field('vehicle', Type.Optional(PlateColour)),
    /** listed: a human has to look; duplicated: the plate is known to be carried by two vehicles. */
    state: plain(Type.Enum(['active', 'listed', 'duplicated'])),
    /** Who drives it; each has a permit (a credential) of their own. */
    note: field('words', Type.Optional(Words)),
  },
  strict,
);
export const credentialKinds = ['card', 'pin', 'plate', 'pass'] as const;
export const credentialStates = ['active', 'suspended', 'lost', 'revoked'] as const;
/** Something that opens. A face is none: templates with a live consent stand for it. */
export const Credential = Type.Object(
  {
    id: plain(Id),
    kind: plain(Type.Enum([...credentialKinds])),
    /** Whose it is: a person's or a visit's, exactly one of the two. */
    person: plain(Type.Optional(Ref)),
    visit: plain(Type.Optional(Ref)),
    /** Card text, keyed digest of a PIN (`pin:` and base64url), plate; a pass has none, its id is what is signed. */
    value: field('credential', Type.Optional(Type.String({ minLength: 4, maxLength: 100 }))),
    state: plain(Type.Enum([...credentialStates])),
    /** Limits it to the places and times of this access group, on top of the holder's own rights. */
    group: plain(Type.Optional(Ref)),
    /** A PIN that opens and raises the silent alarm. */
    duress: field('credential', Type.Optional(Type.Boolean())),
    /** A pass: how often it opens each door. */
    uses: plain(Type.Optional(Type.Integer({ minimum: 1, maximum: 100 }))),
    ...Validity,
  },
  strict,
);
/** Doors, barriers and zones with the times at which they may be passed: for staff, volunteers, visitors. */
export const AccessGroup = Type.Object(
  {
    id: plain(Id),
    name: plain(Title),
    places: plain(Type.Array(Id, { minItems: 1, uniqueItems: true, description: 'doors, barriers or zones' })),
    spans: plain(Type.Optional(Type.Array(TimeSpan, { minItems: 1, description: 'always, if left out' }))),
    except: plain(Type.Optional(Type.Array(Day, { description: 'days on which it does not hold, such as holidays' }))),
  },
  strict,
);
export const Membership = Type.Object(
  { id: plain(Id), person: plain(Ref), group: plain(Ref), fromMs: plain(EpochMs), toMs: plain(Type.Optional(EpochMs)) },
  strict,
);
export const consentPurposes = ['face', 'living-alone-care'] as const;
export const Consent = Type.Object(
  {
    id: plain(Id),
    person: plain(Ref),
    purpose: plain(Type.Enum([...consentPurposes])),
    notice: plain(Type.String({ minLength: 1, maxLength: 40, description: 'version of the notice that was read' })),
    method: plain(Type.Enum(['signed-paper', 'signed-screen', 'app'])),
    givenAtMs: plain(EpochMs),
    expiresAtMs: plain(EpochMs),
    withdrawnAtMs: plain(Type.Optional(EpochMs)),
    /** Who consented for a child under 14. */
    guardian: field('identity', Type.Optional(Name)),
    /** With `signed-screen`: strokes as an SVG path in a field of 600 × 200, or `name:` and what was typed. */
    signature: field('words', Type.Optional(Type.String({ pattern: '^([ML0-9 ]{5,4000}|name:.{1,100})$' }))),
  },
  strict,
);
export const visitStates = ['requested', 'approved', 'refused', 'cancelled'] as const;
export const Visit = Type.Object(
  {
    id: plain(Id),
    host: plain(Ref),
    home: plain(Ref),
    visitor: field('identity', Name),
    phone: field('contact', Type.Optional(Phone)),
    plate: field('vehicle', Type.Optional(Type.String({ minLength: 6, maxLength: 10 }))),
    fromMs: plain(EpochMs),
    toMs: plain(EpochMs),
    uses: plain(Type.Integer({ minimum: 1, maximum: 100 })),
    state: plain(Type.Enum([...visitStates])),
    requestedBy: plain(Ref),
    /** When and through whom the host agreed, and a member of staff. */
    hostAgreedAtMs: plain(Type.Optional(EpochMs)),
    decidedBy: plain(Type.Optional(Ref)),
    decidedAtMs: plain(Type.Optional(EpochMs)),
    /** When somebody saw that the visitor had gone; not every way out is read. */
    leftAtMs: plain(Type.Optional(EpochMs)),
  },
  strict,
);
/** Watch-list (DOMAIN P12): a match tells a human and never moves a door. */
export const WatchEntry = Type.Object(
  {
    id: plain(Id),
    plate: field('vehicle', Type.String({ minLength: 6, maxLength: 10 })),
    reason: field('words', Words),
    legalBasis: field('words', Words),
    document: field('words', Type.String({ minLength: 1, maxLength: 120 })),
    sites: plain(Type.Array(Id, { minItems: 1 })),
    requester: plain(Ref),
    approver: plain(Type.Optional(Ref)),
    state: plain(Type.Enum(['requested', 'approved', 'refused'])),
    fromMs: plain(EpochMs),
    expiresAtMs: plain(EpochMs),
  },
  strict,
);
/** A case: within it, and nowhere else, the way of one person or vehicle through the rings may be looked at. */
export const Case = Type.Object(
  {
    id: plain(Id),
    title: field('words', Words),
    reason: field('words', Words),
    subject: plain(Type.Object({ kind: Type.Enum(['person', 'vehicle']), id: Ref }, strict)),
    /** The time that is looked at. */
    fromMs: plain(EpochMs),
    toMs: plain(EpochMs),
    requester: plain(Ref),
    approver: plain(Type.Optional(Ref)),
    state: plain(Type.Enum(['requested', 'approved', 'refused', 'closed'])),
    /** Until when it may be looked at. */
    openUntilMs: plain(EpochMs),
  },
  strict,
);

export const recordSchemas = {
  address: Address,
  grid: Grid,
  person: Person,
  household: Household,
  residency: Residency,
  vehicle: Vehicle,
  credential: Credential,
  group: AccessGroup,
  membership: Membership,
  consent: Consent,
  visit: Visit,
  watch: WatchEntry,
  case: Case,
} as const satisfies Record<string, TObject>;

export type RecordKind = keyof typeof recordSchemas;
export type RecordOf<K extends RecordKind> = Static<(typeof recordSchemas)[K]>;
export const recordKinds = Object.keys(recordSchemas) as RecordKind[];

export type Address = RecordOf<'address'>;
export type Person = RecordOf<'person'>;
export type Residency = RecordOf<'residency'>;
export type Vehicle = RecordOf<'vehicle'>;
export type Credential = RecordOf<'credential'>;
export type AccessGroup = RecordOf<'group'>;
export type Consent = RecordOf<'consent'>;
export type Visit = RecordOf<'visit'>;
export type WatchEntry = RecordOf<'watch'>;
export type Case = RecordOf<'case'>;

/** Whether a visit has neither been refused nor called off. */
export const mayCome = ({ state }: Visit): boolean => state === 'requested' || state === 'approved';

/** The class of a field. Throws for one that has none: what was never classed must not leave. */
export function classOf(kind: RecordKind, name: string): DataClass {
  const schema = recordSchemas[kind].properties as Record<string, { dataClass?: DataClass }>;
  const dataClass = schema[name]?.dataClass;
  if (!dataClass) throw new Error(`${kind}.${name} has no data class`);
  return dataClass;
}

export const recordParsers = Object.fromEntries(
  recordKinds.map((kind) => [kind, createParser(recordSchemas[kind])]),
) as { [K in RecordKind]: Parser<RecordOf<K>> };

/** A card's text as it stands in a credential. */
export const parseCard = createParser(CardText);
