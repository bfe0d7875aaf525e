import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeParts } from './supply/describe-parts.ts';

/** `npm run sbom [-- FILE]`: writes the list of parts (CycloneDX 1.6) to FILE, var/sbom.json where none is named. */
const file = resolve(process.argv[2] ?? join(fileURLToPath(new URL('..', import.meta.url)), 'var', 'sbom.json'));
const parts = await describeParts();
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(parts, null, 2)}\n`);
console.log(`${file}: ${parts.components.length} parts, CycloneDX ${parts.specVersion}`);
