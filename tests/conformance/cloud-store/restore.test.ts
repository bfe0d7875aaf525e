import { expect, test } from 'vitest';
import { onEveryEngine } from './store-engines.ts';
import { alarmWork, nowMs } from './store-works.ts';

onEveryEngine((engine) => {
  test('a restored cloud counts messages to a gateway in a new epoch, sends again what waited, and says in its book what happened', async () => {
    const store = await engine.open(await engine.place());
    await store.commit([alarmWork('gw-1', 1, [{ alarm: 'a-1' }])], nowMs);
    const say = (note: string) =>
      store.act({ gateway: 'gw-1', alarm: 'a-1', by: 'duty-3', acknowledge: false, note }, nowMs);
    const { epoch } = await store.openDownlink('gw-1', undefined);
    await say('heard');
    await store.downlinkHeard('gw-1', { epoch, seq: 1 }, nowMs);
    await say('waits');
    await store.settleRestored({ present: undefined, madeAtMs: nowMs - 1000 }, nowMs);
    // The gateway is further than the backup was, and messages were added before it came back.
    await say('after');
    const again = await store.openDownlink('gw-1', { epoch, seq: 2 });
    expect(again.epoch).not.toBe(epoch);
    expect(again.from).toBe(1);
    const waiting = await store.downlinkAfter('gw-1', again.from, 10);
    expect(waiting.map(({ body }) => (JSON.parse(body) as { note: string }).note)).toEqual(['waits', 'after']);
    expect(await store.auditLog.read({ limit: 10 })).toContainEqual(
      expect.objectContaining({ deed: 'backup.restored', reason: `as of ${new Date(nowMs - 1000).toISOString()}` }),
    );
  });
});
