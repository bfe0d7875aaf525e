import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inviteCar, linHome, linPlate, parkingSite, wuPlate } from '../../fixtures/parking-site.ts';
import { playParking } from '../../fixtures/play-parking.ts';

const hour = 3_600_000;
const visitor = '粤B77777';
const kinds = (play: ReturnType<typeof playParking>) => play.inside().map(({ kind }) => kind);

/** A visitor's car that may be here for an hour from now. */
function withVisitor(parking = {}, options = {}) {
  const play = playParking(parkingSite({ parking }), options);
  const fromMs = play.clock.wallMs() - 60_000;
  inviteCar(play.register, { id: 'v-1', plate: visitor, fromMs, toMs: fromMs + hour });
  return play;
}

describe('who is inside', () => {
  test('whoever drove in is, and whoever drove out is not', () => {
    const play = playParking(parkingSite());
    play.comeIn({ plate: linPlate });
    expect(play.inside()).toMatchObject([{ kind: 'permit', plate: '粤B···45', barrier: 'lane', doubtful: false }]);
    play.goOut({ plate: linPlate });
    expect(play.inside()).toEqual([]);
  });

  test('a car that was let in and backed off is not', () => {
    const play = playParking(parkingSite());
    play.event('lane-barrier', 'loop-occupied', { loop: 'approach' });
    play.seePlate(linPlate, 'lane-camera');
    play.event('lane-barrier', 'loop-cleared', { loop: 'approach' });
    play.event('lane-barrier', 'closed');
    expect(play.reasons()).toEqual(['granted']);
    expect(play.inside()).toEqual([]);
  });

  test('a stranger whom the guard lets in is a guest with a plate, and one without a plate is unread', () => {
    const play = playParking(parkingSite());
    play.comeIn({ plate: '京C55555', waved: true });
    play.comeIn({ waved: true });
    expect(kinds(play).sort()).toEqual(['guest', 'unread']);
  });

  test('a doubtful reading that can be one registered car only is that car', () => {
    const play = playParking(parkingSite());
    play.comeIn({ plate: '粤B1234S', doubtful: [6], waved: true });
    expect(kinds(play)).toEqual(['permit']);
    play.goOut({ plate: '粤B1234S', doubtful: [6], waved: true });
    expect(play.inside()).toEqual([]);
  });

  test('the plate of the car before says nothing of the one that the guard lets in after it', () => {
    const play = playParking(parkingSite());
    play.event('lane-barrier', 'loop-occupied', { loop: 'approach' });
    play.seePlate('京C55555', 'lane-camera');
    play.event('lane-barrier', 'loop-cleared', { loop: 'approach' });
    play.event('lane-barrier', 'loop-occupied', { loop: 'approach' });
    play.room.doors.open('lane', 'guard', 'a delivery');
    play.event('lane-barrier', 'loop-cleared', { loop: 'approach' });
    play.event('lane-barrier', 'loop-occupied', { loop: 'safety' });
    expect(kinds(play)).toEqual(['unread']);
  });

  test('a plate that is read only while the car drives on is that car’s', () => {
    const play = playParking(parkingSite());
    play.event('lane-barrier', 'loop-occupied', { loop: 'approach' });
    play.room.doors.open('lane', 'guard', 'a delivery');
    play.seePlate('京C55555', 'lane-camera');
    play.event('lane-barrier', 'loop-cleared', { loop: 'approach' });
    play.event('lane-barrier', 'loop-occupied', { loop: 'safety' });
    expect(kinds(play)).toEqual(['guest']);
  });

  test('one who comes in again had left unseen, and is counted once', () => {
    const play = playParking(parkingSite());
    play.comeIn({ plate: linPlate });
    play.clock.advance(hour);
    play.comeIn({ plate: linPlate });
    expect(play.inside()).toHaveLength(1);
    expect(play.inside()[0]!.sinceMs).toBeGreaterThan(play.clock.wallMs() - 120_000);
  });

  test('one long vehicle that the loop tells twice is counted once', () => {
    const play = playParking(parkingSite());
    play.event('lane-barrier', 'loop-occupied', { loop: 'approach' });
    play.room.doors.open('lane', 'guard', 'a lorry with a trailer');
    for (const type of ['loop-occupied', 'loop-cleared', 'loop-occupied'])
      play.event('lane-barrier', type, { loop: 'safety' });
    expect(kinds(play)).toEqual(['unread']);
  });

  test('an exit that nobody can place is counted, and the list says that it is off by it', () => {
    const play = playParking(parkingSite());
    play.comeIn({ plate: linPlate });
    play.goOut({ plate: wuPlate });
    expect(play.parking.ports.inside(10)).toMatchObject({ total: 1, unknownExits: 1 });
    play.goOut({ waved: true });
    expect(play.parking.ports.inside(10)).toMatchObject({ total: 1, unknownExits: 2 });
  });

  test('what nobody has seen for long is shown as perhaps gone, and is forgotten in the end, which the ledger says', () => {
    const play = playParking(parkingSite({ parking: { unseenHours: 24, forgetDays: 2 } }));
    play.comeIn({ plate: linPlate });
    play.wait(25 * 60);
    expect(play.inside()).toMatchObject([{ doubtful: true }]);
    play.wait(24 * 60);
    expect(play.inside()).toEqual([]);
    expect(play.ledger.find({ action: 'parking.forgotten', limit: 5 })).toMatchObject([{ actor: { kind: 'gateway' } }]);
  });

  test('a car whose plate is read in a bay was seen just now', () => {
    const play = playParking(parkingSite());
    play.comeIn({ plate: linPlate });
    play.wait(30 * 60);
    play.bay('bay-free', 'bay-occupied', { reading: 'read', plate: linPlate });
    expect(play.inside()).toMatchObject([{ doubtful: false, bay: 'bay-free', seenMs: play.clock.wallMs() }]);
  });

  test('a site that says nothing of parking looks at none, and what stood because of it ends', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'ringward-parking-')), 'site.db');
    const play = playParking(parkingSite(), { file });
    play.comeIn({ waved: true });
    play.wait(61);
    expect(play.tickets()).toEqual(['parking-no-plate']);
    play.store.close();
    const { parking: _parking, ...site } = parkingSite();
    const again = playParking(site, { file, clock: play.clock });
    expect(again.tickets()).toEqual([]);
    again.comeIn({ plate: linPlate });
    expect(again.parking.ports.inside(10)).toMatchObject({ watched: false, total: 0 });
  });
});

