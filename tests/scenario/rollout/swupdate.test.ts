import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { PlaceView, RolloutView } from '../../../cloud/rollout/rollout-views.ts';
import { packSwu } from '../../fixtures/pack-swu.ts';
import { testWith } from '../../fixtures/programs.ts';
import { openRolloutCloud, terms } from '../../fixtures/rollout-cloud.ts';

/** Debian's, with its hawkBit client and signed images. */
testWith('swupdate')(
  'SWUpdate, as Debian packs it, installs what this cloud rolls out and says so',
  async () => {
    const cloud = await openRolloutCloud({ gateways: [{ id: 'gw-1' }] });
    const folder = mkdtempSync(join(tmpdir(), 'ringward-swupdate-'));
    try {
      const [ada, bo] = [await cloud.signIn(), await cloud.signInNew('bo', 'approver')];
      const installed = join(folder, 'installed.txt');
      const image = packSwu(folder, 'new firmware', installed);
      const { id: release } = await ada.post<{ id: string }>('/v1/releases', {
        ...{ release: cloud.signers.release(image, { kind: 'firmware', name: 'gate-board' }), fileName: 'fw.swu' },
      });
      await ada.send('PUT', `/v1/releases/${release}/artefact`, image);
      const { token } = await ada.post<{ token: string }>('/v1/ddi-targets', { id: 'board-1' });
      const draft = { title: 'boards', release, target: { ddi: ['board-1'] }, terms: terms({ percents: [100] }) };
      const { id } = await ada.post<RolloutView>('/v1/rollouts', draft);
      await bo.post(`/v1/rollouts/${id}/approve`, { why: 'looks right' });
      const place = async () => (await ada.get<{ gateways: PlaceView[] }>(`/v1/rollouts/${id}`)).gateways[0]!;

      /** Runs the client until the cloud has heard of it what is waited for. */
      const runUntil = async (word: string, more: string[] = []) => {
        const client = ['-t', 'default', '-u', cloud.cloud().url, '-i', 'board-1', '-k', token, ...more].join(' ');
        const swupdate = spawn('swupdate', ['-H', 'board:1.0', '-k', join(folder, 'cert.pem'), '-u', client], {
          env: { ...process.env, TMPDIR: folder },
          stdio: 'ignore',
        });
        const ended = once(swupdate, 'exit');
        await expect.poll(async () => (await place()).detail, { timeout: 60_000, interval: 200 }).toBe(word);
        swupdate.kill('SIGTERM');
        await ended;
      };
      await runUntil('All Chunks Installed.');
      expect(readFileSync(installed, 'utf8')).toBe('new firmware');
      expect(await place()).toMatchObject({ stage: 'open' });
      // after the restart of the device, which runs well: 2 is SUCCESS
      await runUntil('Update Installed.', ['-c', '2']);
      expect(await place()).toMatchObject({ stage: 'committed' });
    } finally {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  180_000,
);
