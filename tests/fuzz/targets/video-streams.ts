import { frameKind } from '../../../gateway/perception/streams/frame-kind.ts';
import {
  codecString,
  lengthPrefixedBytes,
  parameterSets,
  splitAnnexB,
  toLengthPrefixed,
} from '../../../gateway/perception/streams/nal-units.ts';
import { demand, type FuzzTarget } from '../fuzz-target.ts';

const unit = (...bytes: number[]) => Buffer.from([0, 0, 0, 1, ...bytes]);
const h264 = [unit(0x67, 0x64, 0, 0x1f, 0xac), unit(0x68, 0xee, 0x3c), unit(0x65, 0x88, 0x84, 0, 3, 1)];
const hevc = [
  unit(0x40, 1, 12),
  unit(0x42, 1, 1, 1, 0x60, 0, 0, 3, 0, 0x90, 0, 0, 3, 0, 0, 93),
  unit(0x44, 1, 0xc1),
  unit(0x26, 1, 0xaf),
];

export const target: FuzzTarget = {
  name: 'video-streams',
  about: 'what a camera sends as coded video is parted without a byte added or lost',
  seeds: [Buffer.concat(h264), Buffer.concat(hevc), unit(9, 0xf0)],
  run(input) {
    const units = splitAnnexB(input);
    const bytes = units.reduce((sum, one) => sum + one.length, 0);
    demand(bytes + 3 * units.length <= input.length, 'units are parts of the stream');
    for (const codec of ['h264', 'hevc'] as const) {
      demand(toLengthPrefixed(input, codec).length === lengthPrefixedBytes(input, codec), 'its length is known before');
      frameKind(input, codec);
      const sets = parameterSets(input, codec);
      const name = codecString(sets ?? input, codec);
      demand(name === undefined || /^[\w.]{1,64}$/.test(name), `a name of a codec: ${name}`);
    }
  },
};
