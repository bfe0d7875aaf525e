import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { matchTotp } from '../../../devices/proof/otpauth-totp.ts';
import { createSecondProof } from '../../../gateway/console/users/second-proof.ts';
import { openUsers, type UserTotp } from '../../../gateway/console/users/users-file.ts';
import { phoneCode } from '../../fixtures/otpauth-phone.ts';
import { silentLog } from '../../scenario/console/silent-log.ts';

/** RFC 6238, appendix B, SHA-1: the last six of its eight digits. */
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at second %i the code is the one that RFC 6238 gives', (second, code) => {
  expect(matchTotp(rfcSecret, code, second * 1000)).toBe(Math.floor(second / 30));
});

test('a phone that is one step off is taken, two steps off is not', () => {
  const code = '005924';
  const atMs = 1_234_567_890_000;
  const step = Math.floor(1_234_567_890 / 30);
  expect(matchTotp(rfcSecret, code, atMs + 30_000)).toBe(step);
  expect(matchTotp(rfcSecret, code, atMs - 30_000)).toBe(step);
  expect(matchTotp(rfcSecret, code, atMs + 60_000)).toBeUndefined();
  expect(matchTotp(rfcSecret, code, atMs - 60_000)).toBeUndefined();
});

test.each(['', '00592', '0059241', '00592a', ' 05924', '۰۰۵۹۲۴'])('"%s" is no code', (code) => {
  expect(matchTotp(rfcSecret, code, 1_234_567_890_000)).toBeUndefined();
});

async function enrolled() {
  const dataDir = mkdtempSync(join(tmpdir(), 'ringward-proof-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const users = await openUsers(dataDir, silentLog());
  let nowMs = 1_800_000_000_000;
  let believedMs: number | undefined;
  const proof = createSecondProof(
    users,
    () => 'Ringward test',
    () => nowMs,
    () => believedMs,
  );
  const user = () => users.find('guard')!;
  const withTotp = () => ({ ...user(), totp: user().totp as UserTotp });
  const { secret, uri } = proof.begin('guard');
  const code = (atMs = nowMs) => phoneCode(secret, atMs);
  return {
    ...{ dataDir, users, proof, uri, code, user, withTotp, now: () => nowMs },
    /** From now on the gateway doubts its clock and goes by another time, or believes it again. */
    doubt: (atMs: number | undefined) => {
      believedMs = atMs;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

test('a secret counts only once a code of it was given, and not when it has waited for long', async () => {
  const { proof, code, user, pass } = await enrolled();
  expect(proof.confirm(user(), '000000')).toBeUndefined();
  expect(user().totp).toBeUndefined();
  pass(11 * 60_000);
  expect(proof.confirm(user(), code())).toBeUndefined();
  proof.begin('guard');
  expect(proof.confirm(user(), code())).toBeUndefined();
  expect(user().totp).toBeUndefined();
});

test('a code that somebody has looked at over a shoulder opens nothing a second time, nor after a restart', async () => {
  const { proof, code, withTotp, user, pass, users } = await enrolled();
  const first = code();
  expect(proof.confirm(user(), first)).toHaveLength(10);
  expect(proof.take(withTotp(), first)).toBeUndefined();
  pass(30_000);
  const second = code();
  expect(proof.take(withTotp(), second)).toBe('code');
  expect(proof.take(withTotp(), second)).toBeUndefined();
  expect(proof.take(withTotp(), first)).toBeUndefined();
  const restarted = createSecondProof(
    users,
    () => 'Ringward test',
    () => 1_800_000_030_000,
  );
  expect(restarted.take(withTotp(), second)).toBeUndefined();
});

test('while the gateway doubts its clock, codes of the time that it goes by instead are taken as well, each once', async () => {
  const { proof, code, withTotp, user, pass, doubt, now } = await enrolled();
  proof.confirm(user(), code());
  pass(-3 * 3_600_000);
  const rightMs = now() + 3 * 3_600_000 + 60_000;
  expect(proof.take(withTotp(), code(rightMs))).toBeUndefined();
  doubt(rightMs);
  expect(proof.take(withTotp(), code(rightMs))).toBe('code');
  expect(proof.take(withTotp(), code(rightMs))).toBeUndefined();
  expect(proof.take(withTotp(), code(rightMs + 90_000))).toBeUndefined();
});

test('a code given while the clock was a year ahead does not shut the phone out once the clock is right', async () => {
  const { proof, code, withTotp, user, pass } = await enrolled();
  proof.confirm(user(), code());
  const yearMs = 365 * 86_400_000;
  pass(yearMs);
  expect(proof.take(withTotp(), code())).toBe('code');
  pass(60_000 - yearMs);
  const first = code();
  expect(proof.take(withTotp(), first)).toBe('code');
  expect(proof.take(withTotp(), first)).toBeUndefined();
});

test('each recovery code opens once, however it is typed, and none stands readable in the file', async () => {
  const { proof, code, withTotp, user, dataDir } = await enrolled();
  const codes = proof.confirm(user(), code())!;
  expect(new Set(codes).size).toBe(10);
  const text = readFileSync(join(dataDir, 'users.json'), 'utf8');
  for (const one of codes) {
    expect(text).not.toContain(one);
    expect(text).not.toContain(one.replaceAll('-', ''));
  }
  expect(proof.take(withTotp(), ` ${codes[3]!.toUpperCase().replaceAll('-', ' ')} `)).toBe('recovery-code');
  expect(proof.take(withTotp(), codes[3]!)).toBeUndefined();
  expect(user().totp!.recovery).toHaveLength(9);
  const renewed = proof.renewRecovery(withTotp());
  expect(proof.take(withTotp(), codes[4]!)).toBeUndefined();
  expect(proof.take(withTotp(), renewed[4]!)).toBe('recovery-code');
});

test('the phone shows the site and the user beside the code', async () => {
  const { uri } = await enrolled();
  const { protocol, host, searchParams, pathname } = new URL(uri);
  expect([protocol, host, decodeURIComponent(pathname)]).toEqual(['otpauth:', 'totp', '/Ringward test:guard']);
  expect(searchParams.get('issuer')).toBe('Ringward test');
});
