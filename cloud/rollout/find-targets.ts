import Type, { type Static } from 'typebox';
import { Id } from '../../devices/contracts/place.ts';
import { Fault } from '../fault.ts';
import type { Operator } from '../tenancy/access.ts';
import { wholeCloud } from '../tenancy/place.ts';
import { defaultTenant, LayerName, readLayerName } from '../twin/layer-name.ts';
import type { Member } from '../twin/plan-change.ts';
import type { LayerState } from '../twin/twin-store.ts';
import type { Candidate } from './deal-groups.ts';
import { type DdiTargetRow, ddiPrefix } from './rollout-store.ts';

const list = { minItems: 1, maxItems: 20_000, uniqueItems: true } as const;

/** For whom a rollout is: by a layer of the settings, by sites or by name; or devices with a hawkBit client. One of them. */
export const RolloutTarget = Type.Object(
  {
    layer: Type.Optional(LayerName),
    sites: Type.Optional(Type.Array(Id, list)),
    gateways: Type.Optional(Type.Array(Id, list)),
    ddi: Type.Optional(Type.Array(Id, list)),
    percent: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 100, description: 'of those, by an order that means nothing' }),
    ),
  },
  { additionalProperties: false },
);
export type RolloutTarget = Static<typeof RolloutTarget>;

export interface Fleet {
  /** Of firmware: gateways of which it is known that they have no such device. */
  without?: ReadonlySet<string>;
  members: readonly Member[];
  layers: readonly LayerState[];
  ddi: readonly DdiTargetRow[];
}

function isIn(layer: string, layers: readonly LayerState[], { gateway, site, tenant }: Member): boolean {
  const { kind, id } = readLayerName(layer);
  const group = layers.find((state) => state.layer === layer);
  return {
    fleet: true,
    tenant: id === (tenant ?? defaultTenant),
    group: group?.released?.members.includes(gateway) ?? false,
    site: id === site,
    gateway: id === gateway,
  }[kind];
}

function mustExist(named: readonly string[] | undefined, known: ReadonlySet<string>, what: string): void {
  const strangers = (named ?? []).filter((id) => !known.has(id));
  if (strangers.length > 0)
    throw new Fault('request-invalid', `target: there is no ${what} ${strangers.slice(0, 5).join(', ')}`);
}

function ddiCandidates(ids: readonly string[], { ddi }: Fleet, operator: Operator): Candidate[] {
  // such a device stands under no gateway: it is for engineers of the whole cloud
  operator.requireAt('rollouts.prepare', wholeCloud);
  const known = new Map(ddi.map((target) => [target.id, target]));
  mustExist(ids, new Set(known.keys()), 'device');
  return ids.map((id) => {
    const { site } = known.get(id)!;
    return { gateway: `${ddiPrefix}${id}`, ...(site === null ? {} : { site }) };
  });
}

/** Whom a target means, as far as the operator may see. Throws Faults: `request-invalid`, `not-found`, `forbidden`. */
export function findTargets(target: RolloutTarget, fleet: Fleet, operator: Operator): Candidate[] {
  const { layer, sites, gateways, ddi } = target;
  const kinds = [layer, sites, gateways, ddi].filter((each) => each !== undefined);
  if (kinds.length !== 1) throw new Fault('request-invalid', 'target: name one of layer, sites, gateways and ddi');
  if (ddi) return ddiCandidates(ddi, fleet, operator);
  const seen = fleet.members.filter(({ gateway }) => operator.seen?.has(gateway) ?? true);
  mustExist(gateways, new Set(seen.map(({ gateway }) => gateway)), 'gateway');
  mustExist(sites, new Set(seen.flatMap(({ site }) => site ?? [])), 'site');
  return seen.filter((member) => {
    if (fleet.without?.has(member.gateway)) return false;
    if (layer !== undefined) return isIn(layer, fleet.layers, member);
    return (gateways?.includes(member.gateway) ?? false) || (sites?.includes(member.site ?? '') ?? false);
  });
}
