import Type, { type Static } from 'typebox';
import { createParser } from '../../../devices/contracts/parse.ts';

/** What passes between the gateway's main process and an export process (Node IPC). */
const strict = { additionalProperties: false } as const;
const Part = Type.Number({ minimum: -1, maximum: 2 });
const PartBox = Type.Object({ x: Part, y: Part, width: Part, height: Part }, strict);

export const ExportJob = Type.Object(
  {
    kind: Type.Literal('export'),
    modelsDir: Type.String({ minLength: 1 }),
    media: Type.Enum(['clip', 'picture']),
    from: Type.String({ minLength: 1 }),
    to: Type.String({ minLength: 1 }),
    /** Who may be shown: where they were at one moment, in milliseconds from the clip's beginning; 0 for a picture. */
    clear: Type.Array(Type.Object({ kind: Type.Enum(['face', 'plate']), atMs: Type.Number(), box: PartBox }, strict), {
      maxItems: 64,
    }),
  },
  strict,
);
export type ExportJob = Static<typeof ExportJob>;

export const parseExportJob = createParser(ExportJob);

export type FromExport =
  | { kind: 'progress'; part: number }
  | { kind: 'done' }
  /** `problem` holds no name, plate or address. */
  | { kind: 'failed'; problem: string };
