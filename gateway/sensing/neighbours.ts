import type { SiteFile } from '../../devices/contracts/site-file.ts';

/** Whether two zones are one or lie beside or above each other. Where a zone is not known, nothing is near. */
export type AreNear = (one: string | undefined, other: string | undefined) => boolean;

export function createNeighbours(zones: SiteFile['zones']): AreNear {
  const beside = new Set(
    zones.flatMap(({ id, next = [] }) => next.flatMap((other) => [`${id} ${other}`, `${other} ${id}`])),
  );
  return (one, other) => {
    if (one === undefined || other === undefined) return false;
    return one === other || beside.has(`${one} ${other}`);
  };
}
