import { Fault } from '../fault.ts';
import type { Directory } from './directory.ts';
import type { TenancyChanges, TenancyStore } from './tenancy-store.ts';

/** Somebody who changes something else in every one of these moments is waited for no longer. */
const attempts = 5;

/** Looks at the world as it stands, and changes it only while it stands so; where somebody was faster, looks again. */
export type Settle = <Result>(deed: (changes: TenancyChanges) => Promise<Result>) => Promise<Result>;

/** What a deed checks it has to check in the directory, within the deed: it may be called several times. */
export function createSettle(store: Pick<TenancyStore, 'on'>, directory: Directory): Settle {
  return async (deed) => {
    for (let left = attempts - 1; ; left -= 1) {
      try {
        const result = await deed(store.on(directory.world().revision));
        await directory.refresh();
        return result;
      } catch (error) {
        if (left === 0 || !(error instanceof Fault) || error.code !== 'tenancy-moved') throw error;
        await directory.refresh();
      }
    }
  };
}
