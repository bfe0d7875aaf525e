import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSiteCore } from '../../../gateway/compose/site-core.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const round = { zh: '夜间巡更', en: 'Night round' };
const garage = { zh: '车库', en: 'Garage' };
const nothing = () => {};

test('an alarm of a patrol names its route and its checkpoint, on the desk and among those that call most, and shows no id', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ringward-titles-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const core = createSiteCore({
    ...{ site: smallSite(), dataDir, clock: systemClock, log: quietLog },
    send: nothing,
    takeSnapshot: () => Promise.resolve(undefined),
    takeClip: () => Promise.reject(new Error('there is no camera')),
    makeExport: () => Promise.reject(new Error('nobody asked for one')),
    modesChanged: nothing,
    devicesChanged: nothing,
    otherName: (source, checkpoint) =>
      source !== 'round-1' ? undefined : checkpoint === undefined ? round : checkpoint === 'cp-2' ? garage : undefined,
    mayBeSent: () => true,
    orderEnded: nothing,
    outgoing: nothing,
  });
  onTestFinished(() => core.store.close());
  const nowMs = systemClock.wallMs();
  core.alarms.book.raise({
    ...{ type: 'patrol-deviation', source: 'round-1', ring: 2, atMs: nowMs },
    detail: { reason: 'missed', run: 'run-1', checkpoint: 'cp-2' },
  });
  const [alarm] = core.alarms.book.open();
  expect(core.alarmDesk.get(alarm!.id)).toMatchObject({ sourceName: round, detailNames: { checkpoint: garage } });
  expect(core.alarmDesk.figures(nowMs - 1000, nowMs + 1000).badActors).toMatchObject([{ sourceName: round }]);
});
