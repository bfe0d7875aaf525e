/** From the outside in. A site hangs below the narrowest level that its tenant has; nothing hangs below a site. */
export const placeKinds = ['tenant', 'city', 'district', 'site'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** All of it: the provider's own level, above the tenants. */
export const wholeCloud = 'cloud';

/** Of the name of a place. */
export function kindOf(place: string): PlaceKind {
  return place.slice(0, place.indexOf(':')) as PlaceKind;
}

export const siteName = (site: string): string => `site:${site}`;

/** Whether a place may hang there: tenants below nothing, everything else below something wider. */
export function mayHang(place: string, parent: string | undefined): boolean {
  if (parent === undefined) return kindOf(place) === 'tenant';
  return placeKinds.indexOf(kindOf(parent)) < placeKinds.indexOf(kindOf(place));
}
