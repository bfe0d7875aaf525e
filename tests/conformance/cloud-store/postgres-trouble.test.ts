import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoreAddress } from '../../../cloud/cloud-config.ts';
import { createCommitQueue } from '../../../cloud/intake/commit-queue.ts';
import { openCloudStore } from '../../../cloud/store/open-store.ts';
import type { CloudStore, StoreChange } from '../../../cloud/store/store.ts';
import {
  findFreePort,
  hasPostgres,
  type PostgresCluster,
  postgresPassword,
  startPostgres,
} from '../../fixtures/postgres-cluster.ts';
import { silent } from './place.ts';
import { alarmWork, nowMs, workAt } from './store-works.ts';

/** For what happens by itself, on a machine that has much else to do. */
const patient = { timeout: 20_000 };

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  let cluster: PostgresCluster;
  const opened: CloudStore[] = [];
  beforeAll(async () => {
    cluster = await startPostgres();
  });
  afterAll(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await cluster.close();
  });

  async function open(store: StoreAddress): Promise<CloudStore> {
    const fresh = await openCloudStore({ data: '/nowhere', store }, silent);
    opened.push(fresh);
    return fresh;
  }
  const refusalOf = (store: StoreAddress) =>
    open(store).then(
      () => 'opened',
      (error: { code: string; message: string }) => error,
    );

  test('the operator is told which database does not answer, which lets nobody in and which is newer, and never the password', async () => {
    const right = await cluster.createDatabase();
    const closedPort = await findFreePort();
    const wrong = { ...right, password: 'not-the-secret' };
    expect(await refusalOf({ ...right, url: `postgres://ringward@127.0.0.1:${closedPort}/none` })).toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining(`127.0.0.1:${closedPort}/none`),
    });
    expect(await refusalOf(wrong)).toMatchObject({ code: 'store-refused' });
    expect(await refusalOf({ url: right.url })).toMatchObject({
      code: 'store-refused',
      message: expect.stringContaining('none was given'),
    });
    expect(
      await refusalOf({ ...right, url: `${right.url}?sslmode=verify-full&sslrootcert=/nowhere.pem` }),
    ).toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('/nowhere.pem'),
    });
    expect(await refusalOf({ ...right, url: right.url.replace(/ringward_\d+$/, 'nowhere') })).toMatchObject({
      code: 'store-refused',
    });
    await open(right);
    await cluster.query(right, 'INSERT INTO schema_versions VALUES (9999, now())');
    expect(await refusalOf(right)).toMatchObject({ code: 'database-newer', message: expect.stringContaining('9999') });
    for (const address of [wrong, { ...right, url: `${right.url}x` }, right]) {
      const told = inspect(await refusalOf(address), { depth: 6 });
      expect(told).not.toContain('not-the-secret');
      expect(told).not.toContain(postgresPassword);
    }
  });

  test('any number of processes may start at once on an empty database', async () => {
    const place = await cluster.createDatabase();
    const stores = await Promise.all(Array.from({ length: 5 }, () => open(place)));
    await Promise.all(stores.map((store, index) => store.commit([workAt(`gw-${index}`, 'event', 1, 5)], nowMs)));
    expect(await stores[0]!.streams()).toHaveLength(5);
    for (const store of stores) expect(await store.events({ after: 0, limit: 100 })).toHaveLength(20);
  });

  test('while the database is gone commits are refused for now, and with the database everything goes on', async () => {
    const store = await open(await cluster.createDatabase());
    const queue = createCommitQueue(store, () => nowMs);
    const heard: StoreChange[] = [];
    store.follow((change) => heard.push(change));
    await expect.poll(() => heard, patient).toEqual([{ missed: true }]);
    await queue.submit({ ...workAt('gw-1', 'event', 1, 5) });
    await cluster.kill();
    for (let attempt = 0; attempt < 3; attempt += 1)
      await expect(queue.submit(workAt('gw-1', 'event', 6, 5))).rejects.toMatchObject({
        code: 'store-unavailable',
        retryAfterS: 5,
      });
    await expect(store.ping()).rejects.toMatchObject({ code: 'store-unavailable' });
    await cluster.start();
    await expect
      .poll(() => queue.submit(workAt('gw-1', 'event', 6, 5)).catch(() => ({ acked: 0 })), patient)
      .toMatchObject({ acked: 10 });
    expect((await store.audit('gw-1')).streams).toMatchObject([{ acked: 10, missing: 0 }]);
    // whoever listens knows that it may have missed something, and hears again
    await expect.poll(() => heard.length, patient).toBe(2);
    expect(heard[1]).toEqual({ missed: true });
  });

  test('what one process commits the others hear of, and it does not hear itself', async () => {
    const place = await cluster.createDatabase();
    const [one, other] = [await open(place), await open(place)];
    const [own, heard]: [StoreChange[], StoreChange[]] = [[], []];
    one.follow((change) => own.push(change));
    other.follow((change) => heard.push(change));
    await expect.poll(() => [own.length, heard.length], patient).toEqual([1, 1]);
    await one.commit([alarmWork('gw-1', 1, [{ alarm: 'a-1' }]), workAt('gw-2', 'event', 1, 1)], nowMs);
    await one.act({ gateway: 'gw-1', alarm: 'a-1', by: 'duty-1', acknowledge: true }, nowMs);
    await one.openDownlink('gw-1', undefined);
    await one.endSession('s-1', nowMs + 1000);
    one.announce({ logins: [{ address: '192.0.2.1', right: false, name: 'li' }] });
    const alarms = [{ gateway: 'gw-1', alarm: 'a-1' }];
    await expect
      .poll(() => heard.slice(1), patient)
      .toEqual([
        { gateways: ['gw-1', 'gw-2'], alarms },
        { alarms, queued: ['gw-1'] },
        { opened: ['gw-1'] },
        { endedSessions: ['s-1'] },
        { logins: [{ address: '192.0.2.1', right: false, name: 'li' }] },
      ]);
    // far more than one notification holds
    const many = Array.from({ length: 190 }, (_, index) => ({ alarm: `${'好'.repeat(50)}-${index}` }));
    await one.commit([alarmWork('gw-3', 1, many)], nowMs);
    await expect.poll(() => heard.slice(6).flatMap((change) => change.alarms ?? []).length, patient).toBe(190);
    expect(own).toEqual([{ missed: true }]);
  });

  test('events stand in partitions of a day, made before the day begins', async () => {
    const place = await cluster.createDatabase();
    const store = await open(place);
    const evening = Date.UTC(2026, 10, 22, 18);
    const partitions = async () =>
      (await cluster.query(
        place,
        "SELECT relid::text AS name FROM pg_partition_tree('events') WHERE isleaf ORDER BY 1",
      )) as {
        name: string;
      }[];
    await store.commit([workAt('gw-1', 'event', 1, 4)], evening - 12 * 3_600_000);
    expect(await partitions()).toEqual([{ name: 'events_20261122' }]);
    await store.commit([workAt('gw-1', 'event', 5, 4)], evening);
    expect(await partitions()).toEqual([{ name: 'events_20261122' }, { name: 'events_20261123' }]);
    await cluster.query(place, 'DROP TABLE events_20261122');
    expect((await store.audit('gw-1')).streams).toMatchObject([{ acked: 8, missing: 7 }]);
    await store.commit([workAt('gw-1', 'event', 9, 1)], evening + 86_400_000);
    expect(await store.events({ after: 0, limit: 10 })).toHaveLength(1);
  });
});
