import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { createParser } from '../../devices/contracts/parse.ts';
import type { PersonPhoto } from '../assets/people.ts';

/** Who plays whom: what the simulation knows beyond the site file. Ids of people are those of assets/people.ts. */
const CastFile = Type.Object(
  {
    /** Resident id → person, for those with an enrolled face. */
    residents: Type.Record(Type.String(), Type.String()),
    /** People whom the register does not know. */
    strangers: Type.Array(Type.String()),
    /** The colour of each registered plate. */
    plates: Type.Array(Type.Object({ plate: Type.String(), colour: Type.Enum(['blue', 'green', 'yellow']) })),
  },
  { additionalProperties: false },
);
export type Cast = Static<typeof CastFile>;
const parseCast = createParser(CastFile);

const castPath = (dir: string) => join(dir, 'cast.json');

export function writeCast(dir: string, cast: Cast): void {
  writeFileSync(castPath(dir), `${JSON.stringify(cast, null, 2)}\n`, { mode: 0o600 });
}

/** The cast beside a site file; for a site that no generator wrote, everybody is a stranger. */
export function readCast(dir: string, people: readonly PersonPhoto[]): Cast {
  if (!existsSync(castPath(dir))) return { residents: {}, strangers: people.map(({ id }) => id), plates: [] };
  const parsed = parseCast(JSON.parse(readFileSync(castPath(dir), 'utf8')));
  if (!parsed.ok) throw new Error(`${castPath(dir)}: ${parsed.problem}`);
  return parsed.value;
}
