import { openCloudStore } from '../../../cloud/store/open-store.ts';
import { type Place, silent } from './place.ts';
import { nowMs, workAt } from './store-works.ts';

/** Commits one group after the other until it is killed; says before and after each what it is about. */
const { place, first, size } = JSON.parse(process.argv[2]!) as { place: Place; first: number; size: number };
const store = await openCloudStore(place, silent);
for (let next = first; ; next += size) {
  process.send!({ kind: 'begins', first: next });
  const works = ['gw-1', 'gw-2', 'gw-3'].flatMap((gateway) => [
    workAt(gateway, 'event', next, size),
    workAt(gateway, 'alarm', next, 12),
  ]);
  const results = await store.commit(works, nowMs);
  process.send!({ kind: 'committed', acked: results[0]!.acked });
}
