import Type from 'typebox';

export const layerKinds = ['fleet', 'tenant', 'group', 'site', 'gateway'] as const;
export type LayerKind = (typeof layerKinds)[number];

/** Of the provider: gateways at sites that nobody has placed. */
export const defaultTenant = 'default';

const id = '[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?';
export const LayerName = Type.String({
  pattern: `^(?:fleet|(?:tenant|group|site|gateway):${id})$`,
  description: 'fleet, tenant:ID, group:ID, site:ID or gateway:ID',
});

/** The parts of a name that matches `LayerName`. */
export function readLayerName(name: string): { kind: LayerKind; id: string } {
  const [kind, rest = ''] = name.split(':', 2);
  return { kind: kind as LayerKind, id: rest };
}
