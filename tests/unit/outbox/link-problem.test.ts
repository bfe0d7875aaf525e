import { expect, test } from 'vitest';
import { en } from '../../../gateway/console/web/locales/en.ts';
import { zh } from '../../../gateway/console/web/locales/zh.ts';
import { linkProblems } from '../../../gateway/outbox/link-problem.ts';

test('a guard reads in Chinese and English why the cloud is not reached', () => {
  for (const problem of linkProblems) {
    expect(zh.reason).toHaveProperty([problem]);
    expect(en.reason).toHaveProperty([problem]);
  }
});
