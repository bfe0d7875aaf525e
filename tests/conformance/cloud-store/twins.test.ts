import { expect, test } from 'vitest';
import type { CloudStore, StoreChange } from '../../../cloud/store/store.ts';
import type { LayerDeed, LayerVersion, TwinChange } from '../../../cloud/twin/twin-store.ts';
import { onEveryEngine } from './store-engines.ts';
import { nowMs } from './store-works.ts';

const layer = 'group:二期 gates';
const version = (number: number, content: object): LayerVersion => ({
  ...{ version: number, priority: 7, members: ['gw-1', 'gw-2'] },
  content: content as LayerVersion['content'],
});
const deed = (revision: number, more: Partial<LayerDeed> = {}): LayerDeed => ({
  ...{ layer, revision, version: revision, kind: 'saved', by: 'duty-3', atMs: nowMs + revision, why: 'quieter nights' },
  ...more,
});
const desire = (gateway: string, number: number, document: object) => ({
  ...{ gateway, version: number, etag: `${number}-e`, sinceMs: nowMs },
  document: document as TwinChange['desired'][number]['document'],
});
const released = (revision: number, content: object, basis: number, desired: TwinChange['desired']): TwinChange => ({
  basis,
  layer: {
    state: { layer, revision, latest: revision, released: version(revision, content), staged: undefined },
    deed: deed(revision),
    version: version(revision, content),
  },
  desired,
});
const first = { cameras: { 'cam-1': { sensitivity: 3 } }, notes: "O'Hara — “夜间”" };

async function released1(store: CloudStore): Promise<void> {
  const { revision } = await store.twins.twinWorld();
  const change = released(1, first, revision, [desire('gw-1', 1, first), desire('gw-2', 1, first)]);
  expect(await store.twins.saveTwinChange(change)).toBe(true);
}

onEveryEngine((engine) => {
  test('layers, their versions, who did what, and what each gateway shall be are there again after a restart', async () => {
    const place = await engine.place();
    const store = await engine.open(place);
    await released1(store);
    const { revision } = await store.twins.twinWorld();
    const second = version(2, { cameras: { 'cam-1': null } });
    const staged: TwinChange = {
      basis: revision,
      layer: {
        state: { layer, revision: 2, latest: 2, released: version(1, first), staged: { ...second, only: ['gw-2'] } },
        deed: deed(2, { only: ['gw-2'] }),
        version: second,
      },
      desired: [desire('gw-2', 2, second.content)],
    };
    expect(await store.twins.saveTwinChange(staged)).toBe(true);
    await store.close();

    const { twins } = await engine.open(place);
    const world = await twins.twinWorld();
    expect(world).toEqual({ revision: revision + 1, layers: [staged.layer!.state] });
    expect(await twins.twinRevision()).toBe(revision + 1);
    expect(await twins.layerVersions(layer, 9)).toEqual([second, version(1, first)]);
    expect(await twins.layerVersions(layer, 1)).toEqual([second]);
    expect(await twins.layerVersion(layer, 1)).toEqual(version(1, first));
    expect(await twins.layerVersion(layer, 3)).toBeUndefined();
    expect(await twins.layerDeeds({ layer, limit: 9 })).toEqual([deed(2, { only: ['gw-2'] }), deed(1)]);
    expect(await twins.layerDeeds({ limit: 1 })).toMatchObject([{ revision: 2 }]);
    expect(await twins.desired(['gw-1'])).toEqual([{ ...desire('gw-1', 1, first), revision }]);
    expect((await twins.desired()).map(({ gateway, version: number }) => [gateway, number]).sort()).toEqual([
      ['gw-1', 1],
      ['gw-2', 2],
    ]);
    expect(await twins.desired([])).toEqual([]);
    expect(await twins.desiredAfter(revision)).toEqual([
      { gateway: 'gw-2', version: 2, etag: '2-e', revision: revision + 1 },
    ]);
  });

  test('of two operators who begin from the same world one is kept, whole, and of the other nothing at all', async () => {
    const place = await engine.place();
    const [one, other] = [await engine.open(place), await engine.open(place)];
    const { revision } = await one.twins.twinWorld();
    const kept = await Promise.all(
      [one, other].map(({ twins }, index) =>
        twins.saveTwinChange(released(1, { by: index }, revision, [desire(`gw-${index}`, 1, { by: index })])),
      ),
    );
    expect(kept.toSorted()).toEqual([false, true]);
    const winner = kept.indexOf(true);
    for (const { twins } of [one, other]) {
      expect(await twins.layerVersions(layer, 9)).toEqual([version(1, { by: winner })]);
      expect((await twins.desired()).map(({ gateway }) => gateway)).toEqual([`gw-${winner}`]);
      expect(await twins.layerDeeds({ limit: 9 })).toHaveLength(1);
    }
  });

  test('a change that cannot be kept whole leaves nothing behind', async () => {
    const store = await engine.open(await engine.place());
    await released1(store);
    const { revision } = await store.twins.twinWorld();
    // the layer has a first version already
    const twice = released(1, { other: true }, revision, [desire('gw-1', 2, { other: true })]);
    await expect(store.twins.saveTwinChange(twice)).rejects.toThrow();
    expect(await store.twins.twinRevision()).toBe(revision);
    expect(await store.twins.desired(['gw-1'])).toMatchObject([{ version: 1, document: first }]);
  });

  test('what a gateway reports stands as it said it last, and pages that another process holds hear of changes', async () => {
    const place = await engine.place();
    const [one, other] = [await engine.open(place), await engine.open(place)];
    const heard: StoreChange[] = [];
    const unfollow = other.follow((change) => void heard.push(change));
    const report = (number: number) => ({
      ...{ gateway: 'gw-1', receivedAtMs: nowMs + number },
      reported: { version: number, etag: `${number}-e`, hash: 'h', atMs: nowMs } as never,
    });
    await one.twins.setReported(report(1));
    await one.twins.setReported(report(2));
    expect(await other.twins.reported(['gw-1'])).toEqual([report(2)]);
    expect(await other.twins.reported(['gw-2'])).toEqual([]);
    await released1(one);
    if (engine.name === 'postgres') await expect.poll(() => heard.some(({ twins }) => twins)).toBe(true);
    unfollow();
    expect(await other.twins.desired(['gw-2'])).toMatchObject([{ document: first }]);
  });

  test('three hundred gateways change with one deed', async () => {
    const store = await engine.open(await engine.place());
    const { revision } = await store.twins.twinWorld();
    const rows = Array.from({ length: 300 }, (_, index) => desire(`gw-${index}`, 1, { index }));
    expect(await store.twins.saveTwinChange(released(1, {}, revision, rows))).toBe(true);
    expect(await store.twins.desired()).toHaveLength(300);
    expect(await store.twins.desiredAfter(revision)).toHaveLength(300);
    expect(await store.twins.desired(['gw-299'])).toMatchObject([{ document: { index: 299 } }]);
  });
});
