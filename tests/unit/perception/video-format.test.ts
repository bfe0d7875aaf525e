import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDecodeTimeline } from '../../../gateway/perception/streams/decode-timeline.ts';
import { fragment, initSegment } from '../../../gateway/perception/streams/fmp4-boxes.ts';
import {
  codecString,
  parameterSets,
  splitAnnexB,
  toLengthPrefixed,
} from '../../../gateway/perception/streams/nal-units.ts';
import { listBoxes, readFragment } from './mp4-reader.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

/** Parameter sets as GStreamer's x264 and x265 announced them for 1280 × 720. */
const h264Sets = hex('000000016742c01fda014016ec05a808080a000003000200000300291e3065400000000168ce3c80');
const hevcSets = hex(
  '0000000140010c01ffff01600000030090000003000003005dba0240' +
    '0000000142010101600000030090000003000003005da00280802d165ba4a4c2fff000100016a02020208000000300800000050400000000' +
    '14401c0718312',
);

describe('what a camera sends', () => {
  test('parameter sets are found once each, also when the camera repeats them', () => {
    const frame = Buffer.concat([hex('0000000109f0'), h264Sets, h264Sets, hex('0000016588840a')]);
    expect(parameterSets(frame, 'h264')).toEqual(parameterSets(h264Sets, 'h264'));
    expect(splitAnnexB(parameterSets(frame, 'h264')!)).toHaveLength(2);
    expect(parameterSets(hex('0000000165888400'), 'h264')).toBeUndefined();
  });

  test('a browser is told the codec by its registered name', () => {
    expect(codecString(h264Sets, 'h264')).toBe('avc1.42c01f');
    expect(codecString(hevcSets, 'hevc')).toBe('hvc1.1.6.L93.90');
    expect(codecString(hex('00000001'), 'h264')).toBeUndefined();
    expect(codecString(hex('000000016742'), 'h264')).toBeUndefined();
  });

  test('a stored frame has lengths instead of start codes, and neither parameter sets nor delimiters', () => {
    const frame = Buffer.concat([hex('0000000109f0'), h264Sets, hex('000001658884'), hex('00000001410102')]);
    expect(Buffer.from(toLengthPrefixed(frame, 'h264')).toString('hex')).toBe('0000000365888400000003410102');
  });

  test('any bytes at all are split without failing, and every unit is a part of them', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('h264' as const, 'hevc' as const),
        (bytes, codec) => {
          for (const unit of splitAnnexB(bytes)) expect(unit.length).toBeGreaterThan(0);
          parameterSets(bytes, codec);
          codecString(bytes, codec);
          expect(toLengthPrefixed(bytes, codec).length).toBeLessThanOrEqual(bytes.length * 2);
        },
      ),
    );
  });

  test('units without zero runs come back as they were joined', () => {
    const unit = fc.uint8Array({ minLength: 1, maxLength: 30 }).map((bytes) => bytes.map((byte) => byte | 4));
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 8 }), (units) => {
        const joined = Buffer.concat(units.flatMap((bytes, at) => [hex(at % 2 ? '000001' : '00000001'), bytes]));
        expect(splitAnnexB(joined).map((bytes) => [...bytes])).toEqual(units.map((bytes) => [...bytes]));
      }),
    );
  });
});

describe('what a browser gets', () => {
  test('a header with one video track of the camera’s size', () => {
    const header = initSegment({ codec: 'h264', width: 1280, height: 720, decoderConfig: hex('0142c01f') });
    expect(listBoxes(header).map(({ type }) => type)).toEqual(['ftyp', 'moov']);
    const text = Buffer.from(header).toString('latin1');
    expect(text).toContain('avc1');
    expect(text).toContain('avcC');
    const hevc = initSegment({ codec: 'hevc', width: 640, height: 360, decoderConfig: hex('01') });
    expect(Buffer.from(hevc).toString('latin1')).toContain('hvc1');
  });

  test('fragments whose samples lie exactly where their header says', () => {
    const samples = [
      { data: hex('00000002aabb'), duration: 6000, compositionOffset: 0, key: true },
      { data: hex('00000001cc'), duration: 6000, compositionOffset: -3000, key: false },
    ];
    const decodeTime = 2 ** 33 + 5;
    expect(readFragment(fragment(7, decodeTime, samples))).toEqual({ sequence: 7, decodeTime, samples });
  });
});

describe('the time of a live view', () => {
  const times = (pts: (number | undefined)[]) => {
    const timeline = createDecodeTimeline();
    return pts.map((at) => timeline.next(at));
  };

  test('an even camera plays evenly', () => {
    const steady = times(Array.from({ length: 40 }, (_, n) => 1000 + n * 9000)).slice(5);
    for (const { duration } of steady) expect(duration).toBeGreaterThan(8000);
    expect(steady.at(-1)!.decodeTime - 39 * 9000).toBeLessThan(9000);
  });

  test('each frame begins where the last one ends, whatever times the camera gives', () => {
    const given = fc.array(fc.option(fc.integer({ min: -1e9, max: 1e9 }), { nil: undefined }), { maxLength: 60 });
    fc.assert(
      fc.property(given, (pts) => {
        let expected = 0;
        for (const { decodeTime, duration, compositionOffset } of times(pts)) {
          expect(decodeTime).toBe(expected);
          expect(duration).toBeGreaterThan(0);
          expect(Number.isInteger(duration) && Number.isInteger(compositionOffset)).toBe(true);
          expected = decodeTime + duration;
        }
      }),
    );
  });

  test('frames that are shown in another order keep that order, once it has been seen', () => {
    // I P B B P B B …, as an encoder with two B-frames sends them.
    const order = [0, ...Array.from({ length: 12 }, (_, group) => [3, 1, 2].map((n) => group * 3 + n)).flat()];
    const all = times(order.map((n) => n * 6000));
    const shown = all.slice(7).map(({ decodeTime, compositionOffset }) => decodeTime + compositionOffset);
    const steps = shown.toSorted((a, b) => a - b).map((at, n, sorted) => at - (sorted[n - 1] ?? at - 6000));
    expect(new Set(steps)).toEqual(new Set([6000]));
    for (const { compositionOffset } of all.slice(7)) expect(compositionOffset).toBeGreaterThanOrEqual(0);
  });

  test('an outage of a minute is not made up for frame by frame', () => {
    const after = times([0, 9000, 18_000, 27_000, 27_000 + 60 * 90_000, 36_000 + 60 * 90_000]);
    expect(after.at(-1)!.decodeTime).toBeLessThan(90_000);
  });
});
