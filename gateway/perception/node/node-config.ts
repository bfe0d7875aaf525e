import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Type, { type Static } from 'typebox';
import { parseDocument } from 'yaml';
import { createParser } from '../../../devices/contracts/parse.ts';
import { Id } from '../../../devices/contracts/place.ts';
import { Fault } from '../../kernel/fault.ts';

/** What a perception node must be told, in one YAML document; `id` and `secret` as under `perception.nodes` of the site file. */
export const NodeConfig = Type.Object(
  {
    broker: Type.String({
      pattern: '^mqtts?://[^\\s/@]+$',
      maxLength: 255,
      description: 'mqtt://host:port of the gateway',
    }),
    site: Id,
    id: Id,
    secret: Type.String({ minLength: 20, maxLength: 128 }),
    models: Type.Optional(
      Type.String({ minLength: 1, maxLength: 4096, description: 'prepared models, relative to this file; var/models' }),
    ),
    maxCameras: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 64, description: 'for how many it is made ready; default 16' }),
    ),
  },
  { additionalProperties: false, title: 'Ringward perception node' },
);
export type NodeConfig = Static<typeof NodeConfig>;

export interface LoadedNode {
  config: NodeConfig;
  modelsDir: string;
  maxCameras: number;
  /** True if other users of the machine can read the secret in it. */
  exposed: boolean;
}

const maxFileBytes = 65_536;
const parseConfig = createParser(NodeConfig);

/** Throws a Fault that names the file, the field and what is wrong with it. */
export function loadNodeConfig(path: string): LoadedNode {
  let text: string;
  let exposed: boolean;
  try {
    const { size, mode } = statSync(path);
    if (size > maxFileBytes) throw new Error(`it has ${size} bytes; at most ${maxFileBytes} are read`);
    text = readFileSync(path, 'utf8');
    exposed = process.platform !== 'win32' && (mode & 0o044) !== 0;
  } catch (cause) {
    throw new Fault('node-file-unreadable', `cannot read the node's file ${path}: ${(cause as Error).message}`, {
      cause,
    });
  }
  const document = parseDocument(text, { prettyErrors: true });
  const broken = document.errors[0];
  if (broken) throw new Fault('node-file-invalid', `${path} is not YAML: ${broken.message.split('\n')[0]}`);
  const parsed = parseConfig(document.toJS({ maxAliasCount: 10 }));
  if (!parsed.ok) throw new Fault('node-file-invalid', `${path}: ${parsed.problem}`);
  const { models, maxCameras = 16 } = parsed.value;
  const modelsDir = models === undefined ? resolve('var/models') : resolve(dirname(path), models);
  return { config: parsed.value, modelsDir, maxCameras, exposed };
}
