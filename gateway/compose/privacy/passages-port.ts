import { setImmediate as afterIo } from 'node:timers/promises';
import type { SubjectPassages } from '../../decision/sqlite-subject-passages.ts';
import { createId } from '../../kernel/ids.ts';
import type { PurgePort } from '../../privacy/purge-desk.ts';
import { aliasPrefix } from '../../privacy/subject-erasure.ts';

const atOnce = 500;

/**
 * Passages stay for the counts of the site, without whose they were: in slices, each under a name of its own that is kept
 * nowhere, so that the slices cannot be joined to one life again.
 */
export function passagesPort(passages: Pick<SubjectPassages, 'renameHolder'>): PurgePort {
  return {
    name: 'passages',
    holds: 'person',
    purge: async (person) => {
      let renamed = 0;
      for (;;) {
        const changed = passages.renameHolder(person, `${aliasPrefix}${createId()}`, atOnce);
        renamed += changed;
        if (changed < atOnce) return renamed;
        await afterIo();
      }
    },
  };
}
