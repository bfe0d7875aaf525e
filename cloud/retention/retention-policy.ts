import Type, { type Static } from 'typebox';
import { Id } from '../../devices/contracts/place.ts';
import { Fault } from '../fault.ts';
import { type RetentionKind, retentionKinds, retentionTerms, type TenantKind, tenantKinds } from './retention-terms.ts';

const dayMs = 86_400_000;
const strict = { additionalProperties: false } as const;

const daysOf = (kind: RetentionKind) => {
  const { days, least, most } = retentionTerms[kind];
  return Type.Optional(Type.Integer({ minimum: least, maximum: most, default: days }));
};
const tenantDays = {
  event: daysOf('event'),
  alarm: daysOf('alarm'),
  command: daysOf('command'),
  figures: daysOf('figures'),
  proof: daysOf('proof'),
  aside: daysOf('aside'),
} satisfies Record<TenantKind, unknown>;
const cloudDays = {
  ...tenantDays,
  claim: daysOf('claim'),
  delivery: daysOf('delivery'),
} satisfies Record<RetentionKind, unknown>;

export const RetentionFile = Type.Object(
  {
    days: Type.Optional(Type.Object(cloudDays, strict)),
    tenants: Type.Optional(Type.Array(Type.Object({ tenant: Id, days: Type.Object(tenantDays, strict) }, strict))),
  },
  { ...strict, description: 'for how many days what is kept; docs/retention.md' },
);
export type RetentionFile = Static<typeof RetentionFile>;

export interface RetentionPolicy {
  /** A tenant's own days, or else the cloud's. */
  days(kind: RetentionKind, tenant?: string): number;
  tenants: readonly { tenant: string; days: Partial<Record<TenantKind, number>> }[];
}

/** Where the file says nothing the usual terms count. Throws a Fault where it names a tenant twice. */
export function createRetentionPolicy({ days = {}, tenants = [] }: RetentionFile = {}): RetentionPolicy {
  const known = new Map<string | undefined, Partial<Record<RetentionKind, number>>>();
  for (const { tenant, days: own } of tenants) {
    if (known.has(tenant)) throw new Fault('config-invalid', `retention.tenants names ${tenant} twice`);
    known.set(tenant, own);
  }
  return {
    days: (kind, tenant) => known.get(tenant)?.[kind] ?? days[kind] ?? retentionTerms[kind].days,
    tenants,
  };
}

/** What was kept before, in milliseconds, may go now: of one tenant's gateways, or of what is no gateway's. */
export function dueBefore(policy: RetentionPolicy, nowMs: number, tenant?: string): Record<RetentionKind, number> {
  const entries = retentionKinds.map((kind) => [kind, nowMs - policy.days(kind, tenant) * dayMs]);
  return Object.fromEntries(entries) as Record<RetentionKind, number>;
}

/** What a tenant has otherwise than the cloud, kind by kind. */
export const ownTerms = (policy: RetentionPolicy) =>
  policy.tenants.flatMap(({ tenant, days }) =>
    tenantKinds.flatMap((kind) => (days[kind] === undefined ? [] : [{ tenant, kind, days: days[kind] }])),
  );
