import { expect, test } from 'vitest';
import { decideRoom, type RoomFacts, roomLimits } from '../../../gateway/compose/storage/decide-room.ts';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;
const facts = (freeMebibytes: number, more: Partial<RoomFacts> = {}): RoomFacts => ({
  ...{
    totalBytes: 64 * gibibyte,
    freeBytes: freeMebibytes * mebibyte,
    hasReserve: true,
    isRefused: false,
    wasLow: false,
  },
  ...more,
});

test('64 MiB are set aside on a large disk, a sixteenth of a small one, and a tenth or 1 GiB left is low', () => {
  expect(roomLimits(64 * gibibyte)).toMatchObject({ reserve: 64 * mebibyte, low: gibibyte, full: 16 * mebibyte });
  expect(roomLimits(64 * mebibyte)).toMatchObject({ reserve: 4 * mebibyte, full: mebibyte });
});

test('a disk with room is left alone', () => {
  const nothing = { isLow: false, isShort: false, giveUp: false, make: false, lackBytes: 0, shortBytes: 0 };
  expect(decideRoom(facts(2000))).toEqual(nothing);
});

test('a disk is low before it is full, something goes then, and it stays low until there is clearly enough', () => {
  expect(decideRoom(facts(1000))).toMatchObject({ isLow: true, isShort: false, giveUp: false });
  expect(decideRoom(facts(1000)).lackBytes).toBe(536 * mebibyte);
  expect(decideRoom(facts(1100, { wasLow: true }))).toMatchObject({ isLow: true });
  expect(decideRoom(facts(1600, { wasLow: true }))).toMatchObject({ isLow: false, lackBytes: 0 });
});

test.each([
  ['a low disk needs nothing of it', facts(1000), 0],
  ['a short one until what was the reserve is free', facts(70, { hasReserve: false }), 10],
  ['and no more once it is', facts(80, { hasReserve: false }), 0],
  ['one that is full to the brim as much', facts(0), 80],
  ['one that refuses a little in any case', facts(5000, { isRefused: true }), 16],
])('what goes only from a disk that is short: %s', (_why, given, megabytes) => {
  expect(decideRoom(given).shortBytes).toBe(megabytes * mebibyte);
});

test.each([
  ['a write was refused, whatever the disk says of itself', facts(5000, { isRefused: true })],
  ['next to nothing is free', facts(15)],
])('the reserve is given up when %s', (_why, given) => {
  expect(decideRoom(given)).toMatchObject({ isLow: true, isShort: true, giveUp: true, make: false });
});

test('what was the reserve is for alarms: pictures and clips wait, and it is not set aside again before there is room for more', () => {
  expect(decideRoom(facts(70, { hasReserve: false }))).toMatchObject({ isShort: true, giveUp: false, make: false });
  expect(decideRoom(facts(100, { hasReserve: false }))).toMatchObject({ isShort: false, make: false });
  expect(decideRoom(facts(130, { hasReserve: false }))).toMatchObject({ isShort: false, make: true });
  expect(decideRoom(facts(5000, { hasReserve: false, isRefused: true }))).toMatchObject({ make: false });
});
