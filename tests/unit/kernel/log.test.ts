import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { redactUrls } from '../../../gateway/kernel/log.ts';

test('a log line never shows a plate, a name, a card, a secret or a URL with a password', () => {
  const script = `
    import { createLog } from './gateway/kernel/log.ts';
    const log = createLog('debug');
    const resident = { id: 'r-1', name: '王小明', plate: '粤B12345', card: 'uid:0A1B2C3D', secret: 's3cret-s3cret', url: 'rtsp://u:pa55@h/1' };
    log.info(resident, 'one');
    log.warn({ resident, site: { device: resident } }, 'two');
    log.error({ err: new Error('cannot open rtsp://u:pa55@h/1') }, 'three');
  `;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    encoding: 'utf8',
  });
  expect(stderr.split('\n').filter(Boolean)).toHaveLength(3);
  for (const secret of ['王小明', '粤B12345', '0A1B2C3D', 's3cret', 'pa55']) expect(stderr).not.toContain(secret);
  expect(stderr).toContain('r-1');
});

test('a password in a URL is taken out of a text, the rest stays', () => {
  expect(redactUrls('lost rtsp://admin:x%40y@10.0.0.5:554/ch1 again')).toBe('lost rtsp://…@10.0.0.5:554/ch1 again');
});
