import { expect, onTestFinished, test, vi } from 'vitest';
import { createRetentionPolicy } from '../../../cloud/retention/retention-policy.ts';
import type { RetentionView } from '../../../cloud/retention/retention-routes.ts';
import { retentionTerms } from '../../../cloud/retention/retention-terms.ts';
import { startTenancyDesk } from './tenancy-desk.ts';
import { batchOf, codeOf, removeFolder, siteEvent, startTestCloud } from './test-cloud.ts';

const hourMs = 3_600_000;

test('officers read what is kept for how long, order their own places to be kept, and leave both in the audit log', async () => {
  const retention = createRetentionPolicy({ tenants: ['a', 'b'].map((tenant) => ({ tenant, days: { event: 90 } })) });
  const { cloud, root, person } = await startTenancyDesk({ config: { retention } });
  onTestFinished(async () => {
    await cloud.close();
    removeFolder(cloud.folder);
  });
  const ann = await person('ann', 'officer tenant:a');
  const kept = async (who = ann) => (await who.ask('/v1/retention')).body as RetentionView;
  const { kinds, tenants } = await kept();
  expect(kinds.find(({ kind }) => kind === 'alarm')).toEqual({
    ...{ kind: 'alarm', usual: retentionTerms.alarm.days, sweep: null },
    ...retentionTerms.alarm,
  });
  expect(tenants).toEqual([{ tenant: 'a', kind: 'event', days: 90 }]);
  expect((await kept(root)).tenants).toHaveLength(2);

  const wish = { fromMs: 1, untilMs: Date.now() + hourMs, reason: 'asked by a court' };
  const make = (change: object) => ann.ask('/v1/retention/orders', { json: { ...wish, ...change } });
  const ids: string[] = [];
  for (const place of ['gateway:gw-1', 'site:north']) {
    const answer = await make({ place });
    expect(answer.status).toBe(200);
    ids.push((answer.body as { id: string }).id);
  }
  expect(codeOf(await make({ place: 'gateway:gw-2' }))).toBe('not-found');
  expect(codeOf(await make({ place: 'site:south' }))).toBe('not-found');
  for (const untilMs of [Date.now() - hourMs, wish.fromMs])
    expect(codeOf(await make({ place: 'site:north', untilMs }))).toBe('request-invalid');
  expect((await kept()).orders).toMatchObject([{ by: 'ann' }, { by: 'ann' }]);
  expect((await kept(await person('bob', 'officer tenant:b'))).orders).toEqual([]);

  const end = () => ann.ask(`/v1/retention/orders/${ids[0]}/end`, { json: { reason: 'it is over' } });
  expect((await end()).status).toBe(204);
  expect(codeOf(await end())).toBe('not-found');
  expect((await kept()).orders).toMatchObject([{ id: ids[1], place: 'site:north' }]);
  const { acts } = (await ann.ask('/v1/audit?limit=10')).body as { acts: { deed: string; reason: string }[] };
  const deeds = acts.filter(({ deed }) => deed.startsWith('order.')).map(({ deed, reason }) => `${deed} ${reason}`);
  expect(deeds).toEqual(['order.end it is over', ...['', ''].map(() => 'order.make asked by a court')]);
});

test('a running cloud lets what is old go by itself, and its end ends that', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  let nowMs = Date.now();
  const cloud = await startTestCloud({ clock: { wallMs: () => nowMs, monotonicMs: () => nowMs } });
  onTestFinished(() => removeFolder(cloud.folder));
  const send = (first: number) =>
    cloud.uplink(
      'events',
      batchOf(
        [first, first + 1].map((place) => siteEvent(place)),
        { first },
      ),
    );
  expect((await send(1)).status).toBe(200);
  nowMs += (retentionTerms.event.days + 1) * 24 * hourMs;
  expect((await send(3)).status).toBe(200);
  const left = async () => {
    const { events } = await cloud.read<{ events: { event: { sequence: string } }[] }>('/v1/events');
    return events.map(({ event }) => Number(event.sequence)).sort();
  };
  expect(await left()).toEqual([1, 2, 3, 4]);
  vi.advanceTimersByTime(600_000);
  await expect.poll(left).toEqual([3, 4]);
  const { kinds } = await cloud.read<RetentionView>('/v1/retention');
  expect(kinds.find(({ kind }) => kind === 'event')?.sweep).toMatchObject({ atMs: nowMs, deleted: 2 });
  await cloud.close();
  expect(vi.getTimerCount()).toBe(0);
});
