import { toVehicle } from '../../../devices/contracts/plates.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { isPlate, normalisePlate } from '../plate-text.ts';
import { repeated } from './repeated.ts';

/** What a schema cannot say of buildings and units, which share one name space with the compound. */
export function addressProblems(site: SiteFile): string[] {
  const buildings = site.buildings ?? [];
  const known = new Set(buildings.map(({ id }) => id));
  const codes = [...buildings, ...site.units].flatMap(({ code }) => code ?? []);
  const ids = [site.site.id, ...known, ...new Set(site.units.map(({ id }) => id))];
  return [
    ...repeated(buildings.map(({ id }) => id)).map((id) => `the id "${id}" is used by two buildings`),
    ...repeated(site.units.map(({ id }) => id)).map((id) => `the id "${id}" is used by two units`),
    ...repeated(ids).map((id) => `the id "${id}" is used by two of compound, buildings and units`),
    ...repeated(codes).map((code) => `the address code "${code}" stands twice`),
    ...site.units
      .filter(({ building }) => building !== undefined && !known.has(building))
      .map(({ id, building }) => `the unit "${id}" names the building "${building}", which does not exist`),
  ];
}

/** What a schema cannot say of residents; `checkReferences` gathers it. */
export function residentProblems(site: SiteFile): string[] {
  const units = new Set(site.units.map(({ id }) => id));
  const homes = site.residents
    .filter(({ home }) => !units.has(home.unit))
    .map(({ id, home }) => `the resident "${id}" lives in the unit "${home.unit}", which does not exist`);
  const owners = (list: (resident: SiteFile['residents'][number]) => readonly string[]) => {
    const byValue = new Map<string, string[]>();
    for (const resident of site.residents) {
      for (const value of list(resident)) byValue.set(value, [...(byValue.get(value) ?? []), resident.id]);
    }
    return [...byValue.values()].filter((ids) => ids.length > 1);
  };
  // The card's number stays out of the message: it is a key.
  const cards = owners(({ cards }) => cards ?? []).map(
    (ids) => `one card belongs to several residents: ${ids.join(', ')}`,
  );
  const plates = owners(({ plates }) => (plates ?? []).map((entry) => normalisePlate(toVehicle(entry).plate)))
    .filter((ids) => new Set(ids).size !== ids.length)
    .map((ids) => `one plate stands twice at the resident ${ids[0]}`);
  const malformed = site.residents
    .filter(({ plates }) => (plates ?? []).some((entry) => !isPlate(normalisePlate(toVehicle(entry).plate))))
    .map(({ id }) => `a plate of the resident "${id}" is none: write province, office letter and serial`);
  const consents = site.residents.flatMap(({ id, face }) =>
    face && Date.parse(face.consent.expiresAt) <= Date.parse(face.consent.givenAt)
      ? [`the face consent of "${id}" expires before it was given`]
      : [],
  );
  const ids = repeated(site.residents.map(({ id }) => id)).map((id) => `the id "${id}" is used by two residents`);
  return [...ids, ...homes, ...cards, ...plates, ...malformed, ...consents];
}
