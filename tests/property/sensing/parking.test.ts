import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVehicleRegister } from '../../../gateway/compose/parking/vehicle-register.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import type { Finding } from '../../../gateway/sensing/finding.ts';
import { createParkingWatch, type ParkingWatch } from '../../../gateway/sensing/parking-watch.ts';
import { inviteCar, linPlate, parkingSite, wuPlate } from '../../fixtures/parking-site.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';

const minute = 60_000;
const startMs = 1_800_000_000_000;
const site = parkingSite({ parking: { placesPerHome: 0, guestMinutes: 60, forgetDays: 90 } });
const { register } = openTestRegister(site, { nowMs: startMs });
inviteCar(register, { id: 'v-1', plate: '粤B77777', fromMs: startMs, toMs: startMs + 90 * minute });
const vehicles = createVehicleRegister(register);
/** Two of residents, one of a visitor, two of strangers: no two of them alike. */
const plates = [linPlate, wuPlate, '粤B77777', '京C55555', '沪A99999'];
const strangers = plates.slice(3);

type Step =
  | { kind: 'drive'; side: 'entry' | 'exit'; plate: string | undefined }
  | { kind: 'bay'; bay: string; type: 'bay-occupied' | 'bay-cleared'; plate: string | undefined }
  | { kind: 'wait'; minutes: number }
  | { kind: 'restart' };

const plate = fc.option(fc.constantFrom(...plates), { nil: undefined });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('drive' as const), side: fc.constantFrom('entry', 'exit'), plate }),
  fc.record({
    kind: fc.constant('bay' as const),
    bay: fc.constantFrom('bay-lin', 'bay-wu', 'bay-free'),
    type: fc.constantFrom('bay-occupied', 'bay-cleared'),
    plate,
  }),
  fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 2, max: 240 }) }),
  fc.constant<Step>({ kind: 'restart' }),
) as fc.Arbitrary<Step>;

/** One gateway, which restarts where it is told to, or pays no heed. */
function openSite(restarts: boolean) {
  const store = openStore(':memory:');
  let nowMs = startMs;
  const start = () => createParkingWatch({ devices: site.devices, settings: site.parking!, store, register: vehicles });
  let watch: ParkingWatch = start();
  const found: Finding[] = [];
  const act = (one: Step) => {
    if (one.kind === 'drive') {
      const reading = one.plate === undefined ? undefined : { plate: one.plate, doubtful: [] };
      const barrier = one.side === 'entry' ? 'lane' : 'out';
      watch.drove({ barrier, side: one.side, atMs: nowMs, decision: 'd', reading });
    } else if (one.kind === 'bay') {
      const device = site.devices.find(({ id }) => id === one.bay)!;
      const data = one.plate === undefined ? { reading: 'unreadable' } : { reading: 'read', plate: one.plate };
      watch.bay({ device, type: one.type, data: one.type === 'bay-cleared' ? {} : data }, nowMs);
    } else if (one.kind === 'restart' && restarts) watch = start();
    const passMs = (one.kind === 'wait' ? one.minutes : 2) * minute;
    nowMs += passMs;
    found.push(...watch.check(nowMs, true).findings);
  };
  return {
    act,
    store,
    found,
    inside: () => watch.inside(nowMs),
    /** Without ids, which are drawn. */
    shown: () => ({
      ...watch.inside(nowMs),
      vehicles: watch.inside(nowMs).vehicles.map(({ id: _id, ...rest }) => rest),
      found: found.map(({ kind, type, detail }) => ({ kind, type, detail })),
    }),
  };
}

test('a gateway that restarts at any moment knows, and says, what one knows that never did', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const steady = openSite(false);
      const restarted = openSite(true);
      for (const one of steps) {
        steady.act(one);
        restarted.act(one);
      }
      expect(restarted.shown()).toEqual(steady.shown());
      steady.store.close();
      restarted.store.close();
    }),
    { numRuns: 60 },
  );
});

test('as many are inside as came in and did not leave, never fewer than none', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const watched = openSite(true);
      const known = new Set<string>();
      let unread = 0;
      let unknown = 0;
      for (const one of steps) {
        watched.act(one);
        if (one.kind !== 'drive') continue;
        if (one.side === 'entry') {
          if (one.plate === undefined) unread += 1;
          else known.add(one.plate);
        } else if (one.plate === undefined || !known.delete(one.plate)) {
          const mayBeUnread = one.plate === undefined || strangers.includes(one.plate);
          if (mayBeUnread && unread > 0) unread -= 1;
          else unknown += 1;
        }
      }
      const { vehicles: inside } = watched.inside();
      expect(inside.filter(({ kind }) => kind === 'unread')).toHaveLength(unread);
      expect(new Set(inside.flatMap(({ plate: read }) => read ?? []))).toEqual(known);
      expect(inside).toHaveLength(known.size + unread);
      expect(unknown).toBeGreaterThanOrEqual(watched.inside().unknownExits);
      watched.store.close();
    }),
    { numRuns: 60 },
  );
});

test('a ticket ends that was raised, and is raised again only when it ended or there is news of it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const watched = openSite(true);
      for (const one of steps) watched.act(one);
      const standing = new Map<string, string>();
      for (const { kind, type, source, detail } of watched.found) {
        const key = `${type} ${source}`;
        if (kind === 'clear') expect(standing.delete(key)).toBe(true);
        else {
          const { inside } = detail ?? {};
          expect(standing.get(key)).not.toBe(String(inside));
          standing.set(key, String(inside));
        }
      }
      watched.store.close();
    }),
    { numRuns: 60 },
  );
});
