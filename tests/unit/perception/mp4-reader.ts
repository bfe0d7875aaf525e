/** Reads back what the gateway writes: ISO/IEC 14496-12 boxes, as a player would. */
export interface Mp4Box {
  type: string;
  /** Without size and type. */
  content: Uint8Array;
}

/** The boxes of one level; throws if their sizes do not add up exactly. */
export function listBoxes(bytes: Uint8Array): Mp4Box[] {
  const boxes: Mp4Box[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = viewOf(bytes).getUint32(at);
    if (size < 8 || at + size > bytes.length) throw new Error(`box at ${at} says ${size} of ${bytes.length} bytes`);
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1');
    boxes.push({ type, content: bytes.subarray(at + 8, at + size) });
    at += size;
  }
  return boxes;
}

export interface ReadFragment {
  sequence: number;
  decodeTime: number;
  samples: { data: Uint8Array; duration: number; compositionOffset: number; key: boolean }[];
}

/** One `moof` + `mdat`. */
export function readFragment(bytes: Uint8Array): ReadFragment {
  const [moof, mdat, ...more] = listBoxes(bytes);
  if (moof?.type !== 'moof' || mdat?.type !== 'mdat' || more.length > 0) throw new Error('not one moof and one mdat');
  const [mfhd, traf] = listBoxes(moof.content);
  const [, tfdt, trun] = listBoxes(traf!.content);
  const run = viewOf(trun!.content);
  let at = run.getInt32(8);
  const samples = Array.from({ length: run.getUint32(4) }, (_, n) => {
    const row = 12 + n * 16;
    const size = run.getUint32(row + 4);
    const data = Uint8Array.from(bytes.subarray(at, at + size));
    at += size;
    const key = (run.getUint32(row + 8) & 0x10000) === 0;
    return { data, duration: run.getUint32(row), compositionOffset: run.getInt32(row + 12), key };
  });
  if (at !== bytes.length) throw new Error('samples do not fill the data');
  const decodeTime = Number(viewOf(tfdt!.content).getBigUint64(4));
  return { sequence: viewOf(mfhd!.content).getUint32(4), decodeTime, samples };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
