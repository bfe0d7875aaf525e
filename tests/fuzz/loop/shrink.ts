const mostTries = 300;

/** A shorter input of which `isSame` still holds: pieces are left out, from halves down to single bytes. */
export async function shrink(input: Uint8Array, isSame: (tried: Uint8Array) => Promise<boolean>): Promise<Uint8Array> {
  let best = input;
  let tries = 0;
  for (let size = best.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at + size <= best.length && tries < mostTries; ) {
      const tried = Buffer.concat([best.subarray(0, at), best.subarray(at + size)]);
      tries += 1;
      if (await isSame(tried)) best = tried;
      else at += size;
    }
  }
  return best;
}
