import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { type SignedRights, signedRights } from '../../devices/contracts/rights.ts';
import type { RightsContent } from './build-rights.ts';
import { inSlices } from './in-slices.ts';
import type { SiteKey } from './site-key.ts';

const compress = promisify(gzip);
const entriesAtOnce = 256;

/** A content as text, and what names it. */
export interface WrittenRights {
  /** SHA-256, base64url: the same for the same rights. */
  digest: string;
  credentials: number;
  head: string;
  entries: Buffer[];
}

export async function writeRights({ credentials, ...rest }: RightsContent): Promise<WrittenRights> {
  const head = JSON.stringify(rest);
  const sum = createHash('sha256').update(head);
  const entries: Buffer[] = [];
  const starts = Array.from({ length: Math.ceil(credentials.length / entriesAtOnce) }, (_, at) => at * entriesAtOnce);
  await inSlices(
    starts,
    (start) => {
      const text = JSON.stringify(credentials.slice(start, start + entriesAtOnce)).slice(1, -1);
      const bytes = Buffer.from(start === 0 ? text : `,${text}`);
      sum.update(bytes);
      entries.push(bytes);
    },
    1,
  );
  return { digest: sum.digest('base64url'), credentials: credentials.length, head, entries };
}

/** As it goes to the controller. Compressing and signing are done off the main thread: doors do not wait for them. */
export async function packRights(
  { head, entries }: WrittenRights,
  { version, issuedAtMs }: { version: number; issuedAtMs: number },
  key: Pick<SiteKey, 'signLarge'>,
): Promise<SignedRights> {
  const opening = `${head.slice(0, -1)},"version":${version},"issuedAtMs":${issuedAtMs},"credentials":[`;
  const text = Buffer.concat([Buffer.from(opening), ...entries, Buffer.from(']}')]);
  // Digests do not compress: more effort takes longer and saves nothing.
  const payload = (await compress(text, { level: constants.Z_BEST_SPEED })).toString('base64');
  const signature = await key.signLarge(signedRights(payload));
  return { version, payload, signature: Buffer.from(signature).toString('base64url') };
}
