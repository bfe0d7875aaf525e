import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogKeeper } from '../../../gateway/remote/log-keeper.ts';
import { ownWords } from '../../../gateway/remote/own-words.ts';
import { redactLine } from '../../../gateway/remote/redact-log.ts';
import { quietLog } from '../../fixtures/quiet.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const components = new Set(['gate', 'gate-controller', 'cam-gate']);
const redaction = { words: ownWords(), components };
let nowMs = Date.UTC(2026, 8, 1);
const clock = { wallMs: () => nowMs, monotonicMs: () => nowMs };
const personal = ['林测试', '粤B12345', 'uid:0A1B2C3D', '13812345678', '440301199001011234', 'Grace Lin', '4471'];

test('a log full of names, plates, cards and numbers gives a bundle with none of them', async () => {
  const keeper = createLogKeeper({ file: join(folder, 'recent.jsonl'), log: quietLog, redaction, clock });
  const { log } = keeper;
  for (const secret of personal) {
    log.info(
      { name: secret, plate: secret, card: secret, code: secret, reason: secret, device: secret, state: secret },
      secret,
    );
    log.warn(
      { problem: `the record of ${secret}`, detail: { deep: [secret] }, [secret]: 1 },
      `somebody typed ${secret}`,
    );
    log.error(
      { err: Object.assign(new Error(`bad row: ${secret}`), { code: secret }), url: `https://${secret}@host` },
      'failed',
    );
    log.info({ count: Number(secret.replaceAll(/\D/g, '')) * 1e6 + 2e9, seq: secret, kind: [secret] }, 'counted');
  }
  const text = gunzipSync(await keeper.bundle(60_000)).toString();
  keeper.close();
  expect(text.trim().split('\n')).toHaveLength(personal.length * 4);
  for (const secret of personal) expect(text).not.toContain(secret);
  expect(readFileSync(join(folder, 'recent.jsonl'), 'utf8')).toBe(text);
});

test('what helps at a distance stays: time, level, the program’s own sentence, codes, components and counts', () => {
  const fields = {
    device: 'gate-controller',
    outcome: 'expired',
    attempts: 3,
    err: { code: 'SQLITE_FULL' },
    command: 'x1',
  };
  expect(
    redactLine({ level: 'warn', fields, message: 'a command was not carried out', atMs: nowMs }, redaction),
  ).toEqual({
    ...{ time: '2026-09-01T00:00:00.000Z', level: 'warn', device: 'gate-controller', outcome: 'expired', attempts: 3 },
    ...{ err: 'SQLITE_FULL', message: 'a command was not carried out', left: 1 },
  });
});

test('a bundle reaches back as far as was asked, over the change of files and a torn line', async () => {
  const file = join(folder, 'recent.jsonl');
  const first = createLogKeeper({ file, log: quietLog, redaction, clock });
  for (let n = 0; n < 30_000; n += 1) first.log.info({ count: n }, 'the gateway starts anew');
  first.close();
  nowMs += 3_600_000;
  const keeper = createLogKeeper({ file, log: quietLog, redaction, clock });
  keeper.log.error({ count: 1 }, 'stopping');
  const late = gunzipSync(await keeper.bundle(60_000))
    .toString()
    .trim()
    .split('\n');
  expect(late).toHaveLength(1);
  expect(keeper.troubles()).toHaveLength(1);
  const all = gunzipSync(await keeper.bundle(7_200_000))
    .toString()
    .trim()
    .split('\n');
  expect(all.length).toBeGreaterThan(20_000);
  keeper.close();
});
