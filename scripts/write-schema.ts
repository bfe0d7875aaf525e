import { writeFileSync } from 'node:fs';
import { SiteFile } from '../devices/contracts/site-file.ts';

/** `npm run schema`: writes the site file's JSON Schema, which editors complete from. */
const path = new URL('../devices/contracts/site.schema.json', import.meta.url);
const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...SiteFile };
writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
