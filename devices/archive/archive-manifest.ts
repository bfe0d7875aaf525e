import Type, { type Static } from 'typebox';
import { createParser } from '../contracts/parse.ts';

/** The archive's last entry: an archive that was cut off has none. */
export const manifestName = 'manifest.json';
export const maxManifestBytes = 32 * 1024 * 1024;
export const archiveVersion = 1;
const strict = { additionalProperties: false } as const;

/** Every step a plain name, so that none leads anywhere else. */
export const archivedPath = /^(?:[A-Za-z0-9][A-Za-z0-9._-]*\/){0,3}[A-Za-z0-9][A-Za-z0-9._-]*$/;
export const maxPathLength = 100;

export const ArchiveManifest = Type.Object(
  {
    format: Type.Literal('ringward-backup'),
    version: Type.Integer({ minimum: 1 }),
    /** Whose data folder it was. */
    part: Type.Enum(['gateway', 'cloud']),
    /** `SITE/GATEWAY`; of a cloud `cloud`. */
    of: Type.String({ minLength: 1, maxLength: 200 }),
    program: Type.String({ minLength: 1, maxLength: 40 }),
    madeAtMs: Type.Integer({ minimum: 0 }),
    /** Versions of the tables in its database, by room. */
    tables: Type.Record(Type.String({ maxLength: 64 }), Type.Integer({ minimum: 0 })),
    files: Type.Array(
      Type.Object(
        {
          path: Type.String({ pattern: archivedPath.source, maxLength: maxPathLength }),
          bytes: Type.Integer({ minimum: 0 }),
          sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type ArchiveManifest = Static<typeof ArchiveManifest>;
export type ArchivedFile = ArchiveManifest['files'][number];
export const parseManifest = createParser(ArchiveManifest);
