import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { ConsoleWatchList, Viewer } from '../../console/privacy/privacy-ports.ts';
import { Refusal, type Refusals, refusalOf } from '../../console/refusal.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createId } from '../../kernel/ids.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { checkWatchDecision, checkWatchRequest, type WatchRefusal } from '../../privacy/watch-list.ts';
import { normalisePlate } from '../../register/plate-text.ts';
import type { WatchEntry } from '../../register/records.ts';
import type { Change, Register } from '../../register/register-types.ts';
import { commitOrRefuse } from '../people/commit-changes.ts';
import { reasonOf } from './look-up-desk.ts';
import { createNotedLooks } from './noted-looks.ts';

export interface WatchListDeskOptions {
  site: SiteFile;
  store: Store;
  register: Register;
  ledger: Ledger;
  clock: Clock;
}

export interface WatchListDesk extends ConsoleWatchList {
  /** Takes away what has expired, decided on or not; how many. */
  sweep(): number;
}

const refusals: Refusals<WatchRefusal> = {
  'not-enabled': [409, 'This site has no watch-list: it needs privacy.watchList and an impact assessment.'],
  expiry: [400, 'The entry must end after now and within 90 days.'],
  'other-site': [400, 'The entry must name this site among its sites.'],
  'already-decided': [409, 'This entry has been decided on already.'],
  'approver-is-requester': [403, 'Somebody else than the one who asked must decide.'],
};

function check(code: WatchRefusal | undefined): void {
  if (code) throw refusalOf(refusals, code);
}

export function createWatchListDesk(options: WatchListDeskOptions): WatchListDesk {
  const { site, store, register, ledger, clock } = options;
  const { privacy } = site;
  const entryOf = (id: string): WatchEntry => {
    const entry = register.get('watch', id);
    if (!entry) throw new Refusal(404, 'no-such-entry', 'There is no such entry on the watch-list.');
    return entry;
  };
  /** The ledger names the entry only: neither the plate nor the words. */
  const change = (action: string, id: string, to: Change, user: string, reason?: string) => {
    const actor = { kind: 'user', id: user } as const;
    const words = reason === undefined ? {} : { reason };
    store.transaction(() => {
      ledger.append({ atMs: clock.wallMs(), actor, action, subject: id, ...words });
      commitOrRefuse(register, [to], { actor, ...words });
    });
  };
  const looks = createNotedLooks(clock);
  const read = (action: string, by: Viewer, isShown: (entry: WatchEntry) => boolean) => {
    const shown = Iterator.from(register.all('watch')).filter(isShown).toArray();
    const versions = shown.map(({ id }) => `${id} ${register.version('watch', id)}`).join();
    if (!looks.isNew(by.user, action, versions)) return shown;
    ledger.append({
      ...{ atMs: clock.wallMs(), actor: { kind: 'user', id: by.user }, action },
      detail: { entries: shown.slice(0, 1000).map(({ id }) => id) },
    });
    looks.seen(by.user, action, versions);
    return shown;
  };
  return {
    list: (by) => read('watch.viewed', by, () => true),
    requests: (by) => read('watch.requests-viewed', by, ({ state }) => state === 'requested'),
    request: (wish, { user }) => {
      const nowMs = clock.wallMs();
      const put: WatchEntry = {
        ...{ sites: [site.site.id], ...wish, id: createId(), requester: user, state: 'requested', fromMs: nowMs },
        reason: reasonOf(wish.reason),
        plate: normalisePlate(wish.plate),
      };
      check(checkWatchRequest(put, site.site.id, privacy, nowMs));
      change('watch.requested', put.id, { kind: 'watch', put }, user);
      return put;
    },
    decide: (id, verdict, { user }) => {
      const entry = entryOf(id);
      check(checkWatchDecision(entry, user, privacy, clock.wallMs()));
      const put: WatchEntry = { ...entry, state: verdict, approver: user };
      change(`watch.${verdict}`, id, { kind: 'watch', put, ifVersion: register.version('watch', id) }, user);
      return put;
    },
    remove: (id, reason, { user }) => {
      const words = reasonOf(reason);
      change('watch.removed', entryOf(id).id, { kind: 'watch', remove: id }, user, words);
    },
    sweep: () => sweepExpired(options),
  };
}

function sweepExpired({ store, register, ledger, clock }: WatchListDeskOptions): number {
  const nowMs = clock.wallMs();
  const gone = Iterator.from(register.all('watch'))
    .filter(({ expiresAtMs }) => expiresAtMs <= nowMs)
    .toArray();
  if (gone.length === 0) return 0;
  const actor = { kind: 'gateway' } as const;
  store.transaction(() => {
    for (const { id, state } of gone) {
      ledger.append({ atMs: nowMs, actor, action: 'watch.expired', subject: id, detail: { state } });
    }
    const changes = gone.map(({ id }): Change => ({ kind: 'watch', remove: id }));
    commitOrRefuse(register, changes, { actor, reason: 'expired' });
  });
  return gone.length;
}
