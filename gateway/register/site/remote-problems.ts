import type { SiteFile } from '../../../devices/contracts/site-file.ts';

/** What is wrong with what the cloud's operators may ask: a list that names something that is not there permits less than it seems to. */
export function remoteProblems({ remote, cameras, doors, barriers }: SiteFile): string[] {
  const { snapshots, live, doors: opened } = remote ?? {};
  const missing = (field: string, named: 'all' | readonly string[] | undefined, there: readonly { id: string }[]) =>
    (named === 'all' ? [] : (named ?? []))
      .filter((id) => !there.some((one) => one.id === id))
      .map(
        (id) =>
          `remote.${field} names "${id}", and there is no such ${field === 'doors' ? 'door or barrier' : 'camera'}`,
      );
  return [
    ...missing('snapshots', snapshots, cameras),
    ...missing('live', live, cameras),
    ...missing('doors', opened, [...doors, ...barriers]),
  ];
}
