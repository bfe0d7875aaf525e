import Type, { type Static } from 'typebox';
import { OperatorSign } from '../../devices/contracts/downlink.ts';
import { EpochMs, visible } from '../../devices/contracts/place.ts';
import { permissions } from './access.ts';
import { auditSources } from './audit-store.ts';
import type { SeenOperator } from './operator-desk.ts';
import { GrantPlace, PlaceName } from './place-name.ts';
import { roles } from './roles.ts';
import type { OperatorTokenRow } from './tenancy-store.ts';

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
export const strict = { additionalProperties: false } as const;

/** In the language of whoever writes it. */
export const Words = Type.String({ minLength: 1, maxLength: 120, pattern: visible });
export const RoleName = Type.Enum(roles);
export const OperatorId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' });
export const Reason = Type.String({
  minLength: 3,
  maxLength: 500,
  pattern: '\\S',
  description: 'for those who read it later',
});

export const WishedGrant = Type.Object(
  {
    place: GrantPlace,
    role: RoleName,
    reason: Type.Optional(
      Type.String({
        minLength: 3,
        maxLength: 500,
        pattern: '\\S',
        description: 'why one person may both ask and approve',
      }),
    ),
  },
  strict,
);

const GrantView = Type.Object({
  place: GrantPlace,
  role: RoleName,
  by: Type.String(),
  atMs: EpochMs,
  reason: OrNull(Type.String()),
});

export const OperatorView = Type.Object({
  id: OperatorId,
  sign: OperatorSign,
  origin: Type.Enum(['first', 'made', 'provider']),
  disabledSinceMs: OrNull(EpochMs),
  secondFactorSinceMs: OrNull(EpochMs),
  madeAtMs: EpochMs,
  grants: Type.Array(GrantView),
  more: Type.Boolean({ description: 'has roles at places that are not yours, too' }),
});
export type OperatorView = Static<typeof OperatorView>;

export const OperatorList = Type.Object({ operators: Type.Array(OperatorView) });

export function viewOperator(operator: SeenOperator): OperatorView {
  const { id, sign, origin, disabledMs, factorSinceMs, madeMs, grants, more } = operator;
  return {
    ...{ id, sign, origin, more, disabledSinceMs: disabledMs, madeAtMs: madeMs },
    secondFactorSinceMs: factorSinceMs,
    grants: grants.map(({ place, role, by, atMs, reason }) => ({ place, role, by, atMs, reason })),
  };
}

export const PlaceView = Type.Object({
  place: PlaceName,
  parent: OrNull(PlaceName),
  title: Words,
  gateways: Type.Integer({ minimum: 0, description: 'that stand there or below' }),
  waits: OrNull(Type.Object({ siteMinutes: Type.Number(), districtMinutes: Type.Number() })),
});
export const PlaceList = Type.Object({
  places: Type.Array(PlaceView),
  unplaced: Type.Array(Type.Object({ site: Type.String(), gateways: Type.Integer() }), {
    description: 'sites of gateways that nobody has placed; only for the provider',
  }),
});

export const TokenView = Type.Object({
  id: Type.String(),
  title: Words,
  permissions: Type.Array(Type.Enum(permissions)),
  madeAtMs: EpochMs,
  expiresAtMs: EpochMs,
  usedAtMs: OrNull(Type.Integer({ description: 'to the minute' })),
});
export const TokenList = Type.Object({ nowMs: EpochMs, tokens: Type.Array(TokenView) });

export function viewToken({ id, title, permissions: may, madeMs, expiresMs, usedMs }: OperatorTokenRow) {
  return { ...{ id, title }, permissions: [...may], madeAtMs: madeMs, expiresAtMs: expiresMs, usedAtMs: usedMs };
}

export const AuditList = Type.Object({
  acts: Type.Array(
    Type.Object({
      source: Type.Enum(auditSources, { description: 'which room keeps it' }),
      position: Type.Integer(),
      by: Type.String({ description: 'the sign' }),
      operator: OrNull(Type.String()),
      atMs: EpochMs,
      deed: Type.String(),
      gateway: OrNull(Type.String()),
      layer: OrNull(Type.String()),
      place: OrNull(Type.String()),
      subject: OrNull(Type.String()),
      reason: OrNull(Type.String()),
    }),
  ),
  /** For `before`, to read on; null at the end. */
  next: OrNull(Type.String()),
});
