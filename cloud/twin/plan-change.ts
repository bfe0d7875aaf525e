import { parseTwinDocument, TwinDocument, takesEffectAt } from '../../devices/contracts/twin.ts';
import { defaultTenant, layerKinds, readLayerName } from './layer-name.ts';
import {
  type Difference,
  digest,
  findDifferences,
  isObject,
  type Json,
  type JsonObject,
  type LayerContent,
  type Resolved,
  resolveLayers,
} from './merge-layers.ts';
import type { DesiredRow, LayerDefinition, LayerState } from './twin-store.ts';

/** A gateway and where it stands; `site` once it is known. */
export interface Member {
  gateway: string;
  site?: string;
  /** To whom the site belongs; the provider's own where it is left out. */
  tenant?: string;
}

export interface Refusal {
  /** Left out where the layer is wrong by itself. */
  gateway?: string;
  /** The path of the setting, as far as it is known. */
  field: string;
  problem: string;
}

export interface ChangedTwin extends Member {
  before: Resolved;
  after: Resolved;
  differences: (Difference & { layer?: string })[];
  /** Something of it needs a restart. */
  needsRestart: boolean;
}

export interface Plan {
  changed: ChangedTwin[];
  refused: Refusal[];
}

/** What a layer says to this gateway: the staged version to those that were chosen, the released one to all others. */
function definitionFor({ released, staged }: LayerState, gateway: string): LayerDefinition | undefined {
  return staged?.only.includes(gateway) ? staged : released;
}

function concerns(name: string, { members }: LayerDefinition, { gateway, site, tenant }: Member): boolean {
  const { kind, id } = readLayerName(name);
  return {
    fleet: true,
    tenant: id === (tenant ?? defaultTenant),
    group: members.includes(gateway),
    site: id === site,
    gateway: id === gateway,
  }[kind];
}

/** The layers that count for a gateway, lowest first: fleet, tenant, groups by priority and name, site, gateway. */
export function layersFor(layers: readonly LayerState[], member: Member): LayerContent[] {
  return layers
    .flatMap((state) => {
      const definition = definitionFor(state, member.gateway);
      if (!definition || !concerns(state.layer, definition, member)) return [];
      const rank = layerKinds.indexOf(readLayerName(state.layer).kind);
      return [{ layer: state.layer, content: definition.content, rank, priority: definition.priority }];
    })
    .sort((a, b) => a.rank - b.rank || a.priority - b.priority || (a.layer < b.layer ? -1 : 1));
}

export const resolveTwin = (layers: readonly LayerState[], member: Member): Resolved =>
  resolveLayers(layersFor(layers, member));

/** The field that a problem begins with. */
function toRefusal(problem: string, gateway?: string): Refusal {
  const field = /^[\w.-]+/.exec(problem)?.[0] ?? '';
  return { field, problem, ...(gateway === undefined ? {} : { gateway }) };
}

/** Paths of `null` that take away what no document can have: a slip of the pen. */
function unknownNulls(content: JsonObject, schema: unknown, before = ''): string[] {
  const known = (schema as { properties?: Record<string, unknown> } | undefined)?.properties ?? {};
  return Object.entries(content).flatMap(([key, value]) => {
    if (!Object.hasOwn(known, key)) return value === null ? [`${before}${key}`] : [];
    return isObject(value) ? unknownNulls(value, known[key], `${before}${key}.`) : [];
  });
}

function withoutNulls(content: JsonObject): JsonObject {
  const kept = Object.entries(content)
    .filter(([, value]) => value !== null)
    .map(([key, value]): [string, Json] => [key, isObject(value) ? withoutNulls(value) : value]);
  return Object.fromEntries(kept);
}

/** What is wrong with a layer's content by itself. Never throws. */
export function checkContent(content: JsonObject): Refusal[] {
  const nulls = unknownNulls(content, TwinDocument).map((field) => ({ field, problem: `${field} is no setting` }));
  if (nulls.length > 0) return nulls;
  const parsed = parseTwinDocument(withoutNulls(content));
  return parsed.ok ? [] : [toRefusal(parsed.problem)];
}

/** What a new state of one layer does to every gateway. */
export function planChange(layers: readonly LayerState[], next: LayerState, members: readonly Member[]): Plan {
  const after = [...layers.filter(({ layer }) => layer !== next.layer), next];
  const changed = members.flatMap((member) => {
    const twin = compare(resolveTwin(layers, member), resolveTwin(after, member));
    return twin.differences.length === 0 ? [] : [{ ...member, ...twin }];
  });
  const refused = changed.flatMap(({ gateway, after: { document } }) => {
    const parsed = parseTwinDocument(document);
    return parsed.ok ? [] : [toRefusal(parsed.problem, gateway)];
  });
  return { changed, refused };
}

function compare(before: Resolved, after: Resolved): Omit<ChangedTwin, keyof Member> {
  const differences = findDifferences(before.document, after.document).map((difference) => {
    const layer = after.origins[difference.path];
    return { ...difference, ...(layer === undefined ? {} : { layer }) };
  });
  return {
    before,
    after,
    differences,
    needsRestart: differences.some(({ path }) => takesEffectAt(path) === 'restart'),
  };
}

/** The desired document as it is kept; `undefined` where the one that stands says the same. */
export function nextDesired(
  gateway: string,
  document: JsonObject,
  known: DesiredRow | undefined,
  nowMs: number,
): Omit<DesiredRow, 'revision'> | undefined {
  const before = known?.document ?? {};
  return digest(before) === digest(document) ? undefined : renewDesired(gateway, document, known, nowMs);
}

/** A further version, whatever the one before said. */
export function renewDesired(gateway: string, document: JsonObject, known: DesiredRow | undefined, nowMs: number) {
  const version = (known?.version ?? 0) + 1;
  return { gateway, version, etag: `${version}-${digest(document)}`, document, sinceMs: nowMs };
}
