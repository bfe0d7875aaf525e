import Type from 'typebox';
import { type LiveWord, liveEnds, maxLiveMinutes } from './live-relay.ts';
import { createParser, type Parsed } from './parse.ts';

const strict = { additionalProperties: false } as const;
const parse = createParser(
  Type.Union([
    Type.Object({ mime: Type.String({ pattern: '^video/mp4; ?codecs="[A-Za-z0-9.]{1,64}"$' }) }, strict),
    Type.Object({ leftMs: Type.Integer({ minimum: 0, maximum: maxLiveMinutes * 60_000 }) }, strict),
    Type.Object({ over: Type.Enum([...liveEnds]) }, strict),
  ]),
);

/** Reads a frame of the kind `word`. Never throws. */
export function parseLiveWord(content: Uint8Array): Parsed<LiveWord> {
  try {
    return parse(JSON.parse(new TextDecoder().decode(content)));
  } catch {
    return { ok: false, problem: 'the word is no JSON' };
  }
}
