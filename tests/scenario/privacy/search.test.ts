import { expect, test } from 'vitest';
import { createSearchDesk } from '../../../gateway/compose/search/search-desk.ts';
import { createDeviceEventLog } from '../../../gateway/ingest/sqlite-device-events.ts';
import { by, guard, openPrivacySite, property } from '../../fixtures/privacy-site.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const hourMs = 3_600_000;
const look = { purpose: 'alarm', reason: '门口有人说刷卡没有反应' } as const;

function openSearch(privacy?: Parameters<typeof smallSite>[0]) {
  const site = smallSite(privacy);
  const parts = openPrivacySite();
  const events = createDeviceEventLog(parts.store);
  const places = new Map([...site.doors, ...site.barriers, ...site.devices].map((place) => [place.id, place]));
  return { ...parts, site, events, search: createSearchDesk({ ...parts, site, places }) };
}
const refusalOf = async (work: Promise<unknown>) =>
  await work.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );

test('a guard finds refusals by door and reason, page by page, and nobody’s name with them', async () => {
  const { search, passed, clock } = openSearch();
  for (let n = 0; n < 5; n += 1) {
    passed({
      outcome: 'denied',
      reason: 'passback',
      holder: 'p-lin',
      credential: 'card:c-lin',
      atMs: clock.wallMs() + n,
    });
  }
  passed({ holder: 'p-wu' });
  const first = await search.passages({ place: 'gate', why: 'passback', limit: 3 }, guard);
  expect(first.passages).toHaveLength(3);
  const second = await search.passages({ place: 'gate', why: 'passback', limit: 3, after: first.next }, guard);
  expect(second.passages).toHaveLength(2);
  expect(second.next).toBeUndefined();
  expect(JSON.stringify([first, second])).not.toMatch(/p-lin|c-lin/);
  expect(await refusalOf(search.passages({ limit: 3, after: 'x' }, guard))).toBe('bad-request');
});

test('whoever looks for one person’s passages gives a purpose and a reason, and stands in the ledger before', async () => {
  const { search, passed, ledger, clock } = openSearch();
  passed({ holder: 'p-lin' });
  passed({ holder: 'p-wu' });
  passed({ holder: 'p-lin', atMs: clock.wallMs() - 100 * hourMs });
  expect(await refusalOf(search.passages({ person: 'p-lin', limit: 9 }, guard))).toBe('reason-required');
  expect(await refusalOf(search.passages({ person: 'p-lin', look, limit: 9 }, by('a', 'auditor')))).toBe(
    'purpose-does-not-allow',
  );
  expect(ledger.find({ limit: 1 })[0]).toMatchObject({ action: 'passages.look-up-refused' });
  const found = await search.passages({ person: 'p-lin', look, limit: 9 }, guard);
  // What is older than 72 hours belongs into a case.
  expect(found.passages).toHaveLength(1);
  expect(found.fromMs).toBe(clock.wallMs() - 72 * hourMs);
  expect(ledger.find({ limit: 1 })[0]).toMatchObject({
    ...{ action: 'passages.looked-up', subject: 'p-lin', purpose: 'alarm', reason: look.reason },
  });
});

test('a plate is found by a part of it, however it is typed, and the plate is not in the ledger', async () => {
  const { search, passed, ledger } = openSearch();
  passed({ method: 'plate', credential: 'plate:k-own', holder: 'p-lin' });
  passed({ method: 'plate', credential: 'plate:k-wu', holder: 'p-wu' });
  const find = (plate: string) => search.passages({ plate, look, limit: 9 }, guard);
  expect((await find('粤ｂ·12345')).passages).toHaveLength(1);
  expect((await find('54321')).passages).toHaveLength(1);
  expect((await find('粤B99999')).passages).toHaveLength(0);
  expect(JSON.stringify(ledger.find({ limit: 5 }))).not.toContain('12345');
  expect(ledger.find({ limit: 3 })[2]!.detail).toMatchObject({ about: 'vehicle', people: ['p-lin'] });
  expect(await refusalOf(find('粤 B'))).toBe('plate-too-short');
  const visit = { ...look, purpose: 'visit' } as const;
  expect(await refusalOf(search.passages({ plate: '粤B12345', look: visit, limit: 9 }, property))).toBe(
    'purpose-does-not-allow',
  );
});

test('under the EU profile nobody is searched for', async () => {
  const { search } = openSearch({ privacy: { profile: 'eu' } });
  expect(await refusalOf(search.passages({ person: 'p-lin', look, limit: 9 }, guard))).toBe('not-enabled');
  expect((await search.passages({ ring: 1, limit: 9 }, guard)).passages).toEqual([]);
});

test('device events are found by device, type and time, newest first', async () => {
  const { search, events, site } = openSearch();
  const [one, other] = site.devices;
  for (let seq = 1; seq <= 4; seq += 1) {
    const type = seq === 2 ? 'tamper' : 'exit-button';
    events.insert(seq === 4 ? other!.id : one!.id, { boot: 'b', seq, type, data: { n: seq } }, 1000 + seq);
  }
  const found = async (asked: object) => (await search.events({ limit: 9, ...asked })).events.map(({ atMs }) => atMs);
  expect(await found({})).toEqual([1004, 1003, 1002, 1001]);
  expect(await found({ device: one!.id })).toEqual([1003, 1002, 1001]);
  expect(await found({ device: one!.id, type: 'tamper' })).toEqual([1002]);
  expect(await found({ type: 'tamper' })).toEqual([1002]);
  expect(await found({ kind: one!.kind, type: 'exit-button', fromMs: 1003, toMs: 1004 })).toEqual([1003]);
});
