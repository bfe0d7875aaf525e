import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { createFaceRecognizer } from '../../../gateway/perception/faces/face-recognizer.ts';
import { openTemplateStore } from '../../../gateway/register/sqlite-templates.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { cannotSee, modelsDir } from './prepared-models.ts';

const script = fileURLToPath(new URL('../../../scripts/calibrate.ts', import.meta.url));
const consent = { notice: 'v1', method: 'signed-paper', givenAt: '2026-01-01', expiresAt: '2029-01-01' } as const;

function writeSite(people: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-calibrate-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const residents: SiteFile['residents'] = Array.from({ length: people }, (_, n) => ({
    id: `r-${n}`,
    name: '测试',
    home: { unit: 'b1-u1', room: '101' },
    face: { photos: ['none.jpg'], consent: n === 0 ? { ...consent, withdrawnAt: '2026-02-01' } : consent },
  }));
  writeFileSync(join(dir, 'site.yaml'), stringify(smallSite({ residents })), { mode: 0o600 });
  return dir;
}

const run = (dir: string, ...more: string[]) =>
  promisify(execFile)(process.execPath, [script, '--config', join(dir, 'site.yaml'), ...more], { timeout: 60_000 });

test.skipIf(cannotSee)('an operator with too few residents is told so, and gets no figure', async () => {
  const failure = await run(writeSite(4)).catch((error: { code: number; stderr: string; stdout: string }) => error);
  expect(failure).toMatchObject({ code: 2, stdout: '' });
  expect(failure.stderr).toMatch(/0 enrolled people.*fewer than 10 people or 100 pairs/);
});

test.skipIf(cannotSee)(
  'an operator gets a threshold from the people who are enrolled live, and only those with consent',
  async () => {
    const dir = writeSite(31);
    const recognizer = await createFaceRecognizer({ modelsDir });
    const { modelId } = recognizer;
    await recognizer.close();
    const store = openStore(join(dir, 'data', 'site.db'));
    const templates = openTemplateStore(store, join(dir, 'data', 'template.key'));
    for (let n = 0; n < 31; n += 1) {
      const looks = [0, 1].map((look) => {
        const values = Float32Array.from(
          { length: 512 },
          (_, at) => Math.sin(at * (n + 1) * 1.7 + n) + 0.3 * Math.cos(at * (look + 2)),
        );
        const length = Math.hypot(...values);
        return values.map((value) => value / length);
      });
      templates.putLive(`r-${n}`, modelId, looks, 1);
    }
    store.close();
    const { stdout } = await run(dir, '--target-far', '1e-2');
    const last = JSON.parse(stdout.trim().split('\n').at(-1)!);
    expect(last).toMatchObject({ people: 30, templates: 60, pairs: 1740, pairsOfPeople: 435, targetFar: 0.01 });
    expect(last.farAtMost).toBeGreaterThan(0);
    expect(stdout).toContain(`perception:\n  faces:\n    threshold: ${last.threshold}\n    margin: ${last.margin}\n`);
  },
);
