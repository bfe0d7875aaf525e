import Type, { type TSchema } from 'typebox';
import { EpochMs, Id, Ring, Title } from '../../../devices/contracts/place.ts';
import { purgeCauses } from '../../privacy/purge-due.ts';
import { purposes } from '../../privacy/roles.ts';
import {
  Address,
  Case,
  Consent,
  Credential,
  consentPurposes,
  Membership,
  Person,
  Residency,
  relations,
  Vehicle,
  Visit,
  WatchEntry,
} from '../../register/records.ts';
import { Count, Milliseconds, Opaque, strict } from '../console-schemas.ts';

/** Messages of privacy-routes.ts. Whatever is shown of a record may lack any of its fields. */
/** As many characters as a ledger entry holds of somebody's words. */
export const Reason = Type.String({ minLength: 4, maxLength: 500, description: 'why, in words; kept in the ledger' });

export const PlateParams = Type.Object({ plate: Type.String({ minLength: 4, maxLength: 20 }) }, strict);
export const LookUp = Type.Object(
  { purpose: Type.Enum([...purposes], { description: 'decides what is shown' }), reason: Reason },
  strict,
);
export const ReasonQuery = Type.Object({ reason: Reason }, strict);
export const LimitQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })) },
  strict,
);
export const SpanQuery = Type.Object({ fromMs: EpochMs, toMs: EpochMs }, strict);
export const AffectedQuery = Type.Object(
  { user: Type.String({ minLength: 1, maxLength: 64 }), fromMs: EpochMs, toMs: EpochMs },
  strict,
);
export const listOf = <S extends TSchema, N extends string>(name: N, schema: S) =>
  Type.Object({ [name]: Type.Array(schema) } as Record<N, ReturnType<typeof Type.Array<S>>>, strict);

const PersonFields = Type.Partial(Person);
const VehicleFields = Type.Partial(Vehicle);
const CredentialFields = Type.Partial(Credential);
const ResidencyFields = Type.Partial(Residency);
export const PersonReply = Type.Object(
  {
    person: PersonFields,
    version: Count,
    credentials: Type.Array(CredentialFields),
    vehicles: Type.Array(
      Type.Object(
        { ...VehicleFields.properties, permits: Type.Array(Id, { description: 'credentials that are for its plate' }) },
        strict,
      ),
    ),
    consents: Type.Array(Type.Partial(Consent)),
    memberships: Type.Array(Type.Partial(Membership)),
    faceTemplates: Count,
  },
  strict,
);
export const HomeReply = Type.Object({ residency: ResidencyFields, path: Type.Array(Type.Partial(Address)) }, strict);
export const AtHomeReply = Type.Object({ residency: ResidencyFields, person: PersonFields }, strict);
export const HolderReply = Type.Object(
  {
    kind: Type.Enum(['person', 'visit']),
    vehicle: VehicleFields,
    permit: CredentialFields,
    person: Type.Optional(PersonFields),
  },
  strict,
);

export const ConsentOrder = Type.Object(
  {
    purpose: Type.Enum([...consentPurposes]),
    notice: Type.String({ minLength: 1, maxLength: 40, description: 'version of the notice that was read' }),
    method: Consent.properties.method,
    expiresAtMs: EpochMs,
    guardian: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'for a child under 14' })),
    signature: Type.Optional({
      ...Consent.properties.signature,
      description: 'strokes as an SVG path of whole numbers in a field of 600 × 200, or name: and the name typed',
    }),
  },
  strict,
);
export const StandingConsent = Type.Object(
  {
    ...Type.Partial(Consent).properties,
    id: Id,
    standing: Type.Enum(['live', 'not-yet', 'expired', 'withdrawn']),
  },
  strict,
);

export const Receipt = Type.Object(
  {
    id: Opaque,
    person: Opaque,
    cause: Type.Enum([...purgeCauses]),
    dueMs: EpochMs,
    startedMs: EpochMs,
    finishedMs: Type.Optional(EpochMs),
    what: Type.Record(Type.String(), Count),
  },
  strict,
);
export const EraseOrder = Type.Object(
  {
    reason: Reason,
    moveOut: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'ends a residency that holds now; without it that refuses the erasure',
      }),
    ),
  },
  strict,
);

