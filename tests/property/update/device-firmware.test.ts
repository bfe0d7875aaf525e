import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FirmwareOrder, FirmwareSaid } from '../../../devices/contracts/firmware.ts';
import { createMemoryFlash, type FirmwareFlash } from '../../../firmware-sims/device/firmware-flash.ts';
import { createFirmwareUpdater, type FirmwareUpdater } from '../../../firmware-sims/device/firmware-updater.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { keyListOf, makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';

const signers = [makeSigner('anna'), makeSigner('bo')];
const keys = signAll(keyListOf(signers, 2), signers);

type Nature = 'sound' | 'sick' | 'dies' | 'foreign';
interface Release {
  serial: number;
  nature: Nature;
  /** One bit of what the gateway sends is wrong. */
  flip: boolean;
  /** By one person only. */
  forged: boolean;
  back: boolean;
  /** The cable is out for so long after the switch. */
  mute: boolean;
}
const releases: fc.Arbitrary<Release> = fc.record({
  serial: fc.integer({ min: 1, max: 4 }),
  nature: fc.constantFrom<Nature>('sound', 'sound', 'sound', 'sick', 'dies', 'foreign'),
  flip: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  forged: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  back: fc.boolean(),
  mute: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

class PowerCut extends Error {}

const imageOf = ({ serial, nature }: Release) => {
  const head = {
    ...{ ringward: 'firmware', kind: nature === 'foreign' ? 'lift' : 'door-controller', serial },
    ...(nature === 'sick' && { healthy: false }),
    ...(nature === 'dies' && { boots: false }),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), Buffer.alloc(20_000, serial)]);
};

/** A device whose power goes at the given writes, with a gateway that asks again and again. */
function play(cuts: readonly number[]) {
  let writes = 0;
  let now = 0;
  const kept = createMemoryFlash();
  const cut =
    <A extends unknown[]>(work: (...args: A) => void) =>
    (...args: A) => {
      const isCut = cuts.includes(writes);
      writes += 1;
      if (isCut && writes % 2 === 0) throw new PowerCut();
      work(...args);
      // before the write or just after it
      if (isCut) throw new PowerCut();
    };
  const flash: FirmwareFlash = {
    ...kept,
    note: { load: kept.note.load, save: cut(kept.note.save) },
    append: cut(kept.append),
    erase: cut(kept.erase),
  };
  let device: FirmwareUpdater;
  let said: Omit<FirmwareSaid, 'session'>[] = [];
  let restarts = false;
  let online = true;
  const open = () =>
    createFirmwareUpdater({
      ...{ kind: 'door-controller', worksVersion: 'works', flash, keys: () => keys, nowMs: () => now, log: quietLog },
      ...{ graceMs: 2000, online: () => online, mayRestart: () => true },
      restart: () => {
        restarts = true;
      },
      say: (what) => {
        if (online) said.push(what);
      },
    });
  /** Whatever happens to it, it starts again. */
  const live = (work: () => void) => {
    for (let isDone = false; !isDone || restarts; ) {
      try {
        if (isDone || restarts) {
          restarts = false;
          device = open();
          device.boot();
          if (online) device.connected();
        } else work();
        isDone = true;
      } catch (error) {
        if (!(error instanceof PowerCut)) throw error;
        isDone = true;
        restarts = true;
      }
    }
  };
  const bring = (release: Release, attempt: string) => {
    const image = imageOf(release);
    const manifest = manifestOf(image, { kind: 'firmware', name: 'door-controller', serial: release.serial });
    const signed = signAll(manifest, release.forged ? signers.slice(0, 1) : signers);
    const sent = Buffer.from(image);
    if (release.flip) sent[100]! ^= 1;
    const base = { session: 's', attempt };
    const more = release.back ? { back: true as const } : {};
    for (let round = 0; round < 400; round += 1) {
      const last = said.at(-1);
      said = [];
      if (last?.attempt === attempt && ['committed', 'rolled-back', 'failed'].includes(last.state)) return last;
      const order: FirmwareOrder = last?.want
        ? { do: 'piece', ...base, offset: last.want.offset, data: slice(sent, last.want) }
        : last?.state === 'staged'
          ? { do: 'switch', ...base }
          : { do: 'install', ...base, release: signed, healthS: 1, ...more };
      if (order.do === 'switch' && release.mute) online = false;
      live(() => device.receive(order));
      now += 300;
      live(() => device.tick());
      if (round % 100 === 99) online = true;
    }
    throw new Error('it came to no end');
  };
  live(() => {
    device = open();
    device.boot();
  });
  const firmwareOf = () => device.running();
  const recordOf = () =>
    JSON.parse(kept.note.load() ?? '{"active":"a","running":{"version":"works","serial":0},"highest":0}');
  return { bring, firmwareOf, recordOf, slot: (name: 'a' | 'b') => kept.read(name) };
}

