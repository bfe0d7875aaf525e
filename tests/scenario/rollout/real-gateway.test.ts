import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PlaceView, RolloutView } from '../../../cloud/rollout/rollout-views.ts';
import type { TwinList } from '../../../cloud/twin/twin-views.ts';
import { openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { openRolloutCloud, terms, tokenOf } from '../../fixtures/rollout-cloud.ts';
import { smallSite } from '../../fixtures/small-site.ts';

test('a rollout that is approved reaches a running gateway at once; what it says of it halts the rollout', async () => {
  const cloud = await openRolloutCloud({ gateways: [{ id: 'gw-1' }] });
  const plan = smallSite({ cloud: { url: cloud.cloud().url, token: tokenOf('gw-1') } });
  const gateway = await openGatewayProcess({
    ...{ ...plan, gateway: { ...plan.gateway, id: 'gw-1' } },
    updates: { keys: join(cloud.folder, 'keys.json') },
  });
  try {
    await gateway.start();
    const [ada, bo] = [await cloud.signIn(), await cloud.signInNew('bo', 'approver')];
    const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 60_000, interval: 200 });
    // it listens: from here on only a nudge makes it ask within minutes
    await eventually(async () => (await ada.get<TwinList>('/v1/twins')).twins[0]?.reported?.state).toBe('applied');
    const release = await cloud.publish(ada, randomBytes(1000), { serial: 2 });
    const draft = { title: 'spring', release, target: { layer: 'fleet' }, terms: terms({ percents: [100] }) };
    const { id } = await ada.post<RolloutView>('/v1/rollouts', draft);
    await bo.post(`/v1/rollouts/${id}/approve`, { why: 'looks right' });
    const read = () => ada.get<{ rollout: RolloutView; gateways: PlaceView[] }>(`/v1/rollouts/${id}`);
    await eventually(async () => (await read()).rollout.phase).toBe('halted');
    // it was not installed in a way that can be exchanged
    expect((await read()).gateways).toMatchObject([{ stage: 'bad', state: 'failed', problem: 'not-for-this-box' }]);
  } finally {
    await gateway.remove();
    await cloud.close();
  }
}, 180_000);
