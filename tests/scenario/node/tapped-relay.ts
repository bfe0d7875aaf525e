import { type CuttableLink, createCuttableLink } from '../../../scripts/compound/cuttable-link.ts';

/** A cable between node and broker on which somebody listens. */
export interface TappedRelay extends CuttableLink {
  /** Everything that went either way. */
  seen(): Buffer;
  /** Changes one bit of the next chunk from the node that is at least so long. */
  alterNext(minBytes: number): void;
}

export async function openTappedRelay(toPort: number): Promise<TappedRelay> {
  const chunks: Buffer[] = [];
  let alterFrom: number | undefined;
  const link = await createCuttableLink(toPort, (chunk, from) => {
    chunks.push(chunk);
    if (from === 'far' || alterFrom === undefined || chunk.length < alterFrom) return;
    alterFrom = undefined;
    chunk[chunk.length >> 1]! ^= 1;
  });
  return {
    ...link,
    seen: () => Buffer.concat(chunks),
    alterNext: (minBytes) => {
      alterFrom = minBytes;
    },
  };
}
