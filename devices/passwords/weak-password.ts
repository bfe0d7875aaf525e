import { loadCommonPasswords } from './zxcvbn-list.ts';

/** Why a password is among the first that are tried: one of the commonest, or words that everybody at the place knows. */
export type PasswordWeakness = 'password-common' | 'password-of-place';

/** Known at every place; docs/security-lists.md shows them. Mostly of what people write about doors, in pinyin, too. */
export const wordsOfEveryPlace = [
  ...[
    'ringward',
    'gateway',
    'console',
    'admin',
    'administrator',
    'operator',
    'manager',
    'guard',
    'security',
    'password',
  ],
  ...['guanli', 'guanliyuan', 'baoan', 'wuye', 'xiaoqu', 'menjin', 'anfang', 'mima', 'woaini'],
  ...['管理', '管理员', '保安', '物业', '小区', '门禁', '安防', '密码'],
];

/** With no more digits and signs than a date of birth has, a word stays a word. */
const mostAround = 8;
const leastOwnLetters = 4;

/** Capitals and full-width letters make no other word. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase();
const lettersOf = (text: string) => text.replaceAll(/\P{L}/gu, '');
const digitsOf = (text: string) => text.replaceAll(/\P{N}/gu, '');

/** Parts of names that are long enough to be words, the longest first: three letters, or two of Chinese. */
function wordsIn(names: readonly string[]): string[] {
  return names
    .flatMap((name) => plain(name).split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length > 2 || /\p{Script=Han}{2}/u.test(word))
    .sort((a, b) => b.length - a.length);
}

/** As it stands in the list, or without some of the digits and signs around it. Of digits alone any few are in the list. */
function isCommon(text: string, common: ReadonlySet<string>): boolean {
  if (common.has(text) || !/\p{L}/u.test(text)) return common.has(text);
  const before = Math.min(/^\P{L}*/u.exec(text)![0].length, mostAround);
  const after = /\P{L}*$/u.exec(text)![0].length;
  for (let from = 0; from <= before; from += 1)
    for (let cut = 0; cut <= Math.min(after, mostAround - from); cut += 1)
      if (common.has(text.slice(from, text.length - cut))) return true;
  return false;
}

/**
 * What speaks against `password` at a place with these names: of the site, the gateway, the user and the like, in any form
 * with gaps or signs between words. Nothing is asked about its composition (NIST SP 800-63B).
 */
export async function findWeakness(password: string, names: readonly string[]): Promise<PasswordWeakness | undefined> {
  const text = plain(password);
  if (isCommon(text, await loadCommonPasswords()) || /^(.{1,8}?)\1+$/u.test(text)) return 'password-common';
  const own = wordsIn([...names, ...wordsOfEveryPlace]).reduce((rest, known) => rest.replaceAll(known, ' '), text);
  const isOfPlace = own !== text && lettersOf(own).length < leastOwnLetters && digitsOf(own).length <= mostAround;
  return isOfPlace ? 'password-of-place' : undefined;
}
