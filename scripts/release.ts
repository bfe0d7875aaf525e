import { createHash, generateKeyPairSync } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { readKeyList, readRelease } from '../devices/contracts/read-release.ts';
import {
  parseReleaseKeyList,
  parseReleaseManifest,
  parseSignedKeyList,
  parseSignedRelease,
  type ReleaseKeyList,
  type SignedRelease,
} from '../devices/contracts/release.ts';
import { createSecret } from '../gateway/kernel/key-file.ts';
import { readPrivateKey, signText } from './release/sign-text.ts';

const usage = `node scripts/release.ts …                     (docs/releases.md explains the steps)

  keys new FILE.pem                                        make a private key; prints its public half
  keys list --serial N --threshold N ID=PUBLIC … --out FILE   write a list of keys, not signed yet
  sign ARTEFACT --kind gateway|model|firmware --name NAME --version V --serial N [--arch x64] [--notes-zh T --notes-en T]
       --key ID=FILE.pem --out FILE                        write a release of an artefact with one signature
  cosign FILE --key ID=FILE.pem                            add a signature to a release or to a list of keys
  show FILE [--keys LIST]                                  what it says, and whether enough keys have signed it`;

class Problem extends Error {}

const options = {
  out: { type: 'string' },
  key: { type: 'string' },
  keys: { type: 'string' },
  kind: { type: 'string' },
  name: { type: 'string' },
  version: { type: 'string' },
  serial: { type: 'string' },
  threshold: { type: 'string' },
  arch: { type: 'string', multiple: true },
  'notes-zh': { type: 'string' },
  'notes-en': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof readArguments>['values'];

function readArguments(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (cause) {
    throw new Problem((cause as Error).message, { cause });
  }
}

async function main(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args);
  const [verb, ...rest] = positionals;
  if (values.help || verb === undefined) return print(usage);
  if (verb === 'keys' && rest[0] === 'new') return makeKey(need(rest[1], 'a FILE for the key'));
  if (verb === 'keys' && rest[0] === 'list') return writeList(rest.slice(1), values);
  if (verb === 'sign') return await signRelease(need(rest[0], 'an ARTEFACT'), values);
  if (verb === 'cosign') return cosign(need(rest[0], 'a FILE'), need(values.key, '--key ID=FILE.pem'));
  if (verb === 'show') return show(need(rest[0], 'a FILE'), values.keys);
  throw new Problem(`there is no ${[verb, ...rest].join(' ')}\n${usage}`);
}

/** The private half goes into a file that only its owner can read, and nowhere else. */
function makeKey(path: string): void {
  if (existsSync(path)) throw new Problem(`${path} exists; a key is never written over`);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  createSecret(path, Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })), 'data-folder-unusable');
  print(publicKey.export({ format: 'jwk' }).x!);
}

function writeList(entries: string[], values: Values): void {
  const keys = entries.map((entry) => {
    const [id, publicKey] = split(entry);
    return { id, publicKey };
  });
  const list = { format: 1, serial: Number(values.serial), threshold: Number(values.threshold), keys };
  const parsed = parseReleaseKeyList(list);
  if (!parsed.ok) throw new Problem(parsed.problem);
  writeNew(need(values.out, '--out FILE'), { text: JSON.stringify(parsed.value), signatures: [] });
}

async function signRelease(artefact: string, values: Values): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(artefact), hash);
  const { 'notes-zh': zh, 'notes-en': en, arch, kind, name, version } = values;
  const parsed = parseReleaseManifest({
    format: 1,
    ...{ kind, name, version },
    serial: Number(values.serial),
    artefact: { sha256: hash.digest('hex'), bytes: statSync(artefact).size },
    ...(arch && { arch }),
    madeAtMs: Date.now(),
    ...(zh !== undefined && en !== undefined && { notes: { zh, en } }),
  });
  if (!parsed.ok) throw new Problem(parsed.problem);
  const text = JSON.stringify(parsed.value);
  const [id, file] = split(need(values.key, '--key ID=FILE.pem'));
  writeNew(need(values.out, '--out FILE'), { text, signatures: [signText(text, id, readPrivateKey(file))] });
}

/** Whoever signs after others signs the same text; a second signature by one key takes the place of its first. */
function cosign(path: string, key: string): void {
  const signed = readSigned(path);
  const [id, file] = split(key);
  const others = signed.signatures.filter((each) => each.key !== id);
  const fresh = { ...signed, signatures: [...others, signText(signed.text, id, readPrivateKey(file))] };
  writeFileSync(path, `${JSON.stringify(fresh)}\n`);
  print(`${fresh.signatures.length} signatures`);
}

function show(path: string, listPath: string | undefined): void {
  const signed = readSigned(path);
  print(`${JSON.stringify(JSON.parse(signed.text), undefined, 2)}\nsigned by ${signers(signed)}`);
  if (parseReleaseKeyList(JSON.parse(signed.text)).ok) {
    const list = parseSignedKeyList(signed);
    verdict(list.ok ? readKeyList(list.value) : list);
    return;
  }
  if (listPath === undefined) print('whether that is enough, only a list of keys can say: --keys LIST');
  else verdict(readRelease(signed, readList(listPath)));
}

const signers = ({ signatures }: SignedRelease) => signatures.map(({ key }) => key).join(', ') || 'nobody';

function verdict(read: { ok: true } | { ok: false; problem: string }): void {
  print(read.ok ? 'good' : `not good: ${read.problem}`);
  if (!read.ok) process.exitCode = 1;
}

function readList(path: string): ReleaseKeyList {
  const list = readKeyList(readSigned(path));
  if (!list.ok) throw new Problem(`${path}: ${list.problem}`);
  return list.value;
}

/** A release or a list of keys; one without a signature is not finished yet. */
function readSigned(path: string): SignedRelease {
  let input: unknown;
  try {
    input = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Problem(`cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
  const parsed = parseSignedRelease(input);
  if (parsed.ok) return parsed.value;
  const unfinished = input as { text?: unknown; signatures?: unknown };
  if (typeof unfinished?.text !== 'string' || JSON.stringify(unfinished.signatures) !== '[]')
    throw new Problem(`${path}: ${parsed.problem}`);
  return { text: unfinished.text, signatures: [] };
}

function writeNew(path: string, signed: object): void {
  if (existsSync(path)) throw new Problem(`${path} exists; a signed file is never written over`);
  writeFileSync(path, `${JSON.stringify(signed)}\n`);
  print(path);
}

function split(entry: string): [id: string, rest: string] {
  const at = entry.indexOf('=');
  if (at < 1) throw new Problem(`${entry}: ID=… is wanted`);
  return [entry.slice(0, at), entry.slice(at + 1)];
}

function need(value: string | undefined, what: string): string {
  if (value === undefined) throw new Problem(`${what} is missing\n${usage}`);
  return value;
}

const print = (text: string) => void process.stdout.write(`${text}\n`);

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`release: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = error instanceof Problem ? 2 : 1;
});