describe('overstay', () => {
  test('a visitor’s car gets a ticket an hour after the visit, which ends when it leaves', () => {
    const play = withVisitor();
    play.comeIn({ plate: visitor });
    play.wait(117);
    expect(play.tickets()).toEqual([]);
    play.wait(3);
    expect(play.tickets()).toEqual(['parking-overstay']);
    expect(play.book.open()).toMatchObject([{ priority: 4, ring: 2, count: 1, zone: undefined }]);
    play.wait(600);
    expect(play.book.open()).toMatchObject([{ count: 1 }]);
    play.goOut({ plate: visitor, waved: true });
    expect(play.tickets()).toEqual([]);
  });

  test('a visit that is extended ends the ticket', () => {
    const play = withVisitor();
    play.comeIn({ plate: visitor });
    play.wait(121);
    expect(play.tickets()).toEqual(['parking-overstay']);
    const toMs = play.clock.wallMs() + hour;
    play.change(
      { kind: 'visit', put: { ...play.register.get('visit', 'v-1')!, toMs } },
      { kind: 'credential', put: { ...play.register.get('credential', 'v-1-plate')!, toMs } },
    );
    play.wait(1);
    expect(play.tickets()).toEqual([]);
  });

  test('a permit that is taken back while the car is inside ends then, not before', () => {
    const play = playParking(parkingSite());
    play.comeIn({ plate: linPlate });
    play.wait(300);
    const permit = play.register.credentialsOf('r-lin').find(({ kind }) => kind === 'plate')!;
    play.change({ kind: 'credential', put: { ...permit, state: 'revoked' } });
    play.wait(1);
    play.wait(59);
    expect(play.tickets()).toEqual([]);
    play.wait(1);
    expect(play.tickets()).toEqual(['parking-overstay']);
  });

  test('a guest whom the guard let in is asked after only where the site says for how long', () => {
    const open = playParking(parkingSite());
    open.comeIn({ plate: '京C55555', waved: true });
    open.wait(24 * 60);
    expect(open.tickets()).toEqual([]);
    const limited = playParking(parkingSite({ parking: { guestMinutes: 120, graceMinutes: 30 } }));
    limited.comeIn({ plate: '京C55555', waved: true });
    limited.wait(148);
    expect(limited.tickets()).toEqual([]);
    limited.wait(2);
    expect(limited.tickets()).toEqual(['parking-overstay']);
  });

  test('nothing is raised and nothing forgotten while the clock is not believed', () => {
    const play = withVisitor();
    play.comeIn({ plate: visitor });
    play.known.clock = false;
    play.wait(60 * 24 * 60);
    expect(play.tickets()).toEqual([]);
    expect(play.inside()).toHaveLength(1);
  });

  test('the barrier lets out whoever it would have let out without a ticket', () => {
    const play = playParking(parkingSite({ parking: { placesPerHome: 0 } }));
    play.comeIn({ plate: linPlate });
    expect(play.tickets()).toEqual(['parking-quota']);
    play.goOut({ plate: linPlate });
    expect(play.reasons()).toEqual(['granted', 'granted']);
    expect(play.tickets()).toEqual([]);
  });
});

