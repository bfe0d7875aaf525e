import type { Address, RecordOf } from '../records.ts';
import { type Check, findingIf } from './change-check.ts';

/** What a part of the compound may lie in. Floors may be left out; a small compound may have no buildings. */
const parents: Record<Address['kind'], readonly Address['kind'][]> = {
  compound: [],
  building: ['compound'],
  unit: ['building', 'compound'],
  floor: ['unit'],
  home: ['floor', 'unit'],
};

export const checkAddress: Check<'address'> = (address, { before, after }) => {
  const { kind, parent, id } = address;
  const was = before.get('address', id);
  const lies = parent === undefined ? undefined : after.get('address', parent)?.kind;
  const wanted = parents[kind].join(' or a ');
  return [
    ...findingIf(
      kind === 'compound' ? parent !== undefined : parent === undefined,
      'wrong-parent',
      'parent',
      kind === 'compound' ? 'the compound lies in nothing' : `a ${kind} needs a parent: a ${wanted}`,
    ),
    ...findingIf(
      kind !== 'compound' && lies !== undefined && !parents[kind].includes(lies),
      'wrong-parent',
      'parent',
      `a ${kind} lies in a ${wanted}, not in a ${lies}`,
    ),
    ...findingIf(
      kind === 'compound' && after.by('addressByParent', '').some((other) => other.id !== id),
      'not-alone',
      'kind',
      'the register has a compound already, and there is one only',
    ),
    ...findingIf(
      was !== undefined && was.kind !== kind,
      'wrong-parent',
      'kind',
      'an address does not change its kind: remove it and add another one',
    ),
  ];
};

export const checkHousehold: Check<'household'> = ({ id, home }, { after }) => {
  const kind = after.get('address', home)?.kind;
  return [
    ...findingIf(kind !== undefined && kind !== 'home', 'wrong-parent', 'home', 'a household lives in a home'),
    ...findingIf(
      after.by('residencyByHousehold', id).some(({ address }) => address !== home),
      'still-used',
      'home',
      'members of the household live at another address',
    ),
  ];
};

const living: readonly RecordOf<'residency'>['relation'][] = ['owner', 'tenant', 'family'];

export const checkResidency: Check<'residency'> = ({ address, relation, household, toMs }, { after }) => {
  const kind = after.get('address', address)?.kind;
  const home = household === undefined ? undefined : after.get('household', household)?.home;
  return [
    ...findingIf(
      kind !== undefined && kind !== 'home' && living.includes(relation),
      'wrong-parent',
      'address',
      'owners, tenants and family belong to a home',
    ),
    ...findingIf(
      home !== undefined && home !== address,
      'wrong-parent',
      'household',
      'the household lives at another address',
    ),
    ...findingIf(
      relation === 'volunteer' && toMs === undefined,
      'end-required',
      'toMs',
      'a volunteer is entered with the day on which it ends',
    ),
  ];
};

export const checkGroup: Check<'group'> = ({ places }, { rules }) =>
  findingIf(
    places.some((place) => !rules.places.has(place)),
    'no-such-record',
    'places',
    'places names a door, barrier or zone that the site does not have',
  );
