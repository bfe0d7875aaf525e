import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCredentials } from '../../../cloud/api/operator-credentials.ts';

test('what was made with a password ends before another one takes its place, and with no start that keeps it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-credentials-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const passwordFile = join(folder, 'password');
  const secrets = new Map<string, string>();
  const store = {
    secret: async (name: string) => secrets.get(name),
    swapSecret: async (name: string, _before: string | undefined, text: string) => {
      secrets.set(name, text);
      return text;
    },
  };
  const replaced: (string | undefined)[] = [];
  const replaces = async () => void replaced.push(secrets.get('operator.hash'));
  const open = async (more: { passwordFile?: string; renew?: boolean } = {}) => {
    await openCredentials({ store, replaces, ...more });
    return secrets.get('operator.hash');
  };
  const first = await open();
  await open();
  expect(replaced).toEqual([]);
  const second = await open({ renew: true });
  expect(replaced).toEqual([first]);
  writeFileSync(passwordFile, 'correct horse battery\n');
  await open({ passwordFile });
  await open({ passwordFile });
  expect(replaced).toEqual([first, second]);
});