describe('quota', () => {
  const second = '粤B22222';
  const withTwoCars = (parking = {}) => {
    const play = playParking(parkingSite({ parking }));
    play.change({
      kind: 'credential',
      put: { id: 'lin-2', kind: 'plate', value: second, person: 'r-lin', state: 'active' },
    });
    play.comeIn({ plate: linPlate });
    play.comeIn({ plate: second });
    return play;
  };

  test('a home with more cars inside than places gets one ticket, which ends when one leaves', () => {
    expect(withTwoCars().tickets()).toEqual([]);
    const play = withTwoCars({ placesPerHome: 1 });
    expect(play.tickets()).toEqual(['parking-quota']);
    play.comeIn({ plate: wuPlate });
    expect(play.tickets()).toEqual(['parking-quota']);
    play.goOut({ plate: linPlate });
    expect(play.tickets()).toEqual([]);
  });

  test('a household’s own number counts before the site’s', () => {
    const play = withTwoCars({ placesPerHome: 1 });
    play.change({ kind: 'household', put: { id: 'lins', home: linHome, parkingPlaces: 2 } });
    const residency = play.register.residenciesOf('r-lin')[0]!;
    play.change({ kind: 'residency', put: { ...residency, household: 'lins' } });
    play.wait(1);
    expect(play.tickets()).toEqual([]);
  });

  test('a visitor’s car is not one of the home’s', () => {
    const play = withVisitor({ placesPerHome: 1 });
    play.comeIn({ plate: linPlate });
    play.comeIn({ plate: visitor });
    expect(play.tickets()).toEqual([]);
  });
});

describe('wrong bay', () => {
  test('another’s car in a kept bay is a ticket at the bay after ten minutes, until it drives off', () => {
    const play = playParking(parkingSite());
    play.bay('bay-lin', 'bay-occupied', { reading: 'read', plate: wuPlate });
    play.wait(9);
    expect(play.tickets()).toEqual([]);
    play.wait(1);
    expect(play.tickets()).toEqual(['parking-wrong-bay bay-lin']);
    play.bay('bay-lin', 'bay-cleared');
    expect(play.tickets()).toEqual([]);
  });

  test.each([
    ['the home’s own car', 'bay-lin', linPlate],
    ['a visitor of the home', 'bay-lin', visitor],
    ['the car that the bay is kept for', 'bay-wu', wuPlate],
    ['that car, read with one character wrong', 'bay-wu', '京AD12346'],
    ['the home’s car, read with one character wrong', 'bay-lin', '粤B12346'],
    ['anybody in a bay that is kept for nobody', 'bay-free', '京C55555'],
  ])('%s stands rightly', (_who, bay, plate) => {
    const play = withVisitor();
    play.bay(bay, 'bay-occupied', { reading: 'read', plate });
    play.wait(30);
    expect(play.tickets()).toEqual([]);
  });

  test.each([
    ['a sensor without a camera', { reading: 'none' }],
    ['a camera that cannot read', { reading: 'unreadable' }],
    ['what is no plate', { reading: 'read', plate: 'hello' }],
    ['no plate at all', { reading: 'read' }],
  ])('%s accuses nobody', (_what, data) => {
    const play = playParking(parkingSite());
    play.bay('bay-lin', 'bay-occupied', data);
    play.wait(300);
    expect(play.tickets()).toEqual([]);
  });

  test('a bay whose freeing was missed is freed by what it reports of itself', () => {
    const play = playParking(parkingSite());
    play.bay('bay-lin', 'bay-occupied', { reading: 'read', plate: wuPlate });
    play.wait(20);
    play.bay('bay-lin', 'state', { occupied: true });
    expect(play.tickets()).toEqual(['parking-wrong-bay bay-lin']);
    play.bay('bay-lin', 'state', { occupied: false });
    expect(play.tickets()).toEqual([]);
  });
});

