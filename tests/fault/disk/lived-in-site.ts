import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { createOutbox } from '../../../gateway/outbox/sqlite-outbox.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

export interface LivedIn {
  site: SiteFile;
  dir: string;
  /** Of the user guard. */
  password: string;
  /** A folder with the same data, to be broken. */
  copy(): string;
}

/** A real gateway's folder after some hours of work: people, passages, alarms, and events that wait for a cloud that is away. */
export async function liveIn(): Promise<LivedIn> {
  const site = smallSite({ cloud: { url: 'http://127.0.0.1:9', token: 'a-token-nobody-takes-1' } });
  const running = await runGateway(site);
  const { dir, password } = running;
  const reader = await running.device('gate-reader');
  const smoke = await running.device('smoke-1');
  await running.device('gate-controller');
  const cards = ['uid:0A1B2C3D', 'uid:0A1B2C3E', 'uid:FFFFFFFF'];
  for (let seq = 1; seq <= 240; seq += 1) await reader.event(seq, 'card-presented', { card: cards[seq % 3] });
  for (let seq = 1; seq <= 40; seq += 2) {
    await smoke.event(seq, 'smoke-detected', {});
    await smoke.event(seq + 1, 'smoke-reset', {});
  }
  await running.stop();
  addHours(join(dir, 'data', 'site.db'));
  const copy = () => {
    const other = mkdtempSync(join(tmpdir(), 'ringward-disk-'));
    cpSync(dir, other, { recursive: true });
    return other;
  };
  return { site, dir, password, copy };
}

/** What a day leaves, through the room that keeps it. */
function addHours(file: string): void {
  const store = openStore(file);
  const outbox = createOutbox(store, { site: 'linden', gateway: 'gw-1', bootId: 'b-1', hasCloud: true }, () => {});
  const note = 'n'.repeat(400);
  store.transaction(() => {
    for (let n = 0; n < 1500; n += 1) {
      const [lane, type] =
        n % 5 === 0 ? (['alarm', 'ringward.alarm.raised'] as const) : (['event', 'ringward.access.decided'] as const);
      outbox.append({ lane, type, atMs: 1_790_000_000_000 + n, data: { n, note } });
    }
  });
  store.close();
}
