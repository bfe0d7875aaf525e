import { createFrameReader, writeFrame, writeWord } from '../../../devices/contracts/live-relay.ts';
import { parseLiveWord } from '../../../devices/contracts/live-word.ts';
import { demand, type FuzzTarget, inPieces, refusedAs } from '../fuzz-target.ts';

const bytes = (how: number, ...parts: Uint8Array[][]) => Buffer.concat([Buffer.of(how), ...parts.flat()]);
const read = (pieces: readonly Uint8Array[]) => {
  const frames: string[] = [];
  const take = createFrameReader({
    maxBytes: 2000,
    frame(kind, content) {
      if (kind === 'word') parseLiveWord(content);
      frames.push(`${kind} ${Buffer.from(content).toString('hex')}`);
    },
  });
  const isSound = refusedAs(RangeError, () => pieces.map(take)) !== undefined;
  return JSON.stringify({ isSound, frames });
};

/** The first byte says how the rest is cut into pieces. */
export const target: FuzzTarget = {
  name: 'live-frames',
  about: 'frames of a live view are the same in whatever pieces they come, and what is none ends the line',
  head: 1,
  seeds: [
    bytes(
      0,
      writeFrame('beat'),
      writeWord({ mime: 'video/mp4; codecs="avc1.64001f"' }),
      writeFrame('header', Buffer.alloc(9)),
    ),
    bytes(2, writeWord({ leftMs: 60_000 }), writeFrame('key', Buffer.alloc(300, 7)), writeWord({ over: 'time-over' })),
    bytes(5, writeFrame('chunk', Buffer.alloc(1999))),
  ],
  run(input) {
    demand(read(inPieces(input)) === read([input.subarray(1)]), 'pieces change nothing');
  },
};
