import type { TextKey, Translate } from '../locales/texts.ts';
import { zh } from '../locales/zh.ts';

/** Why a command was not done, or how a live view ended, in the reader's words. */
export function sayCode(code: string, t: Translate): string {
  return Object.hasOwn(zh.command.code, code)
    ? t(`command.code.${code}` as TextKey)
    : t('command.code.other', { code });
}
