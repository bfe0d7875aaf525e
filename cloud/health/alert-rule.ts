import Type, { type Static } from 'typebox';
import { Id, Ring, visible } from '../../devices/contracts/place.ts';
import { type AlertKind, alertKindNames, alertKinds } from './alert-kinds.ts';

export { type AlertKind, alertKindNames, alertKinds };

const strict = { additionalProperties: false } as const;

export const AlertRule = Type.Object(
  {
    kind: Type.Enum(alertKindNames),
    /** Widest first; of two rules of one kind the nearer one counts at a gateway, also where it is off. */
    scope: Type.String({
      pattern: '^(fleet|(tenant|site|gateway):[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)$',
      description: 'fleet, tenant:ID, site:ID or gateway:ID',
    }),
    /** In the unit of the kind. */
    threshold: Type.Number({ minimum: 0, maximum: 1e9 }),
    /** It has to be so, without a break, for so long. */
    holdS: Type.Integer({ minimum: 0, maximum: 86_400 }),
    /** Of cameras. */
    ring: Type.Optional(Ring),
    /** Of a problem: only this one; any where left out. */
    code: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })),
    enabled: Type.Boolean(),
    /** Whether somebody is told of it, beside the page. */
    notify: Type.Boolean(),
    note: Type.Optional(Type.String({ maxLength: 500, pattern: visible })),
  },
  strict,
);
export type AlertRule = Static<typeof AlertRule>;
export const RuleId = Id;

const rule = (kind: AlertKind, holdS: number, change: Partial<AlertRule> = {}): AlertRule => ({
  ...{ kind, holdS, scope: 'fleet', threshold: alertKinds[kind].usual, enabled: true, notify: true },
  ...change,
});

/** On from the start; an operator's rule under the same id takes its place. */
export const defaultRules: Readonly<Record<string, AlertRule>> = {
  'usual-offline': rule('offline', 30),
  'usual-disk': rule('disk', 300),
  'usual-temperature': rule('temperature', 300),
  'usual-clock': rule('clock', 60),
  'usual-queue': rule('queue', 60),
  'usual-cameras-1': rule('cameras', 600, { ring: 1 }),
  'usual-cameras-2': rule('cameras', 600, { ring: 2, threshold: 90 }),
  'usual-cameras-3': rule('cameras', 600, { ring: 3 }),
  'usual-certificate': rule('certificate', 0),
  'usual-drift': rule('drift', 60),
  'usual-missing': rule('missing', 30),
  'usual-problem': rule('problem', 120),
};

const nearness = { fleet: 0, tenant: 1, site: 2, gateway: 3 } as const;
const partOf = ({ kind, ring, code }: AlertRule) => `${kind}/${ring ?? ''}/${code ?? ''}`;

export interface RuledGateway {
  gateway: string;
  site?: string;
  tenant?: string;
}

/** The rules that count at a gateway: of each kind (and ring, and code) the nearest one, and it only where it is on. */
export function rulesAt<Ruled extends { rule: AlertRule }>(rules: readonly Ruled[], at: RuledGateway): Ruled[] {
  const places = new Set([
    'fleet',
    `gateway:${at.gateway}`,
    ...(at.site === undefined ? [] : [`site:${at.site}`]),
    ...(at.tenant === undefined ? [] : [`tenant:${at.tenant}`]),
  ]);
  const distance = ({ rule: { scope } }: Ruled) => nearness[scope.split(':', 1)[0] as keyof typeof nearness];
  const nearest = new Map<string, Ruled>();
  for (const each of rules) {
    if (!places.has(each.rule.scope)) continue;
    const part = partOf(each.rule);
    const known = nearest.get(part);
    if (!known || distance(each) > distance(known)) nearest.set(part, each);
  }
  return [...nearest.values()].filter(({ rule: { enabled } }) => enabled);
}
