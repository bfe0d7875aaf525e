import { useState } from 'react';

/**
 * Nothing moves by itself while a person reads: the rows that were there stay where they were until he asks for the `wanted`
 * order. `list` names the list: another filter or order starts afresh.
 */
export function useKeptOrder(wanted: readonly string[], list: string) {
  const [kept, setKept] = useState({ list, keys: wanted });
  const isOther = kept.list !== list || (kept.keys.length === 0 && wanted.length > 0);
  const renew = () => setKept({ list, keys: wanted });
  if (isOther) renew();
  const keys = isOther ? wanted : kept.keys;
  const isOld = keys.length !== wanted.length || keys.some((key, index) => key !== wanted[index]);
  return { keys, isOld, renew };
}
