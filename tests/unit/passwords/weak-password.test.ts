import { expect, test } from 'vitest';
import { findWeakness } from '../../../devices/passwords/weak-password.ts';
import { loadCommonPasswords } from '../../../devices/passwords/zxcvbn-list.ts';

const names = ['linden-court', 'gw-east-gate', '椴园小区', 'Linden Court', 'wang-qiang'];

/** Of at least `chars`: those that are so long, and shorter ones with a year behind them. */
const commonOf = async (chars: number) =>
  [...(await loadCommonPasswords())]
    .flatMap((one) => (one.length >= chars ? [one] : [`${one}2026`]))
    .filter((one) => one.length >= chars && /\p{L}/u.test(one));

test.each([8, 10])('far more than the 3,000 commonest passwords of %i characters are refused', async (chars) => {
  const common = await commonOf(chars);
  expect(common.length).toBeGreaterThan(10_000);
  const taken: string[] = [];
  for (const one of common.slice(0, 15_000)) if (!(await findWeakness(one, []))) taken.push(one);
  expect(taken).toEqual([]);
});

test.each([
  ['as it stands in every list', 'password-common', ['1234567890', 'qwertyuiop', '1qaz2wsx3edc']],
  [
    'with capitals, full-width letters, a date around it',
    'password-common',
    ['DRAGON19900101', 'ｄｒａｇｏｎ２０２６', '!!dragon!!'],
  ],
  [
    'the same again and again',
    'password-common',
    ['aaaaaaaaaa', '1212121212', 'passwordpassword', '安全安全安全安全安全'],
  ],
  [
    'names of the place',
    'password-of-place',
    ['LindenCourt2026', 'court of linden', 'gw east-gate 01', '椴园小区2026!'],
  ],
  ['of its people and of the trade', 'password-of-place', ['wang.qiang.1990', 'RINGWARD-baoan', '小区保安密码123']],
] as const)('%s: %s', async (_what, weakness, passwords) => {
  for (const password of passwords) expect(await findWeakness(password, names), password).toBe(weakness);
});

test('words of one’s own are taken, whatever stands beside them, and nothing is asked about digits or signs', async () => {
  const good = [
    ...[
      'four linden trees',
      'correct horse battery',
      'marked-Operator-4711',
      'dragon 9381 0938 44',
      'guard 4938 1029 38',
    ],
    ...['vjxqkzwbmh', '8493027561', '雨天和椴树', 'k4v2-9xqe-7hht-m2rd', 'x'],
  ];
  for (const password of good) expect(await findWeakness(password, names), password).toBeUndefined();
});

test('names too short to be words, and signs, leave every password as it is', async () => {
  expect(await findWeakness('ab cd ef gh', ['a', 'gh', '--', '', '.*'])).toBeUndefined();
});
