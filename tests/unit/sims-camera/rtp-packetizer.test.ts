import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitAnnexB } from '../../../firmware-sims/camera/h264-nal.ts';
import { packetizeAccessUnit, writeRtpHeader } from '../../../firmware-sims/camera/rtp-packetizer.ts';
import { depacketize } from './depacketize.ts';

/** A NAL unit: any header of a single unit (types 1–23), then any bytes. */
const nal = fc
  .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 23 }), fc.uint8Array({ maxLength: 5000 }))
  .map(([top, type, rest]) => Uint8Array.of((top << 5) | type, ...rest));

test('what a client puts together again is what the camera encoded', () => {
  fc.assert(
    fc.property(fc.array(nal, { maxLength: 6 }), fc.integer({ min: 3, max: 1400 }), (nals, maxPayload) => {
      const payloads = packetizeAccessUnit(nals, maxPayload);
      expect(payloads.every((payload) => payload.length <= maxPayload)).toBe(true);
      expect(depacketize(payloads).map((unit) => Buffer.from(unit).toString('hex'))).toEqual(
        nals.map((unit) => Buffer.from(unit).toString('hex')),
      );
    }),
    { numRuns: 200 },
  );
});

test('a stream is cut at its start codes, whatever lies between', () => {
  const unit = fc
    .uint8Array({ minLength: 1, maxLength: 60 })
    // As emulation prevention makes it: never two zeros in a row, and no zero at the end.
    .map((bytes) => bytes.map((byte, i) => (byte === 0 && (i === bytes.length - 1 || bytes[i - 1] === 0) ? 9 : byte)))
    .filter((bytes) => bytes.every((byte, i) => byte !== 0 || bytes[i + 1] !== 0));
  fc.assert(
    fc.property(fc.array(fc.tuple(unit, fc.boolean()), { maxLength: 8 }), (units) => {
      const stream = Buffer.concat(
        units.flatMap(([bytes, long]) => [Buffer.from(long ? [0, 0, 0, 1] : [0, 0, 1]), Buffer.from(bytes)]),
      );
      expect(splitAnnexB(stream).map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(
        units.map(([bytes]) => Buffer.from(bytes).toString('hex')),
      );
    }),
  );
});

test('sequence number and timestamp wrap instead of growing out of their fields', () => {
  const packet = Buffer.alloc(12);
  writeRtpHeader(packet, 0, { marker: true, sequence: 0x1_0002, timestamp: 2 ** 32 + 5, ssrc: 7 });
  expect(packet.toString('hex')).toBe('80e000020000000500000007');
});
