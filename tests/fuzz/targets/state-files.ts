import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJsonBytes } from '../../../devices/contracts/parse.ts';
import { openSessionsFile } from '../../../gateway/console/users/sessions-file.ts';
import { parseAnchorFile } from '../../../gateway/ledger/anchor-ledger.ts';
import { parseLedgerEntry, readEntry } from '../../../gateway/ledger/ledger-entry.ts';
import { freshTwin } from '../../../gateway/twin/kept-twin.ts';
import { openTwinFile } from '../../../gateway/twin/twin-file.ts';
import { parseKeptSlot } from '../../../gateway/update/kept-slot.ts';
import { planStart, readLaunchPlan, rest } from '../../../gateway/update/launch-plan.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { demand, type FuzzTarget, textOf } from '../fuzz-target.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringward-fuzz-'));
const twinFile = join(folder, 'twin.json');
const release = '0123456789abcdef';
const session = {
  id: 'a'.repeat(16),
  user: 'guard',
  changedAtMs: 1,
  sinceMs: 1,
  lastMs: 1,
  agent: 'x',
  address: '::1',
};

/** What lies in the data folder: a half-written or foreign file must not keep a gateway from starting. */
export const target: FuzzTarget = {
  name: 'state-files',
  about: 'a damaged file of state is as one that is not there',
  share: 0.25,
  seeds: [
    JSON.stringify({
      format: 1,
      installed: '/opt',
      current: release,
      trial: { starts: 1, withinS: 60 },
      fallen: { release, why: 'died' },
    }),
    JSON.stringify(freshTwin(1)),
    JSON.stringify({ version: 1, sessions: [session], lastSignInMs: { guard: 1 } }),
    JSON.stringify({ gateway: 'gw-1', anchors: [{ seq: 1, hash: 'a'.repeat(64), atMs: 1, signature: 'b' }] }),
    JSON.stringify({
      seq: 1,
      atMs: 1,
      actor: { kind: 'user', id: 'u' },
      action: 'person.looked-up',
      detail: { n: 1, list: ['a'] },
    }),
  ],
  run(input) {
    for (const name of ['launch.json', 'sessions.json', 'twin.json']) writeFileSync(join(folder, name), input);
    const plan = readLaunchPlan(folder);
    if (plan) {
      const next = rest(planStart(plan, () => true));
      demand(typeof next.installed === 'string', 'what was installed is always there');
    }
    demand(openTwinFile(twinFile, quietLog).read(1).format === 1, 'there are settings');
    openSessionsFile(folder, quietLog).of('guard');
    parseAnchorFile(input);
    readEntry(textOf(input));
    parseJsonBytes(input, parseLedgerEntry, 100_000);
    parseJsonBytes(input, parseKeptSlot, 100_000);
  },
};
