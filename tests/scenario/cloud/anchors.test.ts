import { afterEach, expect, test } from 'vitest';
import { parseAnchorFile } from '../../../gateway/ledger/anchor-ledger.ts';
import { batchOf, removeFolder, siteEvent, startTestCloud, type TestCloud } from './test-cloud.ts';

const open: TestCloud[] = [];
afterEach(async () => {
  for (const cloud of open.splice(0)) {
    await cloud.close();
    removeFolder(cloud.folder);
  }
});

const anchor = (seq: number, letter = 'a') => ({
  seq,
  hash: letter.repeat(64),
  atMs: 1_790_000_000_000 + seq,
  signature: 'c2lnbmVk',
});
const anchored = (sequence: number, data: object) =>
  siteEvent(sequence, { type: 'ringward.ledger.anchored', data: data as never });

interface Anchors {
  gateway: string;
  anchors: { seq: number; hash: string; receivedAtMs: number; epoch: string }[];
}

test('the cloud keeps every anchor of a ledger, newest first, and gives them as the gateway’s check takes them', async () => {
  const cloud = await startTestCloud();
  open.push(cloud);
  const batch = batchOf([anchored(1, anchor(10)), siteEvent(2), anchored(3, anchor(20)), anchored(4, anchor(10, 'b'))]);
  for (const _ of ['once', 'and again after a lost receipt']) {
    expect(await cloud.uplink('events', batch)).toMatchObject({ status: 200, body: { acked: 4 } });
  }
  const answer = await cloud.read<Anchors>('/v1/gateways/gw-1/anchors');
  // The third contradicts the first: both stay, for one of two ledgers is not genuine.
  expect(answer.anchors.map(({ seq, hash }) => `${seq}${hash[0]}`)).toEqual(['10b', '20a', '10a']);
  const read = parseAnchorFile(Buffer.from(JSON.stringify(answer)));
  expect(read).toMatchObject({ ok: true, value: [{}, { ...anchor(20), gateway: 'gw-1' }, {}] });
  expect((await cloud.read<Anchors>('/v1/gateways/gw-1/anchors?limit=1')).anchors).toHaveLength(1);
  expect(await cloud.read<Anchors>('/v1/gateways/gw-2/anchors')).toEqual({ gateway: 'gw-2', anchors: [] });
});

test('an anchor that says something else is kept aside, one asks for no gateway that there is not, and only operators see any', async () => {
  const cloud = await startTestCloud();
  open.push(cloud);
  const bad = [{ ...anchor(1), hash: 'A'.repeat(64) }, { ...anchor(1), name: 'somebody' }, { ...anchor(0) }, {}];
  await cloud.uplink('events', batchOf(bad.map((data, at) => anchored(at + 1, data))));
  expect((await cloud.read<Anchors>('/v1/gateways/gw-1/anchors')).anchors).toEqual([]);
  expect((await cloud.read<{ misfits: unknown[] }>('/v1/misfits')).misfits).toHaveLength(4);
  expect((await cloud.request('/v1/gateways/gw-1/anchors')).status).toBe(401);
  const { cookie } = await cloud.login();
  expect((await cloud.request('/v1/gateways/gw-9/anchors', { headers: { cookie } })).status).toBe(404);
});
