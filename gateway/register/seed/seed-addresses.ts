import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { Address } from '../records.ts';
import type { Register } from '../register-types.ts';
import type { SeedDraft } from './seed-draft.ts';
import { gridId } from './seed-ids.ts';

/** The compound, its buildings and its units, as the site file has them at this start. */
export function siteAddresses(site: SiteFile): Address[] {
  const compound = site.site.id;
  const described = ({ name, code, grid }: SiteFile['units'][number]) => ({
    name,
    ...(code === undefined ? {} : { code }),
    ...(grid === undefined ? {} : { grid: gridId(grid) }),
  });
  return [
    { id: compound, kind: 'compound', name: site.site.name },
    ...(site.buildings ?? []).map(
      (one): Address => ({ id: one.id, kind: 'building', parent: compound, ...described(one) }),
    ),
    ...site.units.map(
      (one): Address => ({ id: one.id, kind: 'unit', parent: one.building ?? compound, ...described(one) }),
    ),
  ];
}

/** Keeps the upper part of the address tree equal to the site file; what was added below it at the console stays. */
export function seedAddresses(site: SiteFile, register: Register, draft: SeedDraft): Address[] {
  const addresses = siteAddresses(site);
  for (const text of [...(site.buildings ?? []), ...site.units].flatMap(({ grid }) => grid ?? [])) {
    const id = gridId(text);
    // Its worker and telephone number are entered at the console.
    if (!draft.get('grid', id)) draft.put('grid', { id, name: { zh: text, en: text } }, `the duty area "${text}"`);
  }
  for (const address of addresses) draft.put('address', address, `the ${address.kind} "${address.id}"`);
  renameCompound(site.site.id, register, draft);
  return addresses;
}

/** A site that was given another id keeps its tree. */
function renameCompound(id: string, register: Register, draft: SeedDraft): void {
  for (const old of register.childrenOf('')) {
    if (old.id === id) continue;
    for (const child of register.childrenOf(old.id)) {
      const as = draft.get('address', child.id)!;
      if (as.parent === old.id) draft.put('address', { ...as, parent: id }, `the ${child.kind} "${child.id}"`);
    }
    draft.add({ kind: 'address', remove: old.id }, `the site "${id}"`);
  }
}
