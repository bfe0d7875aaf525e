import { describe, expect, test } from 'vitest';
import { createSchedule } from '../../../devices/contracts/schedule.ts';

const shanghai = (text: string) => Date.parse(`${text}+08:00`);

describe('a span of time at the site', () => {
  test('holds from its first minute to before its last, in the site’s own time', () => {
    const isOn = createSchedule([{ from: '08:00', to: '18:30' }], 'Asia/Shanghai');
    expect(isOn(shanghai('2026-03-02T07:59:59'))).toBe(false);
    expect(isOn(shanghai('2026-03-02T08:00:00'))).toBe(true);
    expect(isOn(shanghai('2026-03-02T18:29:59'))).toBe(true);
    expect(isOn(shanghai('2026-03-02T18:30:00'))).toBe(false);
    // The same clock somewhere else is another moment.
    expect(createSchedule([{ from: '08:00', to: '18:30' }], 'Europe/Berlin')(shanghai('2026-03-02T08:00:00'))).toBe(
      false,
    );
  });

  test('over midnight it belongs to the day on which it begins', () => {
    const isOn = createSchedule([{ days: ['fri'], from: '22:00', to: '06:00' }], 'Asia/Shanghai');
    // 2026-03-06 is a Friday.
    expect(isOn(shanghai('2026-03-06T05:00:00'))).toBe(false);
    expect(isOn(shanghai('2026-03-06T23:00:00'))).toBe(true);
    expect(isOn(shanghai('2026-03-07T05:59:00'))).toBe(true);
    expect(isOn(shanghai('2026-03-07T06:00:00'))).toBe(false);
    expect(isOn(shanghai('2026-03-07T23:00:00'))).toBe(false);
  });

  test('a Sunday night goes on into Monday', () => {
    const isOn = createSchedule([{ days: ['sun'], from: '23:00', to: '01:00' }], 'Asia/Shanghai');
    expect(isOn(shanghai('2026-03-09T00:30:00'))).toBe(true);
    expect(isOn(shanghai('2026-03-08T00:30:00'))).toBe(false);
  });

  test('the same time twice is the whole day round', () => {
    const isOn = createSchedule([{ from: '00:00', to: '00:00' }], 'Asia/Shanghai');
    for (let hour = 0; hour < 24; hour++) expect(isOn(shanghai('2026-03-02T00:10:00') + hour * 3_600_000)).toBe(true);
  });

  test('on the nights on which clocks change it keeps to the clock on the wall', () => {
    const isOn = createSchedule([{ from: '22:00', to: '06:00' }], 'Europe/Berlin');
    // 29 March 2026: 02:00 becomes 03:00, so that 06:00 is 04:00 UTC; the day before it was 05:00 UTC.
    expect(isOn(Date.parse('2026-03-28T04:59:00Z'))).toBe(true);
    expect(isOn(Date.parse('2026-03-29T03:59:00Z'))).toBe(true);
    expect(isOn(Date.parse('2026-03-29T04:00:00Z'))).toBe(false);
    // 25 October 2026: 03:00 becomes 02:00.
    expect(isOn(Date.parse('2026-10-25T04:59:00Z'))).toBe(true);
    expect(isOn(Date.parse('2026-10-25T05:00:00Z'))).toBe(false);
  });

  test('several spans hold together, and none at all means always', () => {
    const isOn = createSchedule(
      [
        { from: '06:00', to: '07:00' },
        { from: '20:00', to: '21:00' },
      ],
      'Asia/Shanghai',
    );
    expect(isOn(shanghai('2026-03-02T06:30:00'))).toBe(true);
    expect(isOn(shanghai('2026-03-02T20:30:00'))).toBe(true);
    expect(isOn(shanghai('2026-03-02T12:00:00'))).toBe(false);
    expect(createSchedule(undefined, 'Asia/Shanghai')(0)).toBe(true);
  });

  test('a time zone that nobody knows is refused', () => {
    expect(() => createSchedule(undefined, 'Asia/Nowhere')).toThrow(RangeError);
  });
});
