import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { knownTables } from '../../../gateway/kernel/known-tables.ts';
import { openStore, openStoreToRead } from '../../../gateway/kernel/sqlite-store.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { openAllTables } from '../../fixtures/sql-of-gateway.ts';

test('the list of known tables says what a gateway makes, so that a newer database is refused before any room is touched', async () => {
  const gateway = await runGateway(
    smallSite({ cloud: { url: 'http://127.0.0.1:9', token: 'a-token-of-this-gateway-0001' } }),
  );
  await gateway.stop();
  const { store } = await openAllTables();
  const stores = [openStoreToRead(join(gateway.dir, 'data', 'site.db')), store];
  const rows = stores.flatMap((each) => each.prepare('SELECT room, version FROM rooms').all());
  for (const each of stores) each.close();
  const made = Object.fromEntries(
    (rows as { room: string; version: number }[]).map(({ room, version }) => [room, version]),
  );
  expect(made).toEqual(knownTables);
}, 120_000);

test('a database of a newer gateway is refused in one line that says what to do, and not a byte of it changes', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-newer-')), 'site.db');
  const newer = openStore(file);
  newer.prepare("INSERT INTO rooms VALUES ('outbox', 99)").run();
  newer.close();
  const before = readFileSync(file);
  for (const alone of [true, false])
    expect(() => openStore(file, { alone })).toThrow(
      expect.objectContaining({
        code: 'database-newer',
        message: `${file} holds outbox tables of version 99; this version knows ${knownTables.outbox}. Nothing was changed`,
        hint: expect.stringContaining('run that version, or restore a backup'),
      }),
    );
  expect(readFileSync(file).equals(before)).toBe(true);
  // On the way back from an update it is taken as it is.
  openStore(file, { takesNewer: true }).close();
});
