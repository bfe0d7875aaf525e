import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const day = 24 * 3_600_000;

test('what was told of an alarm goes when the alarm goes, and a request of no place goes where some zones have terms of their own', async () => {
  const privacy = {
    retention: [{ class: 'requests' as const, days: 800, basis: 'a dispute about the garden', zones: ['yard'] }],
  };
  const site = smallSite({ privacy });
  const first = await runGateway(site);
  const { dir, password } = first;
  await first.stop();

  const longAgo = Date.now() - 1200 * day;
  const store = openStore(join(dir, 'data', 'site.db'));
  store.transaction(() => {
    const notice = store.prepare(
      `INSERT INTO notices VALUES (?, 'alarm', 'a-1', ?, 0, 1, 'guard', 'email', 'g@example.org', 'en', '{"kind":"alarm"}', ?, ?, 1,
         NULL, NULL, NULL, NULL)`,
    );
    notice.run('n-old', longAgo, 'sent', longAgo);
    notice.run('n-new', Date.now(), 'sent', Date.now());
    const request = store.prepare(
      `INSERT INTO service_requests VALUES (?, ?, ?, 'repair', 'usual', ?, 'resident', 'Lamp', NULL, NULL, NULL, 'guard', ?, ?, NULL,
         NULL, NULL, 0, NULL)`,
    );
    request.run('r-old', '2022-00001', 'f-1', 'rated', longAgo, longAgo);
    request.run('r-open', '2022-00002', 'f-2', 'accepted', longAgo, longAgo);
    store
      .prepare(`INSERT INTO service_request_steps VALUES ('r-old', 1, 'entered', ?, 'guard', 'Lamp', '{}')`)
      .run(longAgo);
  });
  store.close();

  const second = await runGateway(site, { dir, password });
  onTestFinished(() => second.stop());
  const look = openStore(join(dir, 'data', 'site.db'));
  onTestFinished(() => look.close());
  const ids = (table: string) => look.prepare(`SELECT id FROM ${table} ORDER BY id`).pluck().all();
  await expect.poll(() => ids('notices'), { timeout: 8000 }).toEqual(['n-new']);
  await expect.poll(() => ids('service_requests'), { timeout: 8000 }).toEqual(['r-open']);
  expect(look.prepare('SELECT count(*) FROM service_request_steps').pluck().get()).toBe(0);
}, 30_000);
