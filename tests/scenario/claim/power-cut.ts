import { type IdentityFiles, openIdentityFiles } from '../../../gateway/identity/identity-files.ts';

/** Files of a box that loses its power at the `at`-th thing that it writes: before it is on disk, or just after. */
export function cutAt(folder: string, at: number, when: 'before' | 'after'): IdentityFiles & { isCut(): boolean } {
  const files = openIdentityFiles(folder);
  let writes = 0;
  const step = <T>(write: () => T): T => {
    writes += 1;
    if (writes > at || (writes === at && when === 'before')) throw new Error('the power is out');
    const result = write();
    if (writes === at) throw new Error('the power is out');
    return result;
  };
  return {
    ...files,
    isCut: () => writes >= at,
    write: (state) => step(() => files.write(state)),
    createKey: () => step(() => files.createKey()),
    dropLeftCode: () => step(() => files.dropLeftCode()),
  };
}
