import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const here = new URL('./', import.meta.url).pathname;
const made = new URL('../../../var/fault/', import.meta.url).pathname;

/** The library of this name for LD_PRELOAD, compiled by gcc into var/fault. Throws what gcc says. */
export function buildPreload(name: 'journal-writes' | 'shift-clock'): string {
  mkdirSync(made, { recursive: true });
  const fresh = mkdtempSync(join(made, 'gcc-'));
  const library = join(made, `${name}.so`);
  const flags = ['-shared', '-fPIC', '-O2', '-Wall', '-Wno-nonnull-compare', '-pthread'];
  execFileSync('gcc', [...flags, '-o', join(fresh, 'made.so'), join(here, `${name}.c`), '-ldl']);
  // whole or not at all: other suites may be about to load it
  renameSync(join(fresh, 'made.so'), library);
  rmSync(fresh, { recursive: true });
  return library;
}