describe('no plate', () => {
  test('a car that could not be read has the grace time, and its ticket ends when one that cannot be read leaves', () => {
    const play = playParking(parkingSite({ parking: { graceMinutes: 20 } }));
    play.comeIn({ waved: true });
    play.wait(18);
    expect(play.tickets()).toEqual([]);
    play.wait(2);
    expect(play.tickets()).toEqual(['parking-no-plate']);
    play.goOut({ waved: true });
    expect(play.tickets()).toEqual([]);
  });

  test('a resident who drives out ends the ticket of no other car', () => {
    const play = playParking(parkingSite());
    play.comeIn({ waved: true });
    play.wait(61);
    play.goOut({ plate: linPlate });
    expect(play.tickets()).toEqual(['parking-no-plate']);
  });
});

describe('staff', () => {
  const look = { purpose: 'alarm', reason: 'stands in the way' } as const;

  test('see a whole plate with a purpose and a reason, which are in the ledger', () => {
    const play = withVisitor();
    play.comeIn({ plate: visitor });
    const { id } = play.inside()[0]!;
    expect(play.parking.ports.reveal(id, look, 'guard')).toEqual({ plate: visitor, holder: 'v-1', ofVisit: true });
    expect(play.parking.ports.reveal('nothing', look, 'guard')).toBeUndefined();
    const entries = play.ledger.find({ action: 'parking.plate-seen', limit: 5 });
    expect(entries).toMatchObject([{ subject: id, purpose: 'alarm', reason: look.reason, actor: { id: 'guard' } }]);
    expect(JSON.stringify(entries)).not.toContain(visitor);
  });

  test('say that a car has left after all: its ticket ends, once, with the reason in the ledger', () => {
    const play = withVisitor();
    play.comeIn({ plate: visitor });
    play.wait(121);
    const { id } = play.inside()[0]!;
    const deed = { user: 'guard', reason: 'looked everywhere' };
    expect(play.parking.ports.left(id, deed)).toBe(true);
    expect(play.tickets()).toEqual([]);
    expect(play.parking.ports.left(id, deed)).toBe(false);
    expect(play.ledger.find({ action: 'parking.corrected', limit: 5 })).toMatchObject([
      { subject: id, reason: deed.reason, actor: { kind: 'user', id: 'guard' } },
    ]);
  });

  test('no plate is in an alarm, and what an erased person drove is forgotten', () => {
    const play = playParking(parkingSite({ parking: { placesPerHome: 0 } }));
    play.comeIn({ plate: linPlate });
    expect(play.tickets()).toEqual(['parking-quota']);
    expect(JSON.stringify(play.book.open())).not.toContain('12345');
    expect(play.parking.forgetPerson('r-lin')).toBe(1);
    expect(play.inside()).toEqual([]);
    expect(play.tickets()).toEqual([]);
  });
});

test('a restart forgets no car and no ticket, and raises none twice', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-parking-')), 'site.db');
  const play = withVisitor({}, { file });
  play.comeIn({ plate: visitor });
  play.bay('bay-lin', 'bay-occupied', { reading: 'read', plate: wuPlate });
  play.wait(130);
  const before = play.inside();
  expect(play.tickets()).toEqual(['parking-overstay', 'parking-wrong-bay bay-lin']);
  play.store.close();
  const again = playParking(parkingSite(), { file, clock: play.clock });
  expect(again.inside()).toEqual(before);
  again.wait(5);
  expect(again.tickets()).toEqual(['parking-overstay', 'parking-wrong-bay bay-lin']);
  expect(again.book.open().map(({ count }) => count)).toEqual([1, 1]);
  again.goOut({ plate: visitor, waved: true });
  expect(again.tickets()).toEqual(['parking-wrong-bay bay-lin']);
});