const slice = (from: Buffer, { offset, length }: { offset: number; length: number }) =>
  from.subarray(offset, offset + length).toString('base64');

test('whatever comes and whenever the power goes, a device runs one whole signed program, never an older one by itself, and says how it ended', () => {
  fc.assert(
    fc.property(
      fc.array(releases, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 8 }),
      (list, cuts) => {
        const device = play(cuts);
        for (const [index, release] of list.entries()) {
          const { running: old, highest, before } = device.recordOf();
          const end = device.bring(release, `attempt-${index}-x`);
          const { running, active } = device.recordOf();
          const sha256 = createHash('sha256').update(imageOf(release)).digest('hex');
          const isBack = release.back && before?.serial === release.serial && before.sha256 === sha256;
          const isOlder = release.serial < highest || (release.serial === old.serial && old.sha256 !== sha256);
          const isSame = release.serial === old.serial && old.sha256 === sha256;
          if (end.state === 'committed') {
            expect(running).toMatchObject({ serial: release.serial, sha256 });
            expect(createHash('sha256').update(device.slot(active)).digest('hex')).toBe(sha256);
            expect(isSame || isBack || !isOlder).toBe(true);
            expect(release.forged || (!isSame && (release.nature !== 'sound' || release.mute))).toBe(false);
          } else expect(running).toEqual(old);
          expect(device.firmwareOf().serial).toBe(running.serial);
          if (release.forged) expect(end).toMatchObject({ state: 'failed', problem: 'signature-wrong' });
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a device whose power never goes keeps a sound program and names what is wrong with another', () => {
  const sound: Release = { serial: 2, nature: 'sound', flip: false, forged: false, back: false, mute: false };
  const cases: [Partial<Release>, object][] = [
    [{}, { state: 'committed', running: { serial: 2 } }],
    [{ serial: 1 }, { state: 'failed', problem: 'downgrade' }],
    [
      { serial: 3, flip: true },
      { state: 'failed', problem: 'artefact-wrong' },
    ],
    [
      { serial: 3, forged: true },
      { state: 'failed', problem: 'signature-wrong' },
    ],
    [
      { serial: 3, nature: 'foreign' },
      { state: 'failed', problem: 'not-for-this-box' },
    ],
    [
      { serial: 3, nature: 'sick' },
      { state: 'rolled-back', problem: 'unhealthy' },
    ],
    [
      { serial: 3, nature: 'dies' },
      { state: 'rolled-back', problem: 'start-failed' },
    ],
    [
      { serial: 3, mute: true },
      { state: 'rolled-back', problem: 'unhealthy' },
    ],
    [{ serial: 4 }, { state: 'committed', running: { serial: 4 } }],
    [{ serial: 2 }, { state: 'failed', problem: 'downgrade' }],
    [
      { serial: 2, back: true },
      { state: 'committed', running: { serial: 2 } },
    ],
  ];
  const device = play([]);
  for (const [index, [change, end]] of cases.entries())
    expect(device.bring({ ...sound, ...change }, `attempt-${index}-y`)).toMatchObject(end);
});
