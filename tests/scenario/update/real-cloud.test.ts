import { afterEach, expect, test } from 'vitest';
import type { PlaceView, RolloutView } from '../../../cloud/rollout/rollout-views.ts';
import { openRolloutCloud, publishAt, type RolloutCloud, terms, tokenOf } from '../../fixtures/rollout-cloud.ts';
import { makeRelease, type Nature } from '../../fixtures/tar-release.ts';
import { openUpdateBox, type UpdateBox } from '../../fixtures/update-box.ts';

let cloud: RolloutCloud | undefined;
let box: UpdateBox | undefined;
afterEach(async () => {
  await box?.remove();
  await cloud?.close();
});

test('from the operator who prepares it to the box that runs it: a good release is kept, a bad one comes back with its reason', async () => {
  cloud = await openRolloutCloud({ gateways: [{ id: 'gw-1' }] });
  const { signers } = cloud;
  box = openUpdateBox(cloud.cloud().url, { token: tokenOf('gw-1'), keys: signers.keyList });
  box.start();
  const [ada, bo] = [await cloud.signIn(), await cloud.signInNew('bo', 'approver')];
  const rollOut = async (nature: Nature, serial: number) => {
    const { bytes } = await makeRelease(nature, { serial });
    const release = await publishAt(ada, signers, bytes, { serial, version: `1.0.${serial}` });
    const draft = { title: `release ${serial}`, release, target: { layer: 'fleet' }, terms: terms({ healthS: 1 }) };
    const { id } = await ada.post<RolloutView>('/v1/rollouts', draft);
    await bo.post(`/v1/rollouts/${id}/approve`, { why: 'for the test' });
    const look = async () => (await ada.get<{ gateways: PlaceView[] }>(`/v1/rollouts/${id}`)).gateways[0]!;
    await expect
      .poll(async () => (await look()).state, { timeout: 60_000, interval: 100 })
      .toMatch(/committed|rolled-back|failed/);
    return look();
  };
  expect(await rollOut('sound', 1)).toMatchObject({ state: 'committed', running: '1.0.1' });
  expect(await rollOut('crash', 2)).toMatchObject({ state: 'rolled-back', problem: 'start-failed', running: '1.0.1' });
  expect(new Set(box.starts().slice(-1))).toEqual(new Set(box.starts().slice(1, 2)));
}, 180_000);
