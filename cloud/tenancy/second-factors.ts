import Type from 'typebox';
import { createParser } from '../../devices/contracts/parse.ts';
import { EpochMs } from '../../devices/contracts/place.ts';
import { createTotpSecret, totpUri } from '../../devices/proof/otpauth-totp.ts';
import { createRecoveryCodes, stepOfCode, takeCode } from '../../devices/proof/second-proof.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import type { Operator } from './access.ts';
import type { AuditAct } from './audit-store.ts';
import type { Directory } from './directory.ts';
import type { FactorSeal } from './factor-seal.ts';
import { wholeCloud } from './place.ts';
import { createSettle } from './settle.ts';
import type { FactorRow, OperatorRow, TenancyStore } from './tenancy-store.ts';

/** So long a secret that was shown waits for a code of it. */
const enrolWithinMs = 10 * 60_000;

const Enrolment = Type.Object({ secret: Type.String(), begunMs: EpochMs });
const parseEnrolment = createParser(Enrolment);

export interface Enrolling {
  /** base32, for typing in. */
  secret: string;
  /** What a phone reads from the drawn code. */
  uri: string;
  /** The same, sealed, to be given back with the first code: any process of the cloud may take it. */
  enrolment: string;
}

export type OwnFactor = 'off' | 'at-provider' | { sinceMs: number; recoveryCodes: number };

/** Codes of a phone that are asked after an operator's password. Refusals are Faults. */
export interface SecondFactors {
  /** He has to enrol before he may do anything else. */
  mustEnrol(operator: string): boolean;
  required: boolean;
  /** Takes a code of the phone, or a recovery code: each once, at whichever process. */
  take(operator: OperatorRow, code: string): Promise<boolean>;
  own(asker: Operator): Promise<OwnFactor>;
  begin(asker: Operator): Enrolling;
  /** Recovery codes, told this once. Ends his sessions, as `remove` does. */
  confirm(enrolment: string, code: string, asker: Operator): Promise<string[]>;
  renewRecovery(asker: Operator): Promise<string[]>;
  remove(asker: Operator): Promise<void>;
}

export interface SecondFactorOptions {
  store: TenancyStore;
  directory: Directory;
  seal: FactorSeal;
  /** What the phone shows beside the sign. */
  issuer: string;
  required: boolean;
  clock: Clock;
  log: Log;
}

export function createSecondFactors(options: SecondFactorOptions): SecondFactors {
  const { store, directory, seal, issuer, required, clock, log } = options;
  const settle = createSettle(store, directory);
  /** Steps by sealed secret that were taken while the store could not be written. */
  const unwritten = new Map<string, number>();

  const act = ({ id, sign: by }: Pick<OperatorRow, 'id' | 'sign'>, deed: string): AuditAct => {
    const { sign } = directory.operator(id)!;
    const place = directory.world().grants.find(({ operator }) => operator === id)?.place ?? wholeCloud;
    return { by, operator: id, atMs: clock.wallMs(), deed: `operator.${deed}`, subject: sign, place };
  };
  const stateFault = (what: string) => new Fault('second-factor-state', what);
  function local({ id }: Operator): OperatorRow {
    const row = directory.operator(id)!;
    if (row.origin === 'provider')
      throw new Fault('forbidden', 'whoever signs in with the provider shows a second factor there');
    return row;
  }
  const without = (asker: Operator): OperatorRow => {
    const row = local(asker);
    if (row.factorSinceMs !== null) throw stateFault('there is a second factor already');
    return row;
  };
  async function kept(asker: Operator): Promise<FactorRow> {
    const factor = await store.factor(local(asker).id);
    if (!factor) throw stateFault('there is no second factor');
    return factor;
  }
  // what was begun under another password, or before another enrolment, is of no use
  const enrolmentOf = ({ id, generation }: OperatorRow) => `enrolment of ${id}, ${generation}`;
  const secretOf = (id: string) => `second factor of ${id}`;

  return {
    required,
    mustEnrol(id) {
      const row = directory.operator(id);
      return required && row?.origin !== 'provider' && row?.factorSinceMs === null;
    },
    async take(operator, code) {
      const before = await store.factor(operator.id);
      if (!before) return false;
      const secret = seal.open(before.secret, secretOf(operator.id));
      if (secret === undefined)
        log.error({ operator: operator.id }, 'a second factor was sealed by another key: recovery codes open, only');
      const lastStep = Math.max(before.lastStep, unwritten.get(before.secret) ?? 0);
      const taken = takeCode({ secret, lastStep, recovery: before.recovery }, code, [clock.wallMs()]);
      if (!taken) return false;
      const isRecovery = taken.by === 'recovery-code';
      try {
        const note = isRecovery ? act(operator, 'use-recovery-code') : undefined;
        return await store.factorUsed(operator.id, before, taken.left, note);
      } catch (error) {
        if (isRecovery) throw error;
        // an operator gets in on a full disk, too; this process remembers what was used
        unwritten.set(before.secret, taken.left.lastStep);
        log.warn({ err: error }, 'a code that was used could not be written down');
        return true;
      }
    },
    async own({ id }) {
      if (directory.operator(id)!.origin === 'provider') return 'at-provider';
      const factor = await store.factor(id);
      return factor ? { sinceMs: factor.sinceMs, recoveryCodes: factor.recovery.length } : 'off';
    },
    begin(asker) {
      const row = without(asker);
      const secret = createTotpSecret();
      const begun = JSON.stringify({ secret, begunMs: clock.wallMs() });
      return { secret, uri: totpUri(secret, issuer, row.sign), enrolment: seal.seal(begun, enrolmentOf(row)) };
    },
    confirm: (enrolment, code, asker) =>
      settle(async (changes) => {
        const row = without(asker);
        const opened = seal.open(enrolment, enrolmentOf(row));
        const begun = parseEnrolment(opened === undefined ? undefined : JSON.parse(opened));
        const nowMs = clock.wallMs();
        if (!begun.ok || nowMs - begun.value.begunMs > enrolWithinMs) throw stateFault('this enrolment is over');
        const step = stepOfCode(begun.value.secret, code, [nowMs]);
        if (step === undefined) throw new Fault('wrong-code', 'it is no code of this secret');
        const { codes, recovery } = createRecoveryCodes();
        const secret = seal.seal(begun.value.secret, secretOf(row.id));
        const factor = { secret, sinceMs: nowMs, lastStep: step, recovery };
        await changes.changeOperator(row.id, { factor }, act(asker, 'enrol-second-factor'));
        return codes;
      }),
    async renewRecovery(asker) {
      const before = await kept(asker);
      const { codes, recovery } = createRecoveryCodes();
      const left = { lastStep: before.lastStep, recovery };
      if (await store.factorUsed(asker.id, before, left, act(asker, 'renew-recovery-codes'))) return codes;
      throw stateFault('a code was used at the same moment');
    },
    remove: (asker) =>
      settle(async (changes) => {
        await kept(asker);
        await changes.changeOperator(asker.id, { factor: null }, act(asker, 'remove-second-factor'));
      }),
  };
}
