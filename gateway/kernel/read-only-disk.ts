import { utimesSync } from 'node:fs';

/**
 * Whether the disk under a folder takes no write because it is read-only. Only trying tells: of a disk that Linux has given up after
 * an error `access` still says that it can be written. Never throws.
 */
export function isReadOnlyDisk(folder: string): boolean {
  try {
    const now = new Date();
    utimesSync(folder, now, now);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EROFS';
  }
}
