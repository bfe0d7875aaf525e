import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { ClaimId, ClaimRefusalReason } from '../../devices/contracts/claim.ts';
import { createParser } from '../../devices/contracts/parse.ts';
import { EpochMs, Id } from '../../devices/contracts/place.ts';
import { replaceFile } from '../../devices/files/synced-files.ts';
import { Fault } from '../kernel/fault.ts';
import { createSecret, readSecret } from '../kernel/key-file.ts';

const strict = { additionalProperties: false } as const;
const KeyName = Type.String({ pattern: '^key-[0-9a-f]{16}\\.pem$' });
const Url = Type.String({ pattern: '^https://' });

const Held = Type.Object(
  {
    url: Url,
    key: KeyName,
    certificate: Type.String(),
    ca: Type.String(),
    site: Id,
    issuedAtMs: EpochMs,
    validUntilMs: EpochMs,
  },
  strict,
);
export type HeldIdentity = Static<typeof Held>;

const Claim = Type.Object(
  {
    url: Url,
    pin: Type.String(),
    secret: Type.String(),
    key: KeyName,
    /** The cloud's name for it, once it has answered. */
    id: Type.Optional(ClaimId),
    /** The code of a fault or an operator's reason: it ends here. */
    refused: Type.Optional(Type.Union([ClaimRefusalReason, Type.String({ pattern: '^[a-z-]{1,40}$' })])),
  },
  strict,
);
export type OpenClaim = Static<typeof Claim>;

const State = Type.Object(
  {
    held: Type.Optional(Held),
    claim: Type.Optional(Claim),
    /** A renewal that was begun; asking again with the same key does no harm. */
    renewalKey: Type.Optional(KeyName),
    /** SHA-256 of the secret of the code that was taken up last. */
    usedCode: Type.Optional(Type.String()),
    /** The cloud's clock and this one's were not the same when they were compared last. */
    clockDiffers: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type IdentityState = Static<typeof State>;
const parseState = createParser(State);

/** What a gateway keeps of its identity, in a folder for its owner only. */
export interface IdentityFiles {
  read(): IdentityState;
  /** On disk when it returns: all of it, or what was there before. Keys that the state does not name are deleted. */
  write(state: IdentityState): void;
  createKey(): string;
  key(name: string): KeyObject;
  /** A code that was left by the command line. */
  leftCode(): string | undefined;
  dropLeftCode(): void;
}

const code = 'identity-unusable';

function replace(path: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (cause) {
    throw new Fault(code, `cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const codeFile = 'claim-code';

/** Leaves a code for the gateway, which takes it up at its start or, if it runs, within seconds. */
export function leaveClaimCode(folder: string, text: string): void {
  replace(join(folder, codeFile), `${text}\n`);
}

export function openIdentityFiles(folder: string): IdentityFiles {
  const stateFile = join(folder, 'identity.json');

  function parse(text: string): IdentityState {
    let decoded: unknown;
    try {
      decoded = JSON.parse(text);
    } catch (cause) {
      throw new Fault(code, `${stateFile} is not JSON`, { cause });
    }
    const parsed = parseState(decoded);
    if (!parsed.ok) throw new Fault(code, `${stateFile}: ${parsed.problem}`);
    return parsed.value;
  }

  function dropKeysBut(named: readonly (string | undefined)[]): void {
    for (const name of readdirSync(folder)) {
      if (/^key-.*\.pem$/.test(name) && !named.includes(name)) rmSync(join(folder, name), { force: true });
    }
  }

  return {
    read: () => (existsSync(stateFile) ? parse(readSecret(stateFile, code).toString('utf8')) : {}),
    write(state) {
      replace(stateFile, `${JSON.stringify(state, undefined, 2)}\n`);
      dropKeysBut([state.held?.key, state.claim?.key, state.renewalKey]);
    },
    createKey() {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const name = `key-${randomBytes(8).toString('hex')}.pem`;
      const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
      createSecret(join(folder, name), Buffer.from(pem), code);
      return name;
    },
    key(name) {
      const pem = readSecret(join(folder, name), code);
      try {
        return createPrivateKey(pem);
      } catch (cause) {
        throw new Fault(code, `${join(folder, name)} is no private key`, { cause });
      }
    },
    leftCode() {
      const file = join(folder, codeFile);
      return existsSync(file) ? readFileSync(file, 'utf8').slice(0, 4096) : undefined;
    },
    dropLeftCode: () => rmSync(join(folder, codeFile), { force: true }),
  };
}
