import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../../console/refusal.ts';
import { createId } from '../../kernel/ids.ts';
import { tableLimits } from '../../register/exchange/raw-table.ts';

export interface UploadedFile {
  path: string;
  bytes: number;
  sha256: string;
  remove(): Promise<void>;
}

export interface UploadFolder {
  /** Throws a Refusal `file-too-large` or `file-empty`; nothing is left then. */
  take(file: Readable): Promise<UploadedFile>;
}

/** Where files lie while they are read, for nobody else's eyes. What a gateway that was killed has left there goes. */
export function openUploadFolder(dataDir: string): UploadFolder {
  const folder = join(dataDir, 'imports');
  rmSync(folder, { recursive: true, force: true });
  return {
    take: async (file) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${createId()}.table`);
      const remove = () => rm(path, { force: true });
      const hash = createHash('sha256');
      let bytes = 0;
      const count = new Transform({
        transform: (chunk: Uint8Array, _encoding, done) => {
          bytes += chunk.length;
          if (bytes > tableLimits.fileBytes)
            return done(new Refusal(413, 'file-too-large', 'The file has more than 64 MB.'));
          hash.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(file, count, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
        if (bytes === 0) throw new Refusal(400, 'file-empty', 'The file is empty.');
      } catch (error) {
        await remove();
        throw error;
      }
      return { path, bytes, sha256: hash.digest('hex'), remove };
    },
  };
}
