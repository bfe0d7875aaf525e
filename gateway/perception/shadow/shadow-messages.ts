import Type, { type Static } from 'typebox';
import { createParser } from '../../../devices/contracts/parse.ts';
import type { Agreement } from './compare-objects.ts';

/** What passes between the gateway's main process and a shadow process (Node IPC, advanced serialization). */
const strict = { additionalProperties: false } as const;
const ToShadow = Type.Union([
  Type.Object({ kind: Type.Literal('open'), oldDir: Type.String(), newDir: Type.String() }, strict),
  Type.Object({ kind: Type.Literal('picture'), jpeg: Type.Unsafe<Uint8Array>(Type.Any()) }, strict),
]);
export type ToShadow = Static<typeof ToShadow>;
export const parseToShadow = createParser(ToShadow);

export type FromShadow =
  | { kind: 'ready' }
  | ({ kind: 'compared'; oldMs: number; newMs: number } & Agreement)
  /** `problem` names no place. */
  | { kind: 'failed'; problem: string };
