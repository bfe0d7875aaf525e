import { parseHello, parseWelcome } from '../../../gateway/perception/node/link-frames.ts';
import { createKeyShare, deriveLinkKeys } from '../../../gateway/perception/node/link-keys.ts';
import { parseFromPerception } from '../../../gateway/perception/node/parse-from-perception.ts';
import { createOpener, createSealer } from '../../../gateway/perception/node/seal-frames.ts';
import { decodeMessage, encodeMessage } from '../../../gateway/perception/node/wire-values.ts';
import { parseToPerception } from '../../../gateway/perception/parse-to-perception.ts';
import { demand, type FuzzTarget } from '../fuzz-target.ts';

const [node, gateway] = [createKeyShare(), createKeyShare()];
const agreed = node.agree(gateway.publicKey)!;
const identity = { site: 'linden', node: 'box-2', secret: 'a secret of a node' };
const { up } = deriveLinkKeys(identity, agreed, node.publicKey, gateway.publicKey);
const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };
const seen = { camera: 'c-1', seenAtMs: 1000, track: 't1', box, frames: 3, firstSeenAtMs: 900 };

/** Once as the frame on the wire, once as what a node that has the keys has sealed. */
export const target: FuzzTarget = {
  name: 'node-links',
  about: 'a frame that nobody sealed opens nothing, and what a node says is read field by field',
  share: 0.5,
  seeds: [
    Buffer.concat([Buffer.of(1, 1), Buffer.alloc(8), node.publicKey]),
    Buffer.concat([Buffer.of(2), node.publicKey, gateway.publicKey]),
    createSealer(up)(Buffer.from('hello')),
    encodeMessage({
      kind: 'face-sighting',
      ...seen,
      verdict: { kind: 'unknown', bestScore: 0.2 },
      jpeg: new Uint8Array(4),
    }),
    encodeMessage({
      kind: 'plate-sighting',
      ...seen,
      verdict: { kind: 'exact', plate: '粤B12345', colour: 'blue', confidence: 0.9, characters: [1] },
    }),
    encodeMessage({ kind: 'enrolled', request: 1, templates: [new Float32Array(512)], refused: [] }),
    encodeMessage({ kind: 'stats', cameras: [], rssBytes: 1, cpuMs: 1 }),
    encodeMessage({ kind: 'configure', modelsDir: 'm', faces: {}, cameras: [] }),
  ],
  words: [
    'camera',
    'clip-chunk',
    'clip-end',
    'objects-sighting',
    'fall-sighting',
    'snapshot',
    'video',
    'gallery',
    'scene',
  ],
  run(input) {
    parseHello(input);
    parseWelcome(input, node.publicKey);
    gateway.agree(input.subarray(0, 32));
    demand(!createOpener(up)(input).ok || input.length === 28, 'what nobody sealed does not open');
    const opened = createOpener(up)(createSealer(up)(input));
    demand(opened.ok && opened.bytes.equals(input), 'what was sealed opens');
    const value = decodeMessage(opened.bytes, { maxItems: 10_000 });
    if (!value.ok) return;
    const said = parseFromPerception(value.value);
    if (!said.ok) demand(said.problem.length < 5000, 'a problem is a sentence');
    parseToPerception(value.value);
  },
};