const Passage = Type.Object(
  {
    id: Opaque,
    atMs: EpochMs,
    place: Id,
    method: Type.String(),
    outcome: Type.String(),
    reason: Type.String(),
    side: Type.Optional(Type.Enum(['entry', 'exit'])),
    taken: Type.Optional(Type.Boolean({ description: 'whether the way was used, where that is known' })),
  },
  strict,
);
export const SubjectDocument = Type.Object(
  {
    format: Type.Literal('ringward-person-1'),
    site: Id,
    generatedAtMs: EpochMs,
    person: Person,
    homes: Type.Array(
      Type.Object(
        {
          ...Residency.properties,
          path: Type.Array(Title),
          others: Type.Array(
            Type.Object({ who: Type.Literal('another resident'), relation: Type.Enum([...relations]) }, strict),
          ),
        },
        strict,
      ),
    ),
    memberships: Type.Array(
      Type.Object({ group: Opaque, name: Type.Optional(Title), fromMs: EpochMs, toMs: Type.Optional(EpochMs) }, strict),
    ),
    credentials: Type.Array(CredentialFields),
    vehicles: Type.Array(Type.Object({ ...VehicleFields.properties, otherDrivers: Count }, strict)),
    consents: Type.Array(Consent),
    visits: Type.Array(Type.Pick(Visit, ['id', 'home', 'visitor', 'fromMs', 'toMs', 'uses', 'state'])),
    faceTemplates: Count,
    passages: Type.Array(Passage),
    morePassages: Type.Boolean(),
    looks: Type.Array(
      Type.Object(
        {
          atMs: EpochMs,
          by: Type.String(),
          action: Type.String(),
          purpose: Type.Optional(Type.String()),
          reason: Type.Optional(Type.String()),
        },
        strict,
      ),
    ),
    receipts: Type.Array(Type.Omit(Receipt, ['person'])),
    evidence: Type.Array(
      Type.Object({ id: Opaque, kind: Type.String(), source: Type.String(), atMs: EpochMs }, strict),
    ),
  },
  strict,
);

export const WatchOrder = Type.Object(
  {
    plate: WatchEntry.properties.plate,
    reason: Reason,
    legalBasis: Type.String({ minLength: 4, maxLength: 500 }),
    document: Type.String({ minLength: 1, maxLength: 120, description: 'number of the paper that asks for it' }),
    expiresAtMs: Type.Integer({ ...EpochMs, description: 'within 90 days' }),
    sites: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100 })),
  },
  strict,
);
export const CaseOrder = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 500 }),
    reason: Reason,
    subject: Case.properties.subject,
    fromMs: EpochMs,
    toMs: EpochMs,
    openUntilMs: Type.Integer({ ...EpochMs, description: 'within 30 days' }),
  },
  strict,
);
export const TrajectoryReply = Type.Object(
  {
    case: Opaque,
    steps: Type.Array(Type.Object({ ...Passage.properties, placeName: Title, ring: Type.Optional(Ring) }, strict)),
    more: Type.Boolean(),
  },
  strict,
);

export const ConsentReportReply = Type.Object(
  {
    atMs: EpochMs,
    counts: Type.Array(
      Type.Object(
        {
          ...Type.Pick(ConsentOrder, ['purpose', 'method', 'notice']).properties,
          standing: StandingConsent.properties.standing,
          count: Count,
        },
        strict,
      ),
    ),
    endingSoon: Type.Integer({ minimum: 0, description: 'live ones that end within 30 days' }),
    filing: Type.Object(
      { people: Count, threshold: Count, state: Type.Enum(['below', 'near', 'reached']) },
      { ...strict, description: 'people whose face information is stored, against the number from which it is filed' },
    ),
  },
  strict,
);
export const PassageReportReply = Type.Object(
  {
    ...SpanQuery.properties,
    methods: Type.Array(
      Type.Object(
        {
          method: Type.String(),
          granted: Count,
          denied: Count,
          askGuard: Count,
          denialRate: Type.Number({ minimum: 0, maximum: 1 }),
          reasons: Type.Array(Type.Object({ reason: Type.String(), count: Count }, strict)),
          latency: Type.Optional(
            Type.Object({ count: Count, meanMs: Milliseconds, p90Ms: Type.Optional(Milliseconds) }, strict),
          ),
        },
        strict,
      ),
    ),
  },
  strict,
);
export const AffectedReply = Type.Object(
  {
    people: Type.Array(Type.Object({ person: Opaque, looks: Count, firstMs: EpochMs, lastMs: EpochMs }, strict)),
    everybody: Type.Array(Type.Object({ atMs: EpochMs, action: Type.String() }, strict)),
  },
  strict,
);
export { Case, WatchEntry };
