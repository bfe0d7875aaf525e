import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ConsoleRemoteView } from '../../gateway/console/watch/remote-view-ports.ts';
import { faultsOf } from './axe-page.ts';
import { deskConsoles } from './desk-console.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { shots } from './page-room.ts';

const looks = [
  { name: 'en-1440', look: { width: 1440, height: 900 }, says: /Operator duty-3 of the cloud watches Main gate/ },
  {
    name: 'zh-390-dark',
    look: { language: 'zh-CN', dark: true, width: 390, height: 844 },
    says: /云端操作员 duty-3 正在远程查看：大门全景/,
  },
] as const;

describe.skipIf(missingBrowser)(`live views from afar at the guard’s console${browserNote}`, () => {
  const consoles = deskConsoles();
  test.each(looks)(
    'a guard sees on every page who watches which camera from afar, and ends it at one press ($name)',
    async ({ name, look, says }) => {
      const nowMs = Date.now();
      const view: ConsoleRemoteView = {
        ...{ id: 'c0ffee0123456789', camera: 'cam-gate', cameraName: { zh: '大门全景', en: 'Main gate' } },
        ...{ by: 'duty-3', why: 'people at the gate', sinceMs: nowMs, untilMs: nowMs + 300_000 },
      };
      let on = [view];
      const ended: string[] = [];
      const desk = await consoles.start(({ ports }) => {
        ports.remoteViews = {
          list: () => on,
          end(id, user) {
            ended.push(`${id} ${user}`);
            on = [];
            return true;
          },
        };
      });
      const guard = await desk.open('guard-1', look);
      const banner = guard.page.getByTestId('remote-view');
      await banner.waitFor();
      expect(await banner.textContent()).toMatch(says);
      expect(await banner.textContent()).toContain('people at the gate');
      await guard.page.goto(`${desk.url}/#/doors`);
      await banner.waitFor();
      await guard.page.screenshot({ path: join(shots, `remote-view-${name}.png`) });
      expect((await faultsOf(guard.page)).filter((fault) => JSON.stringify(fault).includes('remote-view'))).toEqual([]);
      await banner.getByTestId('remote-view-end').click();
      await banner.waitFor({ state: 'detached' });
      expect(ended).toEqual(['c0ffee0123456789 guard-1']);
      expect(guard.complaints).toEqual([]);
    },
    60_000,
  );
});
